import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

/** Whoever is a member may do these, so there is no permission to ask for. */
const ANY_MEMBER = new Set(['readCapabilities', 'readLabels']);

/** These say what another verb, which has judged the caller, has done. */
const ANSWERS = /^(to|answer)[A-Z]/;

/** The functions of the domain that a module of the API imports, with the module that has each. */
function importedVerbs(path: string): { name: string; module: string }[] {
  const imports = readFileSync(path, 'utf8').matchAll(/^import \{([^}]*)\} from '(\.\.\/domain\/[^']+\/[^']+)'/gm);
  return [...imports].flatMap(([, names, from]) =>
    names!
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name && !name.startsWith('type '))
      .map((name) => ({ name, module: join('server/http', from!) })),
  );
}

/** Whether a function that acts for a caller judges that caller before anything else. */
function asksFirst(name: string, source: string): boolean {
  const [, body] = source.split(new RegExp(`^export async function ${name}\\([^)]*: Context\\b`, 'm'));
  if (body === undefined || ANY_MEMBER.has(name) || ANSWERS.test(name)) return true;
  const lines = body.slice(body.indexOf('{\n') + 2).split('\n');
  const first = lines.find((line) => !/^\s*(const \{[^}]*\} = context(\.\w+)?;|\/\/.*)?$/.test(line)) ?? '';
  return /\bauthorize\w*\(|actor\.permissions\.has\(/.test(first);
}

describe('a person without a permission', () => {
  const verbs = ['server/http', 'server/scim'].flatMap((room) =>
    readdirSync(room)
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => importedVerbs(join(room, name))),
  );

  it('is refused by every verb of the API in its first line, whatever its route forgets', () => {
    assert.ok(verbs.length > 10, 'the verbs were found');
    const silent = verbs.filter(({ name, module }) => !asksFirst(name, readFileSync(module, 'utf8')));
    assert.deepEqual(silent, []);
  });

  it('would slip through a verb that asks late or not at all, and this test would say so', () => {
    const verb = (body: string): string =>
      `export async function removeMember(context: Context): Promise<void> {\n${body}}\n`;
    assert.equal(asksFirst('removeMember', verb(`  authorize(context, 'member:remove');\n`)), true);
    assert.equal(
      asksFirst('removeMember', verb(`  await remove(context);\n  authorize(context, 'member:remove');\n`)),
      false,
    );
    assert.equal(asksFirst('removeMember', verb('')), false);
  });
});
