// The elements' public surface as the generators of types, editor data and the reference read it: out of the manifest,
// and out of the compiled declarations where the manifest is silent.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Settings that are objects: every element with an address takes them, whether its own card lists them or not. */
const OBJECT_SETTINGS = ['getToken', 'source', 'messages', 'portal'];

export const camel = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
export const pascal = (name) => camel(`-${name}`);

/**
 * @returns {{tag: string, name: string, description: string, folder: string, properties: object[], attributes: object[],
 *   methods: object[], events: object[], slots: object[], parts: object[], variables: object[], states: object[]}[]}
 *   by tag; each property with `attribute` where it has one, each attribute with the property it sets
 */
export function readElements(manifest) {
  return manifest.modules
    .flatMap(({ path, declarations = [] }) => declarations.map((declaration) => ({ path, declaration })))
    .filter(({ declaration }) => declaration.customElement && declaration.tagName)
    .map(({ path, declaration }) => readElement(path, declaration))
    .toSorted((a, b) => a.tag.localeCompare(b.tag));
}

function readElement(path, declaration) {
  const { tagName: tag, name, description = '', members = [], attributes: written = [] } = declaration;
  const fields = members.filter(({ kind }) => kind === 'field');
  const writable = fields.filter(({ readonly }) => !readonly);
  const readonly = new Set(fields.filter((field) => field.readonly).map((field) => field.name));
  const properties = new Map(
    writable.map((field) => [
      field.name,
      { name: field.name, type: field.type?.text ?? 'unknown', description: field.description ?? '' },
    ]),
  );
  const attributes = written.map((attribute) => {
    const property = attribute.fieldName ?? camel(attribute.name);
    const field = properties.get(property);
    const type = attribute.type?.text ?? field?.type ?? 'string';
    const words = attribute.description ?? field?.description ?? '';
    // An attribute of a form's field, such as `form`, has a property that only tells.
    if (readonly.has(property)) return { name: attribute.name, type, description: words };
    if (!field) properties.set(property, { name: property, type, description: words });
    properties.get(property).attribute = attribute.name;
    return { name: attribute.name, type, description: words, property };
  });
  if (attributes.some((attribute) => attribute.name === 'api-url')) {
    for (const setting of OBJECT_SETTINGS) {
      if (!properties.has(setting)) properties.set(setting, { name: setting, type: 'object', description: '' });
    }
  }
  const listed = (items = []) => items.map((item) => ({ ...item, description: item.description ?? '' }));
  return {
    tag,
    name,
    description,
    folder: path.split('/').at(-2),
    properties: [...properties.values()],
    attributes,
    methods: listed(members.filter(({ kind }) => kind === 'method')),
    events: listed(declaration.events),
    slots: listed(declaration.slots),
    parts: listed(declaration.cssParts),
    variables: listed(declaration.cssProperties),
    states: listed(declaration.cssStates),
  };
}

/**
 * Every event that can reach a listener, by name, with its class: as the modules declare them for `addEventListener`.
 * They bubble, so a listener on any tag may hear any of them.
 *
 * @returns {Map<string, string>}
 */
export function readEvents(folder) {
  const events = new Map();
  for (const path of readdirSync(folder, { recursive: true })) {
    if (!path.endsWith('.d.ts')) continue;
    for (const [, name, type] of readFileSync(join(folder, path), 'utf8').matchAll(/'(roster-[a-z-]+)': (\w+Event);/g))
      events.set(name, type);
  }
  return new Map([...events].toSorted(([a], [b]) => a.localeCompare(b)));
}
