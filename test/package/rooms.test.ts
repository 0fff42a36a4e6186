import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';

interface Diagnostic {
  code: string;
  filename: string;
  message: string;
}

/** One line that must not stand in a room, by the rule that finds it. */
const REFUSED: [path: string, line: string, rule?: string][] = [
  ['server/contract/a.ts', "import { hash } from 'node:crypto';"],
  ['server/contract/b.ts', "import { z } from 'zod';"],
  ['server/contract/c.ts', "import { schema } from '../db/schema.ts';"],
  ['server/contract/d.ts', "export * from '../domain/members/list-members.ts';"],
  ['server/db/a.ts', "import { listMembers } from '../domain/members/list-members.ts';"],
  ['server/db/b.ts', "import { Hono } from 'hono';"],
  ['server/domain/members/a.ts', "import postgres from 'postgres';"],
  ['server/domain/members/b.ts', "import { drizzle } from 'drizzle-orm/postgres-js';"],
  ['server/domain/members/c.ts', "import { PGlite } from '@electric-sql/pglite';"],
  ['server/domain/members/d.ts', "import { Hono } from 'hono';"],
  ['server/domain/members/e.ts', "import { members } from '../../http/members.ts';"],
  ['server/domain/members/f.ts', "export const load = () => import('postgres');"],
  ['server/http/a.ts', "import { withTenant } from '../db/tenant.ts';"],
  ['server/http/b.ts', "import { eq } from 'drizzle-orm';"],
  ['server/http/c.ts', "import postgres from 'postgres';"],
  ['server/pages/a.ts', "import { withTenant } from '../db/tenant.ts';"],
  ['server/scim/a.ts', "import { withTenant } from '../db/tenant.ts';"],
  ['server/jobs/a.ts', "import { members } from '../http/members.ts';"],
  ['server/mail/a.ts', "import { members } from '../http/members.ts';"],
  ['server/a.ts', "import postgres from 'postgres';"],
  ['server/b.ts', "import { run } from './main.ts';"],
  ['server/c.ts', "import { given } from '../test/support/given.ts';"],
  ['server/d.ts', "import { Members } from '../components/members/members.ts';"],
  ['components/source/a.ts', "import { html } from '../templates/dialog.ts';"],
  ['components/source/b.ts', "import { z } from 'zod';"],
  ['components/controllers/a.ts', "import { parse } from '../../server/contract/index.ts';"],
  ['components/templates/a.ts', "import { Members } from '../members/members.ts';"],
  ['components/templates/b.ts', "import { source } from '../source/source.ts';"],
  ['components/templates/c.ts', "import { paging } from '../controllers/paging.ts';"],
  ['components/controllers/b.ts', "import { Members } from '../members/members.ts';"],
  ['components/styles/a.ts', "import { listMembers } from '../source/source.ts';"],
  ['components/messages/a.ts', "import { listMembers } from '../source/source.ts';"],
  ['components/members/a.ts', "import { Invite } from '../invite/invite.ts';"],
  ['components/members/b.ts', "import { readFileSync } from 'node:fs';"],
  ['components/members/c.ts', "import { listMembers } from '../../server/domain/members/list-members.ts';"],
  ['components/members/d.ts', "import { Router } from '@lit-labs/router';"],
  ['components/members/e.ts', "import { given } from '../../test/support/given.ts';"],
  ['components/a.ts', "import { createRoster } from '../server/index.ts';"],
  ['stories/a.stories.ts', "import { createRoster } from '../server/index.ts';"],
  ['stories/b.stories.ts', "import { given } from '../test/support/given.ts';"],
  ['test/server/a.test.ts', "import { run } from '../../server/main.ts';"],
  ['server/http/d.ts', 'export const port = process.env.PORT;', 'roster(environment)'],
  ['server/index.ts', "export const port = process.env['PORT'];", 'roster(environment)'],
  ['components/members/f.ts', 'export default class {}', 'import(no-default-export)'],
  [
    'components/members/g.ts',
    "import { html } from 'lit';\nexport const row = (name: string) => html`<p>${name}</p`;",
    'lit(no-invalid-html)',
  ],
  [
    'components/members/h.ts',
    "export class Row extends HTMLElement {\n  connectedCallback(): void {\n    document.addEventListener('click', () => this.remove());\n  }\n}",
    'wc(require-listener-teardown)',
  ],
];

const ALLOWED: [path: string, line: string][] = [
  ['server/db/lease.ts', "import postgres from 'postgres';\nimport type { Id } from '../contract/index.ts';"],
  [
    'server/domain/members/list-members.ts',
    "import { eq } from 'drizzle-orm';\nimport { one } from '../../db/tenant.ts';",
  ],
  ['server/http/members.ts', "import { Hono } from 'hono';\nimport { one } from '../domain/members/list-members.ts';"],
  ['server/main.ts', "import { createRoster } from './index.ts';\nexport const port = process.env.PORT;"],
  ['components/source/http.ts', "import { parse } from '../../server/contract/index.ts';"],
  ['components/controllers/paging.ts', "import type { Page } from '../../server/contract/index.ts';"],
  [
    'components/members/members.ts',
    "import { LitElement } from 'lit';\nimport { paging } from '../controllers/paging.ts';",
  ],
  ['components/members/open.ts', "export const open = () => import('../invite/define.ts');"],
  [
    'components/portal/portal.ts',
    "import { Routes } from '@lit-labs/router';\nimport { words } from '../messages/en.ts';",
  ],
  ['components/define.ts', "import './members/define.ts';"],
  ['stories/support/api.ts', "import { createRoster } from '../../server/index.ts';"],
  ['test/server/list.test.ts', "import { createRoster } from '../../server/index.ts';"],
];

describe('a developer who puts a line in the wrong room', () => {
  let folder: string;
  let found: Diagnostic[];

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'roster-rooms-'));
    cpSync('.oxlintrc.json', join(folder, '.oxlintrc.json'));
    cpSync('.lint', join(folder, '.lint'), { recursive: true });
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    for (const [path, line] of [...REFUSED, ...ALLOWED]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), `${line}\n`);
    }
    const linter = resolve('node_modules/oxlint/bin/oxlint');
    const { stdout } = spawnSync(process.execPath, [linter, '--format=json'], { cwd: folder, encoding: 'utf8' });
    found = (JSON.parse(stdout) as { diagnostics: Diagnostic[] }).diagnostics;
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const told = (path: string, rule: string): boolean => found.some((one) => one.filename === path && one.code === rule);

  for (const [path, line, rule = 'roster(rooms)'] of REFUSED) {
    it(`is told by ${rule}: ${line.split('\n').at(-1) === '}' ? line.split('\n')[0] : line.split('\n').at(-1)} in ${path}`, () => {
      assert.ok(told(path, rule), `nothing was said about ${path}`);
    });
  }

  it('hears nothing about lines that stand where they belong', () => {
    const wrong = found.filter(
      ({ filename, code }) => code.startsWith('roster') && ALLOWED.some(([path]) => path === filename),
    );
    assert.deepEqual(wrong, []);
  });
});
