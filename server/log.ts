import { jsonLog, type Log, type LogLevel } from './domain/log.ts';

export const logLevels: readonly LogLevel[] = ['info', 'warn', 'error'];

export interface LogOptions {
  /** What is less important is left out (`info`: nothing). */
  level?: LogLevel;
  /** `json` is one object a line, for machines; `human` is for a terminal. */
  form?: 'json' | 'human';
  write?: (text: string) => void;
}

/** A log of one line per event. Line breaks inside a value are escaped, so that nobody can forge a line. */
export function makeLog({ level = 'info', form = 'json', write = toStderr }: LogOptions = {}): Log {
  const least = logLevels.indexOf(level);
  const say = form === 'json' ? jsonLog(write) : humanLog(write);
  return (at, event, fields) => {
    if (logLevels.indexOf(at) >= least) say(at, event, fields);
  };
}

function humanLog(write: (text: string) => void): Log {
  return (level, event, fields = {}) => {
    const rest = Object.entries(fields).flatMap(([key, value]) =>
      value === undefined ? [] : `${key}=${shown(value)}`,
    );
    write(`${[new Date().toISOString().slice(11, 19), level.padEnd(5), event, ...rest].join(' ')}\n`);
  };
}

function shown(value: unknown): string {
  return typeof value === 'string' && /^[\w.:/-]+$/.test(value) ? value : JSON.stringify(value);
}

function toStderr(text: string): void {
  process.stderr.write(text);
}
