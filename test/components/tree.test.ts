import { expect } from '@open-wc/testing';
import { executeServerCommand, setViewport } from '@web/test-runner-commands';
import '../../components/define.ts';
import type { AccessibleNode } from '../support/accessibility-tree.ts';
import { pause, until } from './support/given-members.ts';
import { clearWorlds, world, type World } from './support/world.ts';

/** What a control is to a screen reader. */
const controls = new Set(
  'button link checkbox radio textbox searchbox combobox spinbutton switch tab menuitem slider'.split(' '),
);

const plain = (text: string | null): string => (text ?? '').replace(/\s+/g, ' ').trim();

/** All elements below a root, past shadow roots. */
function* all(root: ParentNode): Generator<HTMLElement> {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    yield element;
    if (element.shadowRoot) yield* all(element.shadowRoot);
  }
}

/** In sight: drawn, with a size, and not cut away for screen readers alone. While a modal is open, only what is in it. */
function seen(element: Element): boolean {
  if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
  const { width, height } = element.getBoundingClientRect();
  for (let one: Element | null = element; one; one = one.parentElement)
    if (getComputedStyle(one).clipPath.startsWith('inset(50%')) return false;
  return width > 1 && height > 1;
}

interface Screen {
  texts: string[];
  controls: number;
  rows: number;
}

/** What somebody sees of an element. The letters of an avatar stand beside the name they are of. */
function screenOf(root: ParentNode): Screen {
  const texts = new Set<string>();
  let count = 0;
  let rows = 0;
  for (const element of all(root)) {
    if (element.closest('style, .avatar, option') || !seen(element)) continue;
    if (element.matches('button, a[href], input, select, textarea, summary')) count++;
    if (element.matches('tr')) rows++;
    for (const node of element.childNodes) {
      const text = node.nodeType === Node.TEXT_NODE ? plain(node.textContent) : '';
      if (/[\p{L}\p{N}]/u.test(text)) texts.add(text);
    }
  }
  return { texts: [...texts], controls: count, rows };
}

/** What an element waits for, and which part of it is compared: all that is not inert. */
const screens: Record<
  string,
  { attributes?: () => Record<string, string>; ready: string; dialog?: boolean; rows?: boolean }
> = {
  'roster-members': { ready: 'tbody .name', rows: true },
  'roster-groups': { ready: 'tbody .name', rows: true },
  'roster-group': { ready: 'tbody .name', attributes: () => ({ group: w.groups['Support']! }), rows: true },
  'roster-invite': { ready: 'dialog[open] .role input', dialog: true },
  'roster-member': { ready: 'dialog[open] input', dialog: true },
};

let w: World;

describe('What is on the screen and what a screen reader is given are the same', function () {
  this.timeout(60_000);
  before(async () => {
    w = await world({
      people: [
        { name: 'Ada Alba', roles: ['admin'], groups: ['Support'] },
        { name: 'Bo Berg', roles: ['manager'], groups: ['Support', 'Sales'], lastActiveAt: '2026-01-05T10:00:00Z' },
        { name: 'Cleo Cruz', roles: ['member'], status: 'invited' },
        { name: 'Dai Davies', roles: ['member', 'manager'], groups: ['Support'], status: 'suspended' },
      ],
      groups: ['Support', 'Sales'],
    });
  });
  afterEach(clearWorlds);
  after(() => setViewport({ width: 800, height: 600 }));

  for (const [tag, { attributes, ready, dialog, rows }] of Object.entries(screens)) {
    for (const width of [320, 768, 1200]) {
      it(`${tag} at ${width} px`, async () => {
        await setViewport({ width, height: 900 });
        const element = await w.mount(tag as 'roster-members', 'Ada Alba', attributes?.() ?? {});
        if (tag === 'roster-invite') await (element as unknown as HTMLElementTagNameMap['roster-invite']).open();
        if (tag === 'roster-member')
          await (element as unknown as HTMLElementTagNameMap['roster-member']).open(w.people['Bo Berg']!.id);
        const root = element.shadowRoot!;
        await until(() => root.querySelector(ready) && element.matches(':not(:state(loading))'), 'it stands', 30_000);
        let screen = screenOf(dialog ? root.querySelector('dialog[open]')! : root);
        // What comes later is there once nothing is added any more.
        for (let still = 0; still < 5;) {
          await pause(100);
          const now = screenOf(dialog ? root.querySelector('dialog[open]')! : root);
          still = JSON.stringify(now) === JSON.stringify(screen) ? still + 1 : 0;
          screen = now;
        }
        const nodes = await executeServerCommand<AccessibleNode[], undefined>('accessibility-tree');
        const given = nodes.map(({ name }) => name);
        expect(
          screen.texts.filter((text) => !given.some((name) => name.includes(text))),
          'seen, and not told',
        ).to.deep.equal([]);
        const told = nodes.filter(({ role }) => controls.has(role) || role === 'DisclosureTriangle');
        expect(
          told.length,
          `controls seen and told: ${told.map(({ role, name }) => `${role} ${name}`).join(' | ')}`,
        ).to.equal(screen.controls);
        expect(
          told.filter(({ name }) => !name).map(({ role }) => role),
          'told without a name',
        ).to.deep.equal([]);
        if (rows) {
          const counted = (role: string): number => nodes.filter((node) => node.role === role).length;
          expect(counted('table'), 'a table at every width').to.equal(1);
          expect(counted('row')).to.be.at.least(screen.rows);
          const names = [...root.querySelectorAll('tbody .name')].map(({ textContent }) => plain(textContent));
          const heads = nodes.filter(({ role }) => role === 'rowheader').map(({ name }) => name);
          expect(heads.filter((head, at) => !head.includes(names[at]!))).to.deep.equal([]);
          expect(heads.length).to.equal(names.length);
        }
      });
    }
  }
});
