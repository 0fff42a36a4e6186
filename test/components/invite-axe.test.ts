import { expect } from '@open-wc/testing';
import { emulateMedia, setViewport } from '@web/test-runner-commands';
import 'axe-core/axe.min.js';
import type { AxeResults } from 'axe-core';
import { clearPage, given, HostPeople, judged, paste, press, problem, until, type Given } from './invite-given.ts';

declare const axe: { run(context: Element, options: object): Promise<AxeResults> };

const list =
  'Ada Lovelace <ada@acme.example>, bob@acme.example, eve@acme.example, nonsense, grace@partner.example, li@acrne.example, ada@acme.example';
const clean = 'ada@acme.example, grace@partner.example, li@acrne.example';

async function review(world: Given): Promise<void> {
  await paste(world, clean);
  await judged(world);
  world.send().click();
  await until(() => world.root.querySelector('.review'), 'the review is there');
}

/** Every state a person can meet in the dialog. */
const states: Record<string, { source?: () => HostPeople; reach?: (world: Given) => Promise<void> }> = {
  'the button alone': { reach: () => press('Escape') },
  'the empty form': {},
  'entries of every kind': {
    reach: async (world) => {
      await paste(world, list);
      await until(() => world.root.querySelector('.issues'), 'the answer is there');
    },
  },
  'a chip with the focus': {
    reach: async (world) => {
      await paste(world, list);
      await until(() => world.root.querySelector('.issues'), 'the answer is there');
      await press('ArrowLeft');
    },
  },
  'over the limit, and something removed': {
    source: () => new HostPeople({ limits: { invitesPerRequest: 2 } }),
    reach: async (world) => {
      await paste(world, clean);
      world.root.querySelector<HTMLElement>('.chip .drop')?.click();
      await world.element.updateComplete;
    },
  },
  'roles cleared, groups open and a message': {
    reach: async (world) => {
      await paste(world, 'ada@acme.example');
      world.role('Chart Editor').click();
      world.role('Admin').click();
      world.button('Add a personal message').click();
      await until(() => world.root.activeElement?.id === 'message', 'the message has the focus');
      const groups = world.root.querySelector<HTMLInputElement>('#groups')!;
      groups.focus();
      groups.click();
      await until(() => world.root.querySelector('[role=option]'), 'the groups are there');
      await press('ArrowDown', 'Enter', 'ArrowDown');
    },
  },
  'the question before something is lost': {
    reach: async (world) => {
      await paste(world, clean);
      await press('Escape');
      await until(() => world.root.querySelector('#confirm[open]'), 'it asks');
    },
  },
  'the review': { reach: review },
  'on its way': {
    reach: async (world) => {
      await review(world);
      world.source.delay = 60_000;
      world.send().click();
      await world.element.updateComplete;
    },
  },
  'some not invited': {
    reach: async (world) => {
      world.source.statuses.set('grace@partner.example', 'rateLimited').set('li@acrne.example', 'blocked');
      await review(world);
      world.send().click();
      await until(() => world.text().includes('1 sent, 2 not'), 'the answer is there');
    },
  },
  'a failure with problems at fields': {
    reach: async (world) => {
      world.source.faults.invite = [
        problem('invalid', 422, 'Correct it.', {
          errors: ['/roles', '/groups', '/message', '/people/0/email'].map((pointer) => ({
            pointer,
            code: 'invalid',
            detail: `Correct ${pointer}.`,
          })),
        }),
      ];
      await review(world);
      world.send().click();
      await until(() => world.root.querySelector('#roles-fault'), 'the problems are there');
    },
  },
  'nothing loaded': {
    source: () => {
      const source = new HostPeople();
      source.faults.capabilities = [problem('unavailable', 503, 'The server did not answer.')];
      return source;
    },
  },
  'not allowed': {
    source: () => new HostPeople({ invite: { ok: false, code: 'forbidden', reason: 'Ask an admin.' } }),
  },
  'without mail': { source: () => new HostPeople({ mail: false }) },
  'links to hand over': {
    source: () => new HostPeople({ mail: false }),
    reach: async (world) => {
      await review(world);
      world.send().click();
      await until(() => world.root.querySelector('.links'), 'the links are there');
      world.button(/^Copy link for ada/).click();
      await until(() => world.root.querySelector('.links input'), 'the link is there');
    },
  },
};

const scenes = [
  { scheme: 'light', dir: 'ltr', width: 1200 },
  { scheme: 'dark', dir: 'rtl', width: 700 },
  { scheme: 'light', dir: 'rtl', width: 320 },
  { scheme: 'dark', dir: 'ltr', width: 320 },
] as const;

describe('Inviting: nobody is shut out', () => {
  const refused: string[] = [];
  const note = ({ violatedDirective, sample }: SecurityPolicyViolationEvent): void =>
    void refused.push(`${violatedDirective} ${sample}`);
  before(() => {
    document.addEventListener('securitypolicyviolation', note);
    document.documentElement.lang = 'en';
    document.title = 'People';
  });
  beforeEach(async () => {
    await emulateMedia({ reducedMotion: 'reduce' });
  });
  afterEach(clearPage);
  after(async () => {
    document.documentElement.style.cssText = '';
    await emulateMedia({ colorScheme: 'light', reducedMotion: 'no-preference' });
    await setViewport({ width: 800, height: 600 });
  });

  for (const { scheme, dir, width } of scenes) {
    for (const [name, { source, reach }] of Object.entries(states)) {
      it(`axe finds nothing in: ${name} (${scheme}, ${dir}, ${width})`, async () => {
        await setViewport({ width, height: 800 });
        await emulateMedia({ colorScheme: scheme });
        document.documentElement.style.colorScheme = scheme;
        document.documentElement.style.backgroundColor = scheme === 'dark' ? '#141518' : '#fff';
        document.documentElement.style.color = scheme === 'dark' ? '#eceef2' : '#1b1d22';
        const world = await given(source?.(), { dir });
        await reach?.(world);
        await world.element.updateComplete;
        const { violations } = await axe.run(world.element, { resultTypes: ['violations'] });
        const found = violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html, any }) => `${html} ${any[0]?.message ?? ''}`).join('\n')}`,
        );
        expect(found.join('\n\n')).to.equal('');
        const dialog = world.dialog();
        if (dialog) expect(dialog.scrollWidth, 'nothing runs out sideways').to.be.at.most(dialog.clientWidth);
      });
    }
  }

  it('WID-01 the strictest rules of a host refused nothing in any of these states', () => {
    document.removeEventListener('securitypolicyviolation', note);
    expect(refused).to.deep.equal([]);
  });
});
