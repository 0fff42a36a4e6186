import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { expect } from 'storybook/test';
import tokens, { type Colour, type Size, type Token } from 'virtual:roster-tokens';
import '../components/members/define.ts';
import { inside } from './support/inside.ts';
import { smallSource } from './support/memory-source.ts';
import { contrast, isColour, PAIRS, type Scheme } from './themes/read-theme.mjs';

interface Args {
  /** A theme, as the token file names it. */
  theme: string;
}

const schemes: Scheme[] = ['light', 'dark'];
const cell = 'padding: 4px 12px 4px 0; text-align: start; vertical-align: top';

/** A theme's tokens as the package's file has them, with its contrasts and a table of people in both schemes. */
const meta: Meta<Args> = {
  title: 'Foundations/Design tokens',
  parameters: { controls: { disable: true } },
  render: ({ theme }) => html`
    <div style="display: grid; gap: 24px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr))">
      ${schemes.map((scheme) => people(theme, scheme))}
    </div>
    ${variables(theme)} ${ratios(theme)}
  `,
};
export default meta;

const colour = ({ hex, alpha = 1 }: Colour): string =>
  alpha === 1 ? hex : `color-mix(in srgb, ${hex} ${alpha * 100}%, transparent)`;
const size = ({ value, unit }: Size): string => `${value}${unit}`;

/** The token as a style sheet has it. */
function cssOf({ $type, $value }: Token): string {
  if ($type === 'color') return colour($value);
  if ($type !== 'shadow') return size($value);
  const { color, offsetX, offsetY, blur, spread } = $value;
  return [...[offsetX, offsetY, blur, spread].map(size), colour(color)].join(' ');
}

/** The values of a theme in one scheme, by the variable's name without `--roster-`. */
const valuesOf = (theme: string, scheme: Scheme): Map<string, string> =>
  new Map(Object.entries(tokens[theme]![scheme]).map(([name, token]) => [name, cssOf(token)]));

function contrastsOf(theme: string, scheme: Scheme) {
  const values = valuesOf(theme, scheme);
  return PAIRS.map((pair) => ({ ...pair, ratio: contrast(values.get(pair.ink)!, values.get(pair.ground)!) }));
}

function people(theme: string, scheme: Scheme): TemplateResult {
  const values = valuesOf(theme, scheme);
  const set = [...values].map(([name, value]) => `--roster-${name}: ${value}`).join('; ');
  const source = smallSource({
    people: [
      { name: 'Ada Lovelace', email: 'ada@meridian.example' },
      { name: 'Grace Hopper', email: 'grace@meridian.example' },
      { name: null, email: 'alan@meridian.example', status: 'invited' },
    ],
  });
  return html`<section
    aria-label="People, ${scheme}"
    style="${set}; color-scheme: ${scheme}; color: ${values.get('text')}; background: ${values.get('background')}; padding: 16px"
  >
    <roster-members .source=${source}></roster-members>
  </section>`;
}

function variables(theme: string): TemplateResult {
  const [light, dark] = schemes.map((scheme) => valuesOf(theme, scheme)) as [Map<string, string>, Map<string, string>];
  return html`<div style="overflow-x: auto" tabindex="0" role="group" aria-label="Tokens">
    <table style="margin-block: 24px; border-collapse: collapse">
      <caption style="text-align: start; font-weight: 600">
        Tokens
      </caption>
      <thead>
        <tr>
          ${['Variable', 'What it is for', 'Light', 'Dark'].map((head) => html`<th scope="col" style=${cell}>${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${Object.entries(tokens[theme]!.light).map(
          ([name, { $description }]) =>
            html`<tr>
              <th scope="row" style="${cell}; font-weight: 400"><code>--roster-${name}</code></th>
              <td style=${cell}>${$description}</td>
              ${[light, dark].map((values) => {
                const value = values.get(name)!;
                return html`<td style=${cell}>${swatch(value)}<code>${value}</code></td>`;
              })}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function swatch(value: string): TemplateResult | '' {
  if (!isColour(value)) return '';
  return html`<span
    style="display: inline-block; width: 1em; height: 1em; margin-inline-end: 8px; vertical-align: -2px; border: 1px solid; background: ${value}"
  ></span>`;
}

function ratios(theme: string): TemplateResult {
  const [light, dark] = schemes.map((scheme) => contrastsOf(theme, scheme));
  return html`<table style="border-collapse: collapse">
    <caption style="text-align: start; font-weight: 600">
      Contrast, WCAG 2.2
    </caption>
    <thead>
      <tr>
        ${['Pair', 'Needed', 'Light', 'Dark'].map((head) => html`<th scope="col" style=${cell}>${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${light!.map(
        ({ ink, ground, least, ratio }, at) =>
          html`<tr>
            <th scope="row" style="${cell}; font-weight: 400">${ink} on ${ground}</th>
            ${[least, ratio, dark![at]!.ratio].map((one) => html`<td style=${cell}>${one.toFixed(2)}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

type Story = StoryObj<Args>;

const shown: Story['play'] = async ({ canvas, canvasElement, args }) => {
  const list = await inside(canvasElement, 'roster-members');
  await list.findByText('Ada Lovelace');
  const accent = getComputedStyle(canvasElement.querySelector('section')!).getPropertyValue('--roster-accent');
  await expect(accent).toBe(valuesOf(args.theme, 'light').get('accent'));
  const failing = schemes.flatMap((scheme) =>
    contrastsOf(args.theme, scheme).filter(({ ratio, least }) => ratio < least),
  );
  await expect(failing).toEqual([]);
  await expect(canvas.getByRole('table', { name: 'Contrast, WCAG 2.2' })).toBeVisible();
};

export const Neutral: Story = { args: { theme: 'neutral' }, play: shown };
export const Bootstrap: Story = { args: { theme: 'bootstrap' }, play: shown };
export const Material: Story = { args: { theme: 'material' }, play: shown };
export const Shadcn: Story = { args: { theme: 'shadcn' }, play: shown };
export const Carbon: Story = { args: { theme: 'carbon' }, play: shown };
