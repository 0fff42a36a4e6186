import type { Log, LogFields } from './domain/log.ts';

export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface LogOptions {
  level?: LogLevel;
  /** `json` is one object a line, for machines; `human` is for a terminal. */
  form?: 'json' | 'human';
  write?: (line: string) => void;
}

/** A log of one line per event. Line breaks inside a value are escaped, so that nobody can forge a line. */
export function makeLog({ level = 'info', form = 'json', write = toStderr }: LogOptions = {}): Log {
  const least = logLevels.indexOf(level);
  const say = (at: LogLevel, event: string, fields: LogFields = {}, cause?: unknown): void => {
    if (logLevels.indexOf(at) < least) return;
    const all = cause === undefined ? fields : { ...fields, ...describe(cause) };
    const time = new Date().toISOString();
    write(form === 'json' ? JSON.stringify({ time, level: at, event, ...all }) : human(time, at, event, all));
  };
  return {
    debug: (event, fields) => say('debug', event, fields),
    info: (event, fields) => say('info', event, fields),
    warn: (event, fields) => say('warn', event, fields),
    error: (event, fields, cause) => say('error', event, fields, cause),
  };
}

/**
 * Of an error: its name, its code and where it came from. Not its message, which in a database's or a mail server's error
 * quotes what people typed.
 */
function describe(cause: unknown): LogFields {
  if (!(cause instanceof Error)) return { error: typeof cause };
  const { code } = cause as { code?: unknown };
  const inner = cause.cause instanceof Error ? describe(cause.cause) : undefined;
  const frames = (cause.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return {
    error: cause.name,
    ...(typeof code === 'string' && { code }),
    ...(inner && { cause: [inner.error, inner.code].filter(Boolean).join(' ') }),
    at: frames
      .slice(0, 5)
      .map((line) => line.trim().slice(3))
      .join(' < '),
  };
}

function human(time: string, level: LogLevel, event: string, fields: LogFields): string {
  const rest = Object.entries(fields).flatMap(([key, value]) =>
    value === undefined
      ? []
      : `${key}=${typeof value === 'string' && /^[\w.:/-]+$/.test(value) ? value : JSON.stringify(value)}`,
  );
  return [time.slice(11, 19), level.padEnd(5), event, ...rest].join(' ');
}

function toStderr(line: string): void {
  process.stderr.write(`${line}\n`);
}
