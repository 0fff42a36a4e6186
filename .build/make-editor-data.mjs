// What editors offer while somebody types a tag, an attribute or a variable: web-types for JetBrains, custom data for VS Code.
import { writeFileSync } from 'node:fs';

const one = (text) => text.replace(/\s+/g, ' ').trim();

/** The words of a union of literals: `'light'|'dark'`. */
const literals = (type) => [...type.matchAll(/'([^']+)'/g)].map(([, word]) => word);

export function makeEditorData(elements, version, { out = 'dist' } = {}) {
  const write = (path, value) => writeFileSync(`${out}/${path}`, `${JSON.stringify(value, null, 1)}\n`);
  write('web-types.json', webTypes(elements, version));
  write('vscode.html-custom-data.json', htmlData(elements));
  write('vscode.css-custom-data.json', cssData(elements));
}

function webTypes(elements, version) {
  const named = (items) => items.map(({ name, description }) => ({ name, description: one(description) }));
  return {
    $schema: 'https://json.schemastore.org/web-types',
    name: 'roster',
    version,
    'description-markup': 'markdown',
    contributions: {
      html: {
        elements: elements.map((element) => ({
          name: element.tag,
          description: one(element.description),
          attributes: element.attributes.map(({ name, description, type }) => ({
            name,
            description: one(description),
            value: type === 'boolean' ? { kind: 'no-value' } : { type: literals(type).length ? literals(type) : type },
          })),
          slots: named(element.slots).map((slot) => ({ ...slot, name: slot.name || 'default' })),
          events: named(element.events),
          js: {
            properties: element.properties.map(({ name, description, type }) => ({
              name,
              description: one(description),
              type,
            })),
            events: named(element.events),
          },
          css: { parts: named(element.parts), properties: named(element.variables) },
        })),
      },
    },
  };
}

function htmlData(elements) {
  return {
    version: 1.1,
    tags: elements.map((element) => ({
      name: element.tag,
      description: one(element.description),
      attributes: element.attributes.map(({ name, description, type }) => ({
        name,
        description: one(description),
        ...(type === 'boolean' && { valueSet: 'v' }),
        ...(literals(type).length > 0 && { values: literals(type).map((word) => ({ name: word })) }),
      })),
    })),
  };
}

function cssData(elements) {
  const variables = new Map(elements.flatMap(({ variables: own }) => own.map((variable) => [variable.name, variable])));
  return {
    version: 1.1,
    properties: [...variables.values()].map(({ name, description }) => ({ name, description: one(description) })),
    pseudoElements: [],
  };
}
