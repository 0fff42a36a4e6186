import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { it } from 'node:test';
import { portalSchema, readPortal } from '../../server/presets/read-portal.ts';

const folder = new URL('../../server/presets/', import.meta.url);
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

it('An editor that follows $schema judges a portal document as the server does', () => {
  assert.deepEqual(read('portal.schema.json'), JSON.parse(JSON.stringify(portalSchema())));
  const presets = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'portal.schema.json');
  assert.equal(presets.length, 6);
  for (const name of presets) {
    assert.equal((read(name) as { $schema?: string }).$schema, './portal.schema.json', name);
    readPortal(read(name));
  }
});
