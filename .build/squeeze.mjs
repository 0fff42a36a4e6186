import { readFile } from 'node:fs/promises';
import { parse } from 'acorn';
import { transform } from 'esbuild';

const CSS = /("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?:[ \t\r\n\f]|\/\*[\s\S]*?\*\/)+|[{};,]/g;

/** Style sheets lose comments and needless spaces; what stands in quotes stays. */
export function squeezeCss(text) {
  const spaced = text.replace(CSS, (whole, quoted) => {
    if (quoted || /^[{};,]$/.test(whole)) return whole;
    return whole.replace(/\/\*[\s\S]*?\*\//g, '') === '' ? '' : ' ';
  });
  // Before a colon a space means "any descendant", after one it means nothing; beside a plus it may be a sum.
  const joined = spaced.replace(
    /("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')| ?([{};,>~]) ?|(:) /g,
    (_, quoted, mark, colon) => quoted ?? mark ?? colon,
  );
  return joined.replace(
    /("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|;(?=})|(?<![\w.])0(?=\.\d)/g,
    (_, quoted) => quoted ?? '',
  );
}

/**
 * Markup keeps one space where it had any, so that words and buttons stay apart as they were written. Values of attributes
 * lose quotes that they do not need: HTML Standard, section 13.1.2.3.
 */
export function squeezeHtml(text) {
  return text
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/[ \t\r\n\f]+/g, ' ')
    .replace(/(?<= [\w-]+=)"([\w.#:-]+)"(?=[ >])/g, '$1');
}

const SQUEEZE = { css: squeezeCss, html: squeezeHtml, svg: squeezeHtml };

/** Where white space is what the element shows. */
const SPACED = /<(pre|textarea)\b/;

/** Squeezes the templates of one JavaScript module; everything outside of them stays byte for byte. */
export function squeezeTemplates(code) {
  const edits = [];
  const walk = (node) => {
    if (node.type === 'TaggedTemplateExpression') {
      const squeeze = SQUEEZE[node.tag.name];
      const { quasis } = node.quasi;
      const plain = squeeze && !quasis.some(({ value }) => SPACED.test(value.raw));
      if (plain) for (const { start, end } of quasis) edits.push({ start, end, text: squeeze(code.slice(start, end)) });
    }
    for (const child of Object.values(node).flat()) if (child?.type) walk(child);
  };
  walk(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }));
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), code);
}

/** esbuild plug-in: compiles our elements and squeezes their templates. */
export function squeeze(tsconfigRaw) {
  return {
    name: 'squeeze-templates',
    setup(build) {
      build.onLoad({ filter: /[\\/]components[\\/].*\.ts$/ }, async ({ path }) => {
        const { code } = await transform(await readFile(path, 'utf8'), {
          loader: 'ts',
          target: 'es2022',
          sourcefile: path,
          tsconfigRaw,
        });
        return { contents: squeezeTemplates(code), loader: 'js' };
      });
    },
  };
}
