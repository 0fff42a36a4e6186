// The themes as they are shipped: the variable files, and the same as design tokens (the DTCG format of 2025.10).
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { channels, isColour, readTheme } from '../stories/themes/read-theme.mjs';

const FOLDER = 'stories/themes';

const colour = (hex, alpha = 1) => ({
  colorSpace: 'srgb',
  components: channels(hex).map((one) => Number(one.toFixed(4))),
  ...(alpha < 1 && { alpha }),
  hex,
});
const size = (text) => {
  const [, value, unit] = /^(-?[\d.]+)(px|ms)?$/.exec(text);
  return { value: Number(value), unit: unit ?? 'px' };
};

function tokenOf(value) {
  if (isColour(value)) return { $type: 'color', $value: colour(value) };
  const shadow = /^(\S+) (\S+) (\S+) (\S+) rgb\(0 0 0 \/ ([\d.]+)\)$/.exec(value);
  if (shadow) {
    const [offsetX, offsetY, blur, spread] = shadow.slice(1, 5).map(size);
    return { $type: 'shadow', $value: { color: colour('#000000', Number(shadow[5])), offsetX, offsetY, blur, spread } };
  }
  return { $type: value.endsWith('ms') ? 'duration' : 'dimension', $value: size(value) };
}

/** @param {Map<string, string>} words what each variable is for, by its whole name */
export function makeTokens(words, { out = 'dist' } = {}) {
  mkdirSync(`${out}/themes`, { recursive: true });
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.css'));
  const themes = files.map((file) => {
    cpSync(join(FOLDER, file), `${out}/themes/${file}`);
    const css = readFileSync(join(FOLDER, file), 'utf8');
    const schemes = ['light', 'dark'].map((scheme) => [
      scheme,
      Object.fromEntries(
        [...readTheme(css, scheme)].map(([name, value]) => {
          const $description = words.get(`--roster-${name}`);
          return [name, { ...tokenOf(value), ...($description && { $description }) }];
        }),
      ),
    ]);
    return [basename(file, '.css'), Object.fromEntries(schemes)];
  });
  writeFileSync(`${out}/tokens.json`, `${JSON.stringify(Object.fromEntries(themes), null, 1)}\n`);
}
