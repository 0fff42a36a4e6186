import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

interface Item {
  name?: string;
  description?: string;
  kind?: string;
  fieldName?: string;
  type?: { text: string };
  inheritedFrom?: unknown;
}
interface Element extends Item {
  customElement?: boolean;
  tagName?: string;
  superclass?: { name: string };
  members?: Item[];
  attributes?: Item[];
  events?: Item[];
  slots?: Item[];
  cssParts?: Item[];
  cssProperties?: Item[];
  cssStates?: Item[];
}
interface Manifest {
  modules: { path: string; declarations?: Element[] }[];
}

const KINDS = ['members', 'attributes', 'events', 'slots', 'cssParts', 'cssProperties', 'cssStates'] as const;

function elementsOf(manifest: Manifest): Element[] {
  return manifest.modules.flatMap(({ declarations = [] }) => declarations).filter((one) => one.customElement);
}

/** Whatever a host may use and nobody described, as `tag: kind name`. An attribute is described by its property. */
function undescribed(manifest: Manifest): string[] {
  const elements = elementsOf(manifest);
  return elements.flatMap((element) => {
    // What others extend is no element of its own.
    const isBase = elements.some(({ superclass }) => superclass?.name === element.name);
    const tag = element.tagName ?? `class ${element.name}`;
    const properties = new Map(element.members?.map((member) => [member.name, member]));
    const bare = KINDS.flatMap((kind) =>
      (element[kind] ?? [])
        .filter((item) => !(item.description ?? properties.get(item.fieldName)?.description)?.trim())
        .map((item) => `${tag}: ${kind} ${item.name || '(default)'}`),
    );
    const untyped = (element.events ?? [])
      // As native fields tell it.
      .filter(({ name }) => name !== 'input' && name !== 'change')
      .filter(({ type }) => !type || type.text === 'Event' || type.text === 'CustomEvent')
      .map(({ name }) => `${tag}: the class of event ${name}`);
    return [
      ...(element.tagName || isBase ? [] : [`${tag}: @tag`]),
      ...(element.description ? [] : [tag]),
      ...bare,
      ...untyped,
    ];
  });
}

describe('a developer who reads the manifest of the elements', () => {
  const manifest = JSON.parse(readFileSync('dist/custom-elements.json', 'utf8')) as Manifest;

  it('finds every public tag, at the path that is shipped', () => {
    const tags = elementsOf(manifest).map(({ tagName }) => tagName);
    for (const tag of ['roster-provider', 'roster-members', 'roster-invite', 'roster-user-label']) {
      assert.ok(tags.includes(tag), `${tag} is in the manifest`);
    }
    const paths = manifest.modules.map(({ path }) => path).filter((path) => !/^dist\/components\/.*\.js$/.test(path));
    assert.deepEqual(paths, []);
  });

  it('finds words for every property, method, event, slot, part, state and variable', () => {
    assert.deepEqual(undescribed(manifest), []);
  });

  it('finds nothing that no host can import or see, and every setting of an element as an attribute', () => {
    const inside = manifest.modules.filter(({ path }) => /\/(templates|styles|messages)\//.test(path));
    assert.deepEqual(inside, []);
    const members = manifest.modules
      .flatMap(({ declarations = [] }) => declarations)
      .flatMap(({ name, members: all = [] }) => all.map((member) => `${name}.${member.name}`));
    assert.deepEqual(
      members.filter((name) => /[.][#_]/.test(name)),
      [],
    );
    const size = readFileSync('dist/custom-elements.json').length;
    assert.ok(size < 250_000, `it has ${size} bytes`);
    // Pickers stand in a host's form, below its headings, and tell nothing.
    const common = ['api-url', 'org', 'token', 'token-endpoint', 'locale', 'theme', 'density', 'demo'];
    const more = ['time-zone', 'readonly', 'heading-level', 'notifications'];
    for (const element of elementsOf(manifest).filter(({ tagName }) => tagName)) {
      const tag = element.tagName!;
      const bare = /picker|user-label/.test(tag);
      const named = new Set(element.attributes?.map(({ name }) => name));
      assert.deepEqual(
        [...common, ...(bare ? [] : more)].filter((name) => !named.has(name)),
        [],
        tag,
      );
    }
  });

  it('would miss them where they are missing', () => {
    const bare: Element = {
      customElement: true,
      name: 'Members',
      members: [{ name: 'tab' }, { name: 'query', description: 'What is looked for.' }],
      attributes: [
        { name: 'tab', fieldName: 'tab' },
        { name: 'query', fieldName: 'query' },
      ],
      events: [{ name: 'roster-ready', description: 'All is there.', type: { text: 'Event' } }],
      cssParts: [{ name: 'row', description: ' ' }],
    };
    assert.deepEqual(undescribed({ modules: [{ path: 'x', declarations: [bare] }] }), [
      'class Members: @tag',
      'class Members',
      'class Members: members tab',
      'class Members: attributes tab',
      'class Members: cssParts row',
      'class Members: the class of event roster-ready',
    ]);
  });
});
