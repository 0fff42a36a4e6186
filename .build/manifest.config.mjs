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

/** What a host can neither import nor see is nobody's business: left are the elements, and what the root exports. */
const publicModules = {
  name: 'public-modules',
  packageLinkPhase({ customElementsManifest }) {
    const root = customElementsManifest.modules.find(({ path }) => path === 'dist/components/index.js');
    const exported = new Map();
    for (const { name, declaration } of root?.exports ?? []) {
      const { module } = declaration;
      exported.set(module, [...(exported.get(module) ?? []), name]);
    }
    const isPublic = (names, { name, customElement }) => customElement || names?.includes('*') || names?.includes(name);
    customElementsManifest.modules = customElementsManifest.modules.filter((module) => {
      const names = exported.get(module.path);
      const defines = module.exports?.some(({ kind }) => kind === 'custom-element-definition');
      if (module === root || defines) return true;
      module.declarations = module.declarations?.filter((one) => isPublic(names, one));
      const left = new Set(module.declarations?.map(({ name }) => name));
      module.exports = module.exports?.filter(({ declaration }) => left.has(declaration.name));
      for (const one of module.declarations ?? [])
        one.members = one.members?.filter(({ name, privacy }) => !HIDDEN.has(privacy) && !name.startsWith('#'));
      return left.size > 0;
    });
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
  plugins: [writtenEvents, publicMembers, shippedPaths, publicModules],
};
