import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, it } from 'node:test';
import { contrast, contrasts, isColour, readTheme, type Scheme } from '../../stories/themes/read-theme.mjs';

const folder = 'stories/themes';
const themes = readdirSync(folder).filter((name) => name.endsWith('.css'));
const schemes: Scheme[] = ['light', 'dark'];
const cssOf = (theme: string): string => readFileSync(join(folder, theme), 'utf8');

/** The public variables, as the elements read them. */
function readByElements(): string[] {
  const names = readFileSync('components/styles/tokens.ts', 'utf8').matchAll(/var\(\s*--roster-([a-z-]+)/g);
  return [...new Set([...names].map(([, name]) => name!))];
}

describe('a designer who takes a theme', () => {
  it('finds neutral, Bootstrap, Material, shadcn and Carbon', () => {
    assert.deepEqual(
      themes.map((theme) => basename(theme, '.css')),
      ['bootstrap', 'carbon', 'material', 'neutral', 'shadcn'],
    );
  });

  it('knows the contrast of black and white, and of a grey that is just readable', () => {
    assert.equal(contrast('#000000', '#ffffff'), 21);
    assert.equal(contrast('#767676', '#ffffff').toFixed(2), '4.54');
    assert.ok(contrast('#777777', '#ffffff') < 4.5);
  });

  for (const theme of themes) {
    it(`${theme} sets what the elements read, and nothing they do not`, () => {
      // The font is the page's own.
      const read = readByElements().filter((name) => !name.startsWith('font-'));
      assert.deepEqual([...readTheme(cssOf(theme), 'light').keys()].toSorted(), read.toSorted());
    });

    for (const scheme of schemes) {
      it(`${theme}, ${scheme}: text has a contrast of 4.5 at least, outlines and the focus ring of 3`, (t) => {
        const found = contrasts(cssOf(theme), scheme);
        const line = (one: (typeof found)[number]): string =>
          `${one.ink} on ${one.ground}: ${one.ratio.toFixed(2)} of ${one.least}`;
        for (const one of found) t.diagnostic(line(one));
        assert.deepEqual(found.filter(({ ratio, least }) => ratio < least).map(line), []);
      });
    }
  }

  it('would hear of a grey that is too light', () => {
    const pale = cssOf('neutral.css').replace('light-dark(#5d6068', 'light-dark(#9a9ca2');
    const failed = contrasts(pale, 'light').filter(({ ratio, least }) => ratio < least);
    assert.deepEqual(
      failed.map(({ ink, ground }) => `${ink} on ${ground}`),
      ['text-muted on background', 'text-muted on surface', 'text-muted on hover'],
    );
  });

  it('finds the same colours as design tokens, for both schemes', () => {
    interface Token {
      $type: string;
      $value: { hex?: string };
    }
    const tokens = JSON.parse(readFileSync('dist/tokens.json', 'utf8')) as Record<
      string,
      Record<Scheme, Record<string, Token>>
    >;
    for (const theme of themes) {
      for (const scheme of schemes) {
        const written = [...readTheme(cssOf(theme), scheme)].filter(([, value]) => isColour(value));
        const made = tokens[basename(theme, '.css')]![scheme];
        assert.deepEqual(
          Object.entries(made)
            .filter(([, token]) => token.$type === 'color')
            .map(([name, token]) => [name, token.$value.hex]),
          written,
        );
      }
    }
  });
});
