import type { Reporter, TestResult, TestSession, TestSuiteResult } from '@web/test-runner';

/**
 * Reports browser tests as sentences, with their errors beside them, and ends with one line of counts that
 * `test/run.ts` reads: `browser: 12 passed, 0 failed`. A file that does not load counts as one failure.
 */
export function spokenReport(): Reporter {
  return {
    reportTestFileResults({ sessionsForTestFile, testFile }) {
      const lines = [testFile.replace(`${process.cwd()}/`, '')];
      for (const session of sessionsForTestFile) lines.push(...sessionLines(session));
      console.log(lines.join('\n'));
    },
    onTestRunFinished({ sessions }) {
      const results = sessions.flatMap((session) => testsOf(session.testResults));
      const passed = results.filter((result) => result.passed && !result.skipped).length;
      // A skipped test is counted with the failures: nothing here may be switched off quietly.
      const failed = results.filter((result) => !result.passed || result.skipped).length;
      const broken = sessions.filter((session) => session.errors.length > 0).length;
      console.log(`browser: ${passed} passed, ${failed + broken} failed`);
    },
  };
}

function sessionLines(session: TestSession): string[] {
  const lines = suiteLines(session.testResults, '  ');
  for (const error of session.errors) lines.push(`  ✗ ${error.message}`, ...indented(error.stack, '    '));
  for (const missing of session.request404s) lines.push(`  404 ${missing}`);
  for (const log of session.logs) lines.push(...indented(log.map(printed).join(' '), '  console: '));
  return lines;
}

function suiteLines(suite: TestSuiteResult | undefined, indent: string): string[] {
  if (!suite) return [];
  const lines = suite.name ? [`${indent}${suite.name}`] : [];
  const inner = suite.name ? `${indent}  ` : indent;
  for (const test of suite.tests) {
    lines.push(`${inner}${test.skipped ? '-' : test.passed ? '✓' : '✗'} ${test.name}`);
    if (test.error) lines.push(...errorLines(test, `${inner}    `));
  }
  for (const child of suite.suites) lines.push(...suiteLines(child, inner));
  return lines;
}

function errorLines({ error }: TestResult, indent: string): string[] {
  const lines = indented(error?.message, indent);
  if (error?.expected !== undefined || error?.actual !== undefined) {
    lines.push(`${indent}expected: ${error.expected}`, `${indent}actual:   ${error.actual}`);
  }
  return [...lines, ...indented(error?.stack, indent).slice(0, 8)];
}

function indented(text: string | undefined, indent: string): string[] {
  return text ? text.split('\n').map((line) => indent + line) : [];
}

function printed(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function testsOf(suite: TestSuiteResult | undefined): TestResult[] {
  return suite ? [...suite.tests, ...suite.suites.flatMap(testsOf)] : [];
}
