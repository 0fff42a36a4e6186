import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countOf } from '../support/report-counts.ts';

const summary = (pass: number, fail: number, skipped = 0): string =>
  ['ℹ tests 9', `ℹ pass ${pass}`, `ℹ fail ${fail}`, 'ℹ cancelled 0', `ℹ skipped ${skipped}`, 'ℹ todo 0', ''].join('\n');

describe('a developer who reads the last line of the test run', () => {
  it('reads what the runners counted', () => {
    assert.deepEqual(countOf('node', `✔ one\n${summary(7, 2)}`, 1), { passed: 7, failed: 2 });
    assert.deepEqual(countOf('browser', 'x\nbrowser: 12 passed, 0 failed\n', 0), { passed: 12, failed: 0 });
    assert.deepEqual(countOf('whole', '', 0), { passed: 1, failed: 0 });
  });

  it('sees a suite that crashed as a failure, also when its tests had passed', () => {
    assert.deepEqual(countOf('node', 'Segmentation fault', 139), { passed: 0, failed: 1 });
    assert.deepEqual(countOf('node', summary(7, 0), 1), { passed: 7, failed: 1 });
    assert.deepEqual(countOf('browser', 'browser: 12 passed, 0 failed\n', null), { passed: 12, failed: 1 });
    assert.deepEqual(countOf('whole', '', null), { passed: 0, failed: 1 });
  });

  it('sees a suite without a single test as a failure', () => {
    assert.deepEqual(countOf('node', summary(0, 0), 0), { passed: 0, failed: 1 });
    assert.deepEqual(countOf('browser', 'browser: 0 passed, 0 failed\n', 0), { passed: 0, failed: 1 });
  });

  it('sees tests that were switched off as failures', () => {
    assert.deepEqual(countOf('node', summary(7, 0, 2), 0), { passed: 7, failed: 2 });
  });
});
