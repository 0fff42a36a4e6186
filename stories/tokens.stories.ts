import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { expect } from 'storybook/test';
import '../components/members/define.ts';
import { inside } from './support/inside.ts';
import { smallSource } from './support/memory-source.ts';
import bootstrap from './themes/bootstrap.css?raw';
import carbon from './themes/carbon.css?raw';
import material from './themes/material.css?raw';
import neutral from './themes/neutral.css?raw';
import { contrasts, isColour, readTheme, type Scheme } from './themes/read-theme.mjs';
import shadcn from './themes/shadcn.css?raw';

interface Args {
  /** The variable file, `roster/themes/….css`. */
  css: string;
}

const schemes: Scheme[] = ['light', 'dark'];
const cell = 'padding: 4px 12px 4px 0; text-align: start; vertical-align: top';

/** A theme's variables as the file gives them, with its contrasts and a table of people in both schemes. */
const meta: Meta<Args> = {
  title: 'Foundations/Design tokens',
  render: ({ css }) => html`
    <div style="display: grid; gap: 24px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr))">
      ${schemes.map((scheme) => people(css, scheme))}
    </div>
    ${variables(css)} ${ratios(css)}
  `,
};
export default meta;

function people(css: string, scheme: Scheme): TemplateResult {
  const theme = readTheme(css, scheme);
  const set = [...theme].map(([name, value]) => `--roster-${name}: ${value}`).join('; ');
  const source = smallSource({
    people: [
      { name: 'Ada Lovelace', email: 'ada@meridian.example' },
      { name: 'Grace Hopper', email: 'grace@meridian.example' },
      { name: null, email: 'alan@meridian.example', status: 'invited' },
    ],
  });
  return html`<section
    aria-label="People, ${scheme}"
    style="${set}; color-scheme: ${scheme}; background: ${theme.get('background')}; padding: 16px"
  >
    <roster-members .source=${source}></roster-members>
  </section>`;
}

function variables(css: string): TemplateResult {
  const [light, dark] = schemes.map((scheme) => readTheme(css, scheme)) as [Map<string, string>, Map<string, string>];
  return html`<table style="margin-block: 24px; border-collapse: collapse">
    <caption style="text-align: start; font-weight: 600">
      Variables
    </caption>
    <thead>
      <tr>
        ${['Variable', 'Light', 'Dark'].map((head) => html`<th scope="col" style=${cell}>${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${[...light].map(
        ([name, value]) =>
          html`<tr>
            <th scope="row" style="${cell}; font-weight: 400"><code>--roster-${name}</code></th>
            ${[value, dark.get(name)!].map((one) => html`<td style=${cell}>${swatch(one)}<code>${one}</code></td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function swatch(value: string): TemplateResult | '' {
  if (!isColour(value)) return '';
  return html`<span
    style="display: inline-block; width: 1em; height: 1em; margin-inline-end: 8px; vertical-align: -2px; border: 1px solid; background: ${value}"
  ></span>`;
}

function ratios(css: string): TemplateResult {
  const [light, dark] = schemes.map((scheme) => contrasts(css, scheme));
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
  await expect(accent).toBe(readTheme(args.css, 'light').get('accent'));
  const failing = schemes.flatMap((scheme) => contrasts(args.css, scheme).filter(({ ratio, least }) => ratio < least));
  await expect(failing).toEqual([]);
  await expect(canvas.getByRole('table', { name: 'Contrast, WCAG 2.2' })).toBeVisible();
};

export const Neutral: Story = { args: { css: neutral }, play: shown };
export const Bootstrap: Story = { args: { css: bootstrap }, play: shown };
export const Material: Story = { args: { css: material }, play: shown };
export const Shadcn: Story = { args: { css: shadcn }, play: shown };
export const Carbon: Story = { args: { css: carbon }, play: shown };
