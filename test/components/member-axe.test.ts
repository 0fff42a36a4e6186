import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import 'axe-core/axe.min.js';
import type { AxeResults } from 'axe-core';
import { givenElement, givenMember, until, type GivenMember } from './support/given-member.ts';
import { clearWorlds, world, type World } from './support/world.ts';

declare const axe: { run(context: Element, options: object): Promise<AxeResults> };

/** Every state a person can meet in the form. */
const states: Record<string, (w: World) => Promise<GivenMember>> = {
  'a form with everything open': async (w) => {
    const given = await givenMember(w, 'Ada', 'Bo');
    for (const part of given.root.querySelectorAll('details')) part.open = true;
    await until(() => given.root.querySelector('code') && given.root.querySelector('#sessions'), 'it is all there');
    for (const part of given.root.querySelectorAll('details')) part.open = true;
    return given;
  },
  'an invitation': (w) => givenMember(w, 'Ada', 'Inn'),
  'somebody suspended, in a panel': async (w) => {
    const given = await givenElement(w, 'Ada', { layout: 'panel', member: w.people['Sue']!.id });
    await given.shows('Sue');
    given.type('Name', 'Susan');
    return given;
  },
  'a form for somebody new, with faults': async (w) => {
    const given = await givenElement(w, 'Ada');
    await given.element.create();
    given.button(/^Create/).click();
    await until(() => given.root.querySelector('.wrong'), 'it is refused');
    return given;
  },
  'the question before removing': async (w) => {
    const given = await givenMember(w, 'Ada', 'Bo');
    given.button('Remove').click();
    await until(() => given.root.querySelector('#confirm[open]'), 'it asks');
    return given;
  },
  'what others changed': async (w) => {
    const given = await givenMember(w, 'Ada', 'Bo');
    given.type('Name', 'Robert');
    await w.api('Ada').call('PATCH', `/members/${w.people['Bo']!.id}`, { contact: { phone: String(Math.random()) } });
    await until(() => given.root.querySelector('#meanwhile'), 'it says so', 40_000);
    return given;
  },
  'a profile to read': (w) => givenMember(w, 'Inge', 'Bo'),
  'no access': (w) => givenMember(w, 'Nobody', 'Bo'),
};

describe('axe finds nothing', function () {
  this.timeout(90_000);
  let w: World;
  before(async () => {
    w = await world({
      people: [
        { name: 'Ada', roles: ['admin'] },
        { name: 'Bo', roles: ['member'], groups: ['Finance'] },
        { name: 'Sue', roles: ['member'], status: 'suspended' },
        { name: 'Inn', roles: ['member'], status: 'invited' },
        { name: 'Inge', roles: ['member'] },
        { name: 'Nobody', roles: [] },
      ],
      groups: [{ name: 'Finance', roles: ['manager'] }],
    });
  });
  afterEach(() => {
    clearWorlds();
    document.documentElement.dir = '';
    document.body.removeAttribute('style');
  });

  for (const [state, reach] of Object.entries(states)) {
    it(`in ${state}: light, dark, right-to-left, at 320 and 1200 px`, async () => {
      for (const width of [400, 1200]) {
        await setViewport({ width, height: 900 });
        for (const look of [{ scheme: 'light' }, { scheme: 'dark' }] as const) {
          document.documentElement.dir = look.scheme === 'dark' ? 'rtl' : '';
          Object.assign(document.body.style, {
            colorScheme: look.scheme,
            background: look.scheme === 'dark' ? '#111216' : '#fff',
            color: look.scheme === 'dark' ? '#ebecef' : '#1b1d22',
          });
          const given = await reach(w);
          if (width === 400) given.element.parentElement!.style.inlineSize = '320px';
          await given.element.updateComplete;
          for (const motion of [...document.getAnimations(), ...given.root.getAnimations()])
            if (Number.isFinite(motion.effect?.getComputedTiming().endTime)) motion.finish();
          const { violations } = await axe.run(given.element.parentElement!, {
            rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
          });
          const found = violations.map(
            ({ id, nodes }) => `${id}: ${nodes.map(({ html, any }) => `${html} ${any[0]?.message ?? ''}`).join('\n')}`,
          );
          expect(found, `${width} px, ${look.scheme}`).to.deep.equal([]);
          const body = given.root.querySelector<HTMLElement>('#member[open] .dialog-body, .panel');
          if (body) expect(body.scrollWidth, `nothing sticks out at ${width} px`).to.be.at.most(body.clientWidth + 1);
          clearWorlds();
        }
      }
    });
  }
});
