// Everything in dist/ that is made from the manifest and from the themes: types for frameworks, components for React, editor
// data, design tokens, the reference.
import { readFileSync } from 'node:fs';
import { readElements, readEvents } from './elements.mjs';
import { makeEditorData } from './make-editor-data.mjs';
import { makeReference } from './make-reference.mjs';
import { makeTokens } from './make-tokens.mjs';
import { makeTypes } from './make-types.mjs';

export async function generate() {
  const elements = readElements(JSON.parse(readFileSync('dist/custom-elements.json', 'utf8')));
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  makeTypes(elements, readEvents('dist/components'));
  makeEditorData(elements, version);
  const variables = elements.flatMap((element) => element.variables);
  makeTokens(new Map(variables.map(({ name, description }) => [name, description])));
  await makeReference(elements, version);
}
