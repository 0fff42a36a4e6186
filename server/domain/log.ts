export type LogLevel = 'info' | 'warn' | 'error';

/**
 * One line about what happened. Fields hold ids, codes and figures: never names, addresses, credentials, or what
 * somebody typed.
 */
export type Log = (level: LogLevel, event: string, fields?: Record<string, unknown>) => void;

/** JSON lines for whatever collects them. */
export function jsonLog(write: (line: string) => void): Log {
  return (level, event, fields) =>
    write(JSON.stringify({ at: new Date().toISOString(), level, event, ...fields }) + '\n');
}

/**
 * What may be written down of an error nobody expected: its kind, the database's code, and where it came from. Not its
 * message: drivers repeat the values of a statement in theirs.
 */
export function describeError(error: unknown): Record<string, unknown> {
  const chain: Record<string, unknown>[] = [];
  for (let link = error; link instanceof Error && chain.length < 4; link = link.cause) {
    const { code } = link as { code?: unknown };
    const frames = link.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
    chain.push({
      name: link.name,
      ...(typeof code === 'string' && { code }),
      at: frames.slice(0, 8).map((line) => line.trim()),
    });
  }
  return { error: chain };
}
