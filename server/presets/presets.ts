import { readFileSync } from 'node:fs';
import type { Portal } from '../contract/index.ts';
import { readPortal } from './read-portal.ts';

/** Portal documents that come with Roster: five portals as they are found in the world, and the union of the best. */
export const presetNames = ['default', 'optra', 'spectra', 'directory', 'insights', 'organization-admin'] as const;
export type PresetName = (typeof presetNames)[number];

/** A fresh copy of a preset, checked like any host's document. */
export function preset(name: PresetName): Portal {
  return readPortal(JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8')));
}
