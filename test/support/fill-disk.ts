import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';

/** Writes into a file until its disk has not one octet left: smaller and smaller pieces until not one goes in. */
export function fillDisk(filler: string): void {
  mkdirSync(path.dirname(filler), { recursive: true });
  const file = openSync(filler, 'a');
  for (let piece = 4 * 1024 * 1024; piece >= 1;) {
    try {
      if (writeSync(file, Buffer.alloc(piece)) < piece) piece = Math.floor(piece / 2);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      piece = Math.floor(piece / 2);
    }
  }
  closeSync(file);
}
