import { failure } from './failure.ts';
import { routes } from './routes.ts';
import type { Source } from './source.ts';

export interface BaseSource extends Source {}

/** For a host's own source to extend: whatever it leaves out is refused as `not_found`. */
export class BaseSource {
  static {
    for (const name of Object.keys(routes)) {
      Object.defineProperty(this.prototype, name, {
        value: () => Promise.reject(failure('not_found', { status: 404 })),
        writable: true,
      });
    }
  }
}
