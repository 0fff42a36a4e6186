// How the elements' public surface is read out of their source into dist/custom-elements.json.

/** Words that mark what is no part of the public surface. */
const HIDDEN = new Set(['private', 'protected']);
/** Written by the life cycle, not by people. */
const LIFE_CYCLE = new Set([
  'adoptedCallback',
  'attributeChangedCallback',
  'connectedCallback',
  'createRenderRoot',
  'disconnectedCallback',
  'firstUpdated',
  'formAssociatedCallback',
  'formDisabledCallback',
  'formResetCallback',
  'formStateRestoreCallback',
  'getUpdateComplete',
  'render',
  'scheduleUpdate',
  'shouldUpdate',
  'styles',
  'update',
  'updated',
  'willUpdate',
]);

/** The analyzer invents an event for each `dispatchEvent(new X(argument))`: only those written with `@fires` are ours. */
const writtenEvents = {
  name: 'written-events',
  packageLinkPhase({ customElementsManifest }) {
    for (const declaration of declarations(customElementsManifest)) {
      if (declaration.events) declaration.events = declaration.events.filter(({ name }) => name?.startsWith('roster-'));
    }
  },
};

const publicMembers = {
  name: 'public-members',
  packageLinkPhase({ customElementsManifest }) {
    for (const declaration of declarations(customElementsManifest)) {
      declaration.members = declaration.members?.filter(
        ({ name, privacy, static: isStatic }) =>
          !HIDDEN.has(privacy) && !name.startsWith('#') && !isStatic && !LIFE_CYCLE.has(name),
      );
    }
  },
};

/** The manifest travels in the package, where the source does not: its paths name what is shipped. */
const shippedPaths = {
  name: 'shipped-paths',
  packageLinkPhase({ customElementsManifest }) {
    const shipped = (path) => path?.replace(/^\/?(components\/.*)\.ts$/, 'dist/$1.js');
    for (const module of customElementsManifest.modules) {
      module.path = shipped(module.path);
      for (const one of module.exports ?? []) one.declaration.module = shipped(one.declaration.module);
      for (const one of module.declarations ?? []) {
        for (const item of [one.superclass, ...(one.mixins ?? [])])
          if (item?.module) item.module = shipped(item.module);
        for (const item of [...(one.members ?? []), ...(one.attributes ?? []), ...(one.events ?? [])]) {
          if (item.inheritedFrom?.module) item.inheritedFrom.module = shipped(item.inheritedFrom.module);
        }
      }
    }
  },
};

function declarations({ modules }) {
  return modules.flatMap((module) => module.declarations ?? []).filter((one) => one.customElement);
}

export default {
  globs: ['components/**/*.ts'],
  exclude: ['components/**/*.styles.ts', 'components/messages/**'],
  outdir: 'dist',
  litelement: true,
  packagejson: false,
  plugins: [writtenEvents, publicMembers, shippedPaths],
};
