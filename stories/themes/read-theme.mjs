// Reads a theme's variable file: the build makes design tokens of it, the tests and the tokens page reckon its contrasts.

const VARIABLE = /--roster-([a-z-]+):\s*([^;]+);/g;
const COLOUR = /^#[0-9a-f]{6}$/;

/** The values of one scheme, by the variable's name without `--roster-`; without the host's own variables. */
export function readTheme(css, scheme) {
  const values = new Map();
  for (const [, name, written] of css.matchAll(VARIABLE)) {
    const own = /^var\(--[\w-]+,\s*(.*)\)$/.exec(written)?.[1] ?? written;
    const [, light, dark] = /^light-dark\((#\w+), (#\w+)\)$/.exec(own) ?? [undefined, own, own];
    values.set(name, scheme === 'light' ? light : dark);
  }
  return values;
}

export const isColour = (value) => COLOUR.test(value);

/** Red, green and blue between 0 and 1. */
export function channels(colour) {
  if (!COLOUR.test(colour)) throw new TypeError(`${colour} is no colour of six digits`);
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
}

/** Relative luminance, WCAG 2.2. */
function luminance(colour) {
  const [red, green, blue] = channels(colour).map((one) =>
    one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two colours, 1 to 21, WCAG 2.2. */
export function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const STATUSES = ['danger', 'warning', 'success'];
const GROUNDS = ['background', 'surface', 'hover'];

/** Every pair that meets on screen, with the contrast it needs: 4.5 for text, 3 for outlines and the focus ring. */
export const PAIRS = [
  ...GROUNDS.flatMap((ground) => ['text', 'text-muted', ...STATUSES].map((ink) => ({ ink, ground, least: 4.5 }))),
  { ink: 'surface-text', ground: 'surface', least: 4.5 },
  { ink: 'accent-text', ground: 'accent', least: 4.5 },
  ...['background', 'surface'].flatMap((ground) =>
    ['accent', 'border-strong', 'focus'].map((ink) => ({ ink, ground, least: 3 })),
  ),
];

/** The contrast of every pair of a theme in one scheme. */
export function contrasts(css, scheme) {
  const theme = readTheme(css, scheme);
  return PAIRS.map((pair) => ({ ...pair, ratio: contrast(theme.get(pair.ink), theme.get(pair.ground)) }));
}
