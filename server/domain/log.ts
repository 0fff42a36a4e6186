/** Plain facts beside a log line: ids, codes, counts, milliseconds. Never an address, a name or a secret. */
export type LogFields = Record<string, string | number | boolean | null | undefined>;

/** Where the server tells its operator what happened. Each line has a short name of its own, `mail.failed`. */
export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  /** With the error's own name and place, for whoever has to mend it. */
  error(event: string, fields?: LogFields, cause?: unknown): void;
}

/** Says nothing. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };
