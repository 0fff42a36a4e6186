// The reference in words, made of the manifest of the elements and of the API's own description, and that description as a file.
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';

const VERBS = ['get', 'post', 'put', 'patch', 'delete'];

const one = (text = '') => text.replace(/\s+/g, ' ').trim().replaceAll('|', '\\|');
const code = (text) => `\`${one(text)}\``;

function table(heads, rows) {
  if (rows.length === 0) return '';
  const line = (cells) => `| ${cells.join(' | ')} |\n`;
  return `\n${line(heads)}${line(heads.map(() => '---'))}${rows.map(line).join('')}`;
}

const named = (title, items, nameOf = ({ name }) => code(name)) =>
  table(
    [title, 'What it is'],
    items.map((item) => [nameOf(item), one(item.description)]),
  );

/** Asks the API for its description, as anybody may; no database is touched for that. */
async function describeApi(url) {
  const { makeApi } = await import(pathToFileURL(resolve('dist/server/http/api.js')).href);
  const api = makeApi({ database: {}, services: { publicUrl: url }, log: () => {}, live: {} });
  return (await api.request('/openapi.json')).json();
}

export async function makeReference(elements, version) {
  const api = await describeApi('https://app.example/roster');
  const { portalFeatures } = await import(pathToFileURL(resolve('dist/server/contract/index.js')).href);
  writeFileSync('dist/openapi.json', `${JSON.stringify(api, null, 1)}\n`);
  const text = `# Reference

Roster ${version}. Made by the build from the manifest of the elements (\`roster/custom-elements.json\`) and from the description
of the API (\`/roster/openapi.json\`, in the package \`roster/openapi.json\`).

- [Elements](#elements): ${elements.map(({ tag }) => `[${tag}](#${tag})`).join(', ')}
- [Variables](#variables)
- [API](#api)
- [Shapes](#shapes)
- [Features of a portal](#features-of-a-portal)

## Elements

${elements.map(element).join('\n')}
## Variables

Custom properties that every element reads. What is not set follows the page.
${named('Variable', variablesOf(elements))}
## API

Below the base path, \`/roster\` here. What needs a permission names it.
${routes(api)}
## Shapes

What requests and answers are made of, under the names used above.
${shapes(api)}
## Features of a portal

What \`features\` of a portal document can switch off, each with \`false\`; what it does not name is there.
${table(
  ['Feature', 'What it is'],
  Object.entries(portalFeatures).map(([name, about]) => [code(name), one(about)]),
)}`;
  writeFileSync('dist/REFERENCE.md', text);
}

function variablesOf(elements) {
  return [...new Map(elements.flatMap(({ variables }) => variables.map((item) => [item.name, item]))).values()];
}

function element({ tag, name, folder, description, attributes, properties, methods, events, slots, parts, states }) {
  const withType = ({ name: own, type, description: words }) => [code(own), code(type), one(words)];
  const alone = properties.filter(({ attribute }) => !attribute);
  const signature = ({ name: own, parameters = [] }) =>
    code(`${own}(${parameters.map((item) => item.name).join(', ')})`);
  return `### ${tag}

Class \`${name}\`, doors \`roster/${folder}\` and \`roster/${folder}/define\`. ${one(description)}
${table(['Attribute', 'Type', 'What it is'], attributes.map(withType))}${table(['Property', 'Type', 'What it is'], alone.map(withType))}${named('Method', methods, signature)}${table(
    ['Event', 'Class', 'When'],
    events.map((event) => [code(event.name), code(event.type?.text ?? 'Event'), one(event.description)]),
  )}${named('Slot', slots, (slot) => (slot.name ? code(slot.name) : 'without a name'))}${named('Part', parts)}${named('State', states)}`;
}

function routes({ paths }) {
  const all = Object.entries(paths).flatMap(([path, item]) =>
    VERBS.filter((verb) => item[verb]).map((verb) => ({ path, verb, ...item[verb] })),
  );
  const groups = new Map();
  for (const item of all) groups.set(item.tags[0], [...(groups.get(item.tags[0]) ?? []), item]);
  return [...groups].map(([tag, items]) => `\n### ${tag}\n${items.map(route).join('')}`).join('');
}

function route({ path, verb, summary, description, parameters = [], requestBody, responses }) {
  const given = parameters.map((item) => [
    code(item.name),
    item.in,
    code(typeOf(item.schema)),
    item.required ? 'yes' : '',
  ]);
  const [body] = Object.values(requestBody?.content ?? {});
  const [status, answer] = Object.entries(responses).find(([number]) => number.startsWith('2')) ?? [];
  const [answered] = Object.values(answer?.content ?? {});
  return `
#### ${verb.toUpperCase()} ${path}

${summary}. ${description.replace(/\n{2,}/g, '\n\n')}
${table(['Parameter', 'In', 'Type', 'Required'], given)}${fields('Body', body?.schema)}${answered ? fields(`Answer ${status}`, answered.schema) : `\nAnswers ${status}.\n`}`;
}

function shapes({ components: { schemas = {} } }) {
  return Object.entries(schemas)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(
      ([name, schema]) =>
        `\n### ${name}\n${schema.description ? `\n${one(schema.description)}\n` : ''}${fields('Field', schema)}`,
    )
    .join('');
}

function fields(title, schema) {
  if (!schema) return '';
  const { properties, required = [] } = schema;
  if (!properties) return `\n${title}: ${code(typeOf(schema))}\n`;
  const rows = Object.entries(properties).map(([name, item]) => [
    code(name),
    code(typeOf(item)),
    required.includes(name) ? 'yes' : '',
    one(item.description),
  ]);
  return table([title, 'Type', 'Always', 'What it is'], rows);
}

function typeOf(schema = {}) {
  const { type, enum: values, items, $ref, anyOf, oneOf, format, const: only, properties, required = [] } = schema;
  if ($ref) return $ref.split('/').at(-1);
  if (only !== undefined) return JSON.stringify(only);
  if (values) return values.map((value) => JSON.stringify(value)).join(', ');
  if (anyOf ?? oneOf) return (anyOf ?? oneOf).map(typeOf).join(' or ');
  if (properties) {
    const names = Object.keys(properties).map((name) => (required.includes(name) ? name : `${name}?`));
    return `{${names.join(', ')}}`;
  }
  if (type === 'array') return `${typeOf(items)}[]`;
  const name = Array.isArray(type) ? type.join(' or ') : (type ?? 'any');
  return format ? `${name} (${format})` : name;
}
