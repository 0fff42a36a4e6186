import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

interface Manifest {
  modules: {
    declarations?: {
      customElement?: boolean;
      tagName?: string;
      attributes?: { name: string }[];
      events?: { name: string }[];
      slots?: { name: string }[];
      cssParts?: { name: string }[];
      cssProperties?: { name: string }[];
    }[];
  }[];
}

describe('a developer who reads the reference', () => {
  const read = (path: string): string => readFileSync(`dist/${path}`, 'utf8');
  const reference = read('REFERENCE.md');
  const manifest = JSON.parse(read('custom-elements.json')) as Manifest;
  const elements = manifest.modules
    .flatMap(({ declarations = [] }) => declarations)
    .filter((one) => one.customElement && one.tagName);

  it('finds every tag with its attributes, events, slots and parts', () => {
    for (const { tagName, ...element } of elements) {
      const [, rest = ''] = reference.split(`\n### ${tagName}\n`);
      const section = rest.split(/\n##? |\n### roster-/)[0]!;
      const names = [element.attributes, element.events, element.slots, element.cssParts].flatMap((items) =>
        (items ?? []).map(({ name }) => name).filter(Boolean),
      );
      assert.deepEqual(
        names.filter((name) => !section.includes(`| \`${name}\` |`)),
        [],
        tagName,
      );
    }
  });

  it('finds every variable', () => {
    const variables = elements.flatMap(({ cssProperties = [] }) => cssProperties.map(({ name }) => name));
    assert.ok(variables.length > 0);
    assert.deepEqual(
      variables.filter((name) => !reference.includes(`| \`${name}\` |`)),
      [],
    );
  });

  it('finds every route of the API, with what it needs, and every shape that is named', () => {
    interface Operation {
      description: string;
    }
    const { paths, components } = JSON.parse(read('openapi.json')) as {
      paths: Record<string, Record<string, Operation>>;
      components: { schemas: object };
    };
    const routes = Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item).map(([verb, { description }]) => ({ verb, path, description })),
    );
    assert.ok(routes.length > 60, `${routes.length} routes`);
    for (const { verb, path, description } of routes) {
      const [, section] = reference.split(`\n#### ${verb.toUpperCase()} ${path}\n`);
      assert.ok(section?.includes(description), `${verb} ${path}`);
    }
    for (const name of Object.keys(components.schemas)) assert.ok(reference.includes(`\n### ${name}\n`), name);
  });
});
