/** Tests that passed and failed. */
export interface Count {
  passed: number;
  failed: number;
}

/** How a command tells its count: Node's test runner, the browser runner, or by its exit code alone. */
export type Counter = 'node' | 'browser' | 'whole';

/**
 * Counts the tests of one command from its own output. A command that breaks off, ends badly without naming a failed
 * test, or runs no test at all counts as one failure, so that silence is never success.
 */
export function countOf(counter: Counter, output: string, code: number | null): Count {
  if (counter === 'whole') return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const count = counter === 'node' ? nodeCount(output) : browserCount(output);
  if (!count || count.passed + count.failed === 0) return { passed: 0, failed: 1 };
  if (code !== 0 && count.failed === 0) return { ...count, failed: 1 };
  return count;
}

function nodeCount(output: string): Count | undefined {
  const last = (word: string): number | undefined => {
    const found = [...output.matchAll(new RegExp(`^(?:\\u2139|#) ${word} (\\d+)$`, 'gm'))].at(-1);
    return found ? Number(found[1]) : undefined;
  };
  const passed = last('pass');
  const failed = last('fail');
  if (passed === undefined || failed === undefined) return undefined;
  // Switched-off and broken-off tests prove nothing.
  const unproved = (last('cancelled') ?? 0) + (last('skipped') ?? 0) + (last('todo') ?? 0);
  return { passed, failed: failed + unproved };
}

function browserCount(output: string): Count | undefined {
  const found = [...output.matchAll(/^browser: (\d+) passed, (\d+) failed$/gm)].at(-1);
  return found ? { passed: Number(found[1]), failed: Number(found[2]) } : undefined;
}
