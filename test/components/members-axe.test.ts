import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import 'axe-core/axe.min.js';
import type { AxeResults } from 'axe-core';
import type { Portal } from '../../server/contract/index.ts';
import { clearPage, givenMembers, openMenu, press, until, type Given } from './support/given-members.ts';
import { problem, SampleSource } from './support/sample-source.ts';

declare const axe: { run(context: Element, options: object): Promise<AxeResults> };

function failing(code: 'unavailable' | 'unauthenticated'): SampleSource {
  const source = new SampleSource();
  source.fault = () => problem(code === 'unavailable' ? 503 : 401, code, 'No.');
  return source;
}

function slow(): SampleSource {
  const source = new SampleSource();
  source.delay = 60_000;
  return source;
}

const everything: Portal['actions'] = [
  'invite',
  'create',
  'edit',
  'suspend',
  'remove',
  'resend',
  'revoke',
  'resetPassword',
  'export',
  'groups',
];

async function openBulk(given: Given): Promise<void> {
  for (const box of [...given.root.querySelectorAll<HTMLInputElement>('tbody .pick input')].slice(0, 3)) box.click();
  await until(() => given.root.querySelector('.bulk [data-menu]'), 'the bar');
  given.root.querySelector<HTMLElement>('.bulk [data-menu]')!.click();
  await until(() => given.root.querySelector('#menu:popover-open'), 'the menu');
}

/** Every state a person can meet in the table. */
const states: Record<
  string,
  { setup?: () => Parameters<typeof givenMembers>[0]; reach?: (given: Given) => Promise<void> }
> = {
  'rows of every kind': { setup: () => ({ attributes: { 'page-size': '50' } }) },
  'Spectra’s columns, without tabs': {
    setup: () => ({ portal: { tabs: ['all'], columns: ['name', 'email', 'roles', 'groups', 'lastActive'] } }),
  },
  'an open menu': {
    reach: async (given) => {
      await openMenu(given, 'ada.lovelace@');
    },
  },
  'the question before a removal': {
    setup: () => ({ portal: { actions: everything } }),
    reach: async (given) => {
      await openMenu(given, 'bjorn2@');
      await press('End', 'Enter');
      await until(() => given.root.querySelector('#confirm[open]'), 'it asks');
    },
  },
  'a selection’s menu': {
    setup: () => ({ portal: { actions: everything } }),
    reach: (given) => openBulk(given),
  },
  'the choice of a role': {
    setup: () => ({ portal: { actions: everything } }),
    reach: async (given) => {
      await openBulk(given);
      await press('Enter');
      await until(() => given.root.querySelector('#giving[open] select'), 'it asks');
    },
  },
  'columns and density': {
    reach: async (given) => {
      // Where rows are cards there is no head to choose columns in.
      if (!given.button('Columns and density').checkVisibility()) return;
      given.button('Columns and density').click();
      await until(() => given.root.querySelector('.looks:popover-open'), 'the box');
    },
  },
  'a selection and a toast': {
    reach: async (given) => {
      await openMenu(given, 'bjorn@');
      await press('Enter');
      given.root.querySelectorAll<HTMLInputElement>('tbody .pick input')[2]!.click();
      await until(() => given.root.querySelector('.bulk') && given.root.querySelector('.toast'), 'bar and toast');
    },
  },
  'first rows awaited': {
    setup: () => ({ source: slow(), raw: true }),
    reach: (given) => until(() => given.root.querySelector('.panel.slow'), 'empty rows'),
  },
  'nobody yet': { setup: () => ({ count: 0 }) },
  'nobody matches': { setup: () => ({ attributes: { query: 'zzz' } }) },
  'no access': { setup: () => ({ permissions: [] }) },
  failed: { setup: () => ({ source: failing('unavailable') }) },
  'session ended': { setup: () => ({ source: failing('unauthenticated') }) },
  'out of date': {
    reach: async (given) => {
      given.source.fault = () => problem(503, 'unavailable', 'No.');
      await given.element.refresh();
      await until(() => given.root.querySelector('.banner'), 'the line');
    },
  },
};

/** The cards, both sides of each change of layout, and the ends in either scheme; each look at more than one width. */
const scenes = [
  { width: 320, scheme: 'light', dir: 'rtl' },
  { width: 320, scheme: 'dark', dir: 'ltr' },
  { width: 700, scheme: 'light', dir: 'ltr' },
  { width: 760, scheme: 'dark', dir: 'rtl' },
  { width: 900, scheme: 'light', dir: 'rtl' },
  { width: 1200, scheme: 'light', dir: 'ltr' },
  { width: 1200, scheme: 'dark', dir: 'ltr' },
] as const;

describe('axe finds nothing', () => {
  const refused: string[] = [];
  const listen = ({ violatedDirective, sourceFile }: SecurityPolicyViolationEvent): void =>
    void refused.push(`${violatedDirective} ${sourceFile}`);
  before(() => document.addEventListener('securitypolicyviolation', listen));
  after(() => document.removeEventListener('securitypolicyviolation', listen));
  afterEach(clearPage);

  for (const [state, { setup, reach }] of Object.entries(states)) {
    it(`in the table with ${state}: light, dark, right-to-left, at 320 to 1200 px`, async () => {
      for (const { width, ...look } of scenes) {
        await setViewport({ width: Math.max(width + 16, 400), height: 900 });
        const given = await givenMembers({ ...setup?.(), ...look, width });
        await reach?.(given);
        // What moves or fades in has no colour of its own yet.
        for (const motion of [...document.getAnimations(), ...given.root.getAnimations()])
          if (Number.isFinite(motion.effect?.getComputedTiming().endTime)) motion.finish();
        const { violations } = await axe.run(given.element.parentElement!, {
          resultTypes: ['violations'],
          rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
        });
        const found = violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html, any }) => `${html} ${any[0]?.message ?? ''}`).join('\n')}`,
        );
        expect(found, `${width} px, ${JSON.stringify(look)}`).to.deep.equal([]);
        const { scrollWidth, clientWidth } = given.element;
        expect(scrollWidth, `nothing sticks out at ${width} px`).to.be.at.most(clientWidth);
        clearPage();
      }
    }).timeout(60_000);
  }

  it('WID-01 the strictest rules of a host refused nothing in any of these states', () => {
    expect(refused).to.deep.equal([]);
  });
});
