// What TypeScript knows of the tags in the templates of React, Vue and Svelte, and the components for React.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { pascal } from './elements.mjs';

const HEAD = '// Made by the build from the manifest of the elements.\n';

const words = (text, indent) => {
  const plain = text.replace(/\s+/g, ' ').trim().replaceAll('*/', '*\\/');
  return plain ? `${indent}/** ${plain} */\n` : '';
};
const key = (name) => (/^\w+$/.test(name) ? name : `'${name}'`);
/** `roster-invite-sent` is `InviteSent`. */
const short = (event) => pascal(event.replace(/^roster-/, ''));

/** @param {ReturnType<import('./elements.mjs').readElements>} elements */
export function makeTypes(elements, events, { out = 'dist' } = {}) {
  mkdirSync(`${out}/types`, { recursive: true });
  mkdirSync(`${out}/react`, { recursive: true });
  const write = (path, text) => writeFileSync(`${out}/${path}`, HEAD + text);
  write('types/properties.d.ts', propertiesOf(elements, events));
  write('types/jsx.d.ts', jsx(elements));
  write('types/vue.d.ts', vue(elements));
  write('types/svelte.d.ts', svelte(elements));
  // For those who import the types as if they were a module that does something.
  for (const name of ['jsx', 'vue', 'svelte']) write(`types/${name}.js`, 'export {};\n');
  cpSync('.build/doors/wrap.js', `${out}/react/wrap.js`);
  write('react/index.js', reactModule(elements, events));
  write('react/index.d.ts', reactTypes(elements));
}

/** Properties and attributes of each element. Types are the class's own, so that they cannot drift from it. */
function propertiesOf(elements, events) {
  const classes = elements.map(({ name }) => name).join(', ');
  const eventClasses = [...new Set(events.values())].join(', ');
  const listeners = (prefix, nameOf) =>
    [...events].map(([name, type]) => `  ${key(prefix + nameOf(name))}?: (event: ${type}) => void;\n`).join('');
  const whole = (name) => name;
  return `import type { ${classes}, ${eventClasses} } from '../components/index.js';

/** Listeners for the events of all elements; they bubble, so any tag may hear any of them. */
export interface Listeners {
${listeners('on', whole)}}
/** The same, as older Svelte writes them. */
export interface DirectiveListeners {
${listeners('on:', whole)}}
/** The same, as Vue's templates name them. */
export interface VueListeners {
${listeners('on', (name) => pascal(name))}}
/** The same, as the components for React name them. */
export interface ReactListeners {
${listeners('on', short)}}
${elements.map(propertiesOfOne).join('')}`;
}

function propertiesOfOne({ name, tag, properties, attributes }) {
  const lines = properties.map((property) => {
    // An attribute of the same name may set another property, as \`value\` sets what a field begins with.
    const other = attributes.find((one) => one.name === property.name && one.property !== property.name);
    const type = `${name}['${property.name}']${other ? ` | ${name}['${other.property}']` : ''}`;
    return `${words(property.description, '  ')}  ${property.name}?: ${type} | undefined;\n`;
  });
  const named = new Set(properties.map((property) => property.name));
  const more = attributes
    .filter((attribute) => !named.has(attribute.name))
    .map((attribute) => {
      const type = attributeType(name, attribute);
      return `${words(attribute.description, '  ')}  ${key(attribute.name)}?: ${type} | undefined;\n`;
    });
  return `
/** What \`<${tag}>\` takes: its properties, and its attributes where they are named otherwise. */
export interface ${name}Properties {
${lines.join('')}${more.join('')}}
`;
}

function attributeType(name, { type, property }) {
  if (!property) return type;
  if (type === 'number') return `${name}['${property}'] | \`\${number}\``;
  if (type === 'boolean') return `${name}['${property}'] | ''`;
  return `${name}['${property}']`;
}

/** Under names of their own: inside `declare module` a framework's own names win. */
const classesOf = (elements) => elements.map(({ name }) => `${name} as ${name}Element`).join(', ');
const imports = (
  elements,
  from,
  listeners,
) => `import type { ${classesOf(elements)} } from '${from}/components/index.js';
import type { ${[...listeners, ...elements.map(({ name }) => `${name}Properties`)].join(', ')} } from '${from}/types/properties.js';
`;
const perTag = (elements, indent) =>
  elements
    .map(
      ({ tag, name, description }) =>
        `${words(description, indent)}${indent}'${tag}': Tag<${name}Element, ${name}Properties>;\n`,
    )
    .join('');

function jsx(elements) {
  return `import type { ClassAttributes, HTMLAttributes } from 'react';
${imports(elements, '..', ['Listeners'])}
type Tag<Element, Properties> = Properties & Listeners & Omit<HTMLAttributes<Element> & ClassAttributes<Element>, keyof Properties>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
${perTag(elements, '      ')}    }
  }
}
`;
}

function vue(elements) {
  return `import type { HTMLAttributes, ReservedProps } from 'vue';
${imports(elements, '..', ['VueListeners'])}
type Props<Properties> = Properties & VueListeners & Omit<HTMLAttributes, keyof Properties>;
/** What a template's tag is to Vue's type checker. */
type Component<Element, Properties> = new () => Element & { $props: Props<Properties> & ReservedProps };

declare module 'vue' {
  interface GlobalComponents {
${perTag(elements, '    ').replaceAll(': Tag<', ': Component<')}  }
}

declare module 'vue/jsx-runtime' {
  namespace JSX {
    interface IntrinsicElements {
${elements.map(({ tag, name }) => `      '${tag}': Props<${name}Properties> & ReservedProps;\n`).join('')}    }
  }
}
`;
}

function svelte(elements) {
  return `import type { HTMLAttributes } from 'svelte/elements';
${imports(elements, '..', ['Listeners', 'DirectiveListeners'])}
type Tag<Element extends EventTarget, Properties> = Properties &
  Listeners &
  DirectiveListeners &
  Omit<HTMLAttributes<Element>, keyof Properties>;

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
${perTag(elements, '    ')}  }
}
`;
}

function reactModule(elements, events) {
  const rows = elements.map(({ tag, name, properties }) => {
    const attributes = properties
      .filter(({ attribute }) => attribute)
      .map((property) => `${property.name}: '${property.attribute}'`);
    const objects = properties.filter(({ attribute }) => !attribute).map((property) => `'${property.name}'`);
    return `export const ${name} = wrap('${tag}', classes.${name}, { ${attributes.join(', ')} }, [${objects.join(', ')}], events);\n`;
  });
  const handlers = [...events.keys()].map((name) => `  on${short(name)}: '${name}',\n`);
  return `import * as classes from '../components/index.js';
import { wrap } from './wrap.js';

const events = {
${handlers.join('')}};

${rows.join('')}`;
}

function reactTypes(elements) {
  return `import type { HTMLAttributes, ReactElement, ReactNode, Ref } from 'react';
import type { ${classesOf(elements)} } from '../components/index.js';
import type { ReactListeners, ${elements.map(({ name }) => `${name}Properties`).join(', ')} } from '../types/properties.js';

/** A tag as a component: on the server its attributes, in the page its objects and listeners as well. */
export type Wrapped<Element, Properties> = (
  props: Properties &
    ReactListeners &
    Omit<HTMLAttributes<Element>, keyof Properties | keyof ReactListeners> & { ref?: Ref<Element>; children?: ReactNode },
) => ReactElement;

${elements.map(({ name, description }) => `${words(description, '')}export declare const ${name}: Wrapped<${name}Element, ${name}Properties>;\n`).join('')}`;
}
