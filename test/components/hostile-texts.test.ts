import { expect } from '@open-wc/testing';
import { html, LitElement } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import '../../components/define.ts';
import type { Invite } from '../../components/invite/invite.ts';
import type { Portal } from '../../server/contract/index.ts';
import { hostileTexts } from '../attack/hostile-texts.ts';
import { until } from './support/given-members.ts';
import { clearWorlds, world, type World } from './support/world.ts';

/** What a role or a group may be called has its limit; nothing here is longer. */
const short = hostileTexts.filter((text) => text.length <= 60);
const people = 90;
/** So that every part of the elements is drawn. */
const everything = [
  'member:read',
  'member:invite',
  'member:create',
  'member:update',
  'member:remove',
  'member:suspend',
  'member:password',
  'member:sessions',
  'member:export',
  'group:read',
  'group:manage',
  'group:members',
  'role:read',
  'role:manage',
  'grant:manage',
  'audit:read',
  'organization:manage',
];

/** Everything below, also what elements keep in their shadow roots. */
function* elementsBelow(root: ParentNode): Generator<Element> {
  for (const element of root.querySelectorAll('*')) {
    yield element;
    if (element.shadowRoot) yield* elementsBelow(element.shadowRoot);
  }
}

const foreign = 'script, iframe, object, embed, img, video, audio, base, meta, math, marquee, xss, animate, noscript';
const addresses = ['href', 'src', 'action', 'formaction', 'xlink:href', 'data', 'srcdoc'];

/** What no template of ours draws, and a text that was taken for markup does. */
function intruders(root: ParentNode): string[] {
  return [...elementsBelow(root)].flatMap((element) => [
    ...(element.matches(foreign) ? [element.outerHTML.slice(0, 200)] : []),
    ...[...element.attributes]
      .filter(
        ({ name, value }) =>
          name.startsWith('on') || (addresses.includes(name) && /^\W*(javascript|data|vbscript):/i.test(value)),
      )
      .map(({ name, value }) => `${element.localName} ${name}=${value}`),
  ]);
}

const textBelow = (element: Element): string =>
  [element, ...elementsBelow(element.shadowRoot!)]
    .map((one) => one.shadowRoot?.textContent ?? one.textContent)
    .join('\n');

describe('Texts that are programs elsewhere', () => {
  let w: World;
  let ran = 0;
  /** What the page of the tests itself has. */
  const theirs = new Set(intruders(document));
  const violations: string[] = [];
  const hear = (event: SecurityPolicyViolationEvent): void =>
    void violations.push(`${event.violatedDirective} ${event.blockedURI}`);

  before(async function () {
    this.timeout(60_000);
    Object.assign(window, { xss: () => ran++ });
    document.addEventListener('securitypolicyviolation', hear);
    const at = (index: number): string => short[index % short.length]!;
    const roles: Portal['roles'] = ['admin', 'one', 'two', 'three'].map((key, index) => ({
      key,
      name: at(index * 7),
      description: at(index * 7 + 1),
      permissions: key === 'admin' ? everything : ['member:read'],
    }));
    w = await world({
      preset: 'default',
      portal: {
        name: at(3),
        roles,
        labels: { portal: at(4), removed: at(5), members: at(8), member: at(9) } as Portal['labels'],
      },
      groups: Array.from({ length: 20 }, (_, index) => ({
        name: `${index} ${at(index + 20)}`,
        description: at(index + 40),
      })),
      people: [
        { name: 'Ada', roles: ['admin'] },
        ...hostileTexts.slice(0, people).map((name, index) => ({
          name,
          email: `x${index}@default.example`,
          roles: [['one', 'two', 'three'][index % 3]!],
          groups: [`${index % 20} ${at((index % 20) + 20)}`],
          status: (['active', 'invited', 'suspended'] as const)[index % 3],
        })),
      ],
    });
    // Rows of the audit that carry them.
    for (const [index, name] of hostileTexts.slice(people, people + 12).entries()) {
      const { status } = await w.api('Ada').call('PATCH', `/members/${w.people[hostileTexts[index]!]!.id}`, { name });
      expect(status).to.equal(200);
    }
  });
  after(() => document.removeEventListener('securitypolicyviolation', hear));
  afterEach(clearWorlds);

  const first = (record: Record<string, string>): string => Object.values(record)[0]!;
  /** Puts all of them where people to invite are typed. */
  const invited = async (element: HTMLElement): Promise<void> => {
    await (element as Invite).open();
    const root = element.shadowRoot!;
    const field = (): HTMLInputElement | null => root.querySelector('dialog[open] :is(#people, [id^=email-])');
    await until(field, 'the dialog is open');
    const text = hostileTexts.join('\n');
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true });
    if (field()!.dispatchEvent(paste)) {
      field()!.value = text;
      field()!.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    }
    await until(() => root.querySelector('.chip.bad, .field.bad'), 'they are judged', 10_000);
  };
  /** Searches people, so that the list of them is open. */
  const searched = async (element: HTMLElement): Promise<void> => {
    await until(() => element.shadowRoot!.querySelector('input'), 'the field is there');
    const input = element.shadowRoot!.querySelector('input')!;
    input.focus();
    input.value = '<';
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await until(() => element.shadowRoot!.querySelector('[role=option]'), 'people are found');
  };
  const shown: [
    tag: keyof HTMLElementTagNameMap,
    attributes: () => Record<string, string>,
    act?: (element: HTMLElement) => Promise<void>,
  ][] = [
    ['roster-members', () => ({ 'page-size': '100' })],
    ['roster-groups', () => ({})],
    ['roster-group', () => ({ group: first(w.groups) })],
    ['roster-roles', () => ({})],
    ['roster-audit', () => ({})],
    ['roster-stats', () => ({})],
    ['roster-portal', () => ({})],
    ['roster-member', () => ({ layout: 'panel', member: w.people[hostileTexts[13]!]!.id })],
    ['roster-user-label', () => ({ 'member-id': w.people[hostileTexts[14]!]!.id })],
    ['roster-role-picker', () => ({ value: 'one two' })],
    ['roster-people-picker', () => ({ multiple: '', value: w.people[hostileTexts[15]!]!.id }), searched],
    ['roster-invite', () => ({ 'invite-layout': 'shared' }), invited],
    ['roster-invite', () => ({ 'invite-layout': 'rows' }), invited],
  ];

  for (const [index, [tag, attributes, act]] of shown.entries()) {
    const where = shown.findIndex(([other]) => other === tag) < index ? `${tag} in rows` : tag;
    it(`are texts in ${where}: nothing runs, nothing is drawn of them, and they are read as they are (EML-23)`, async () => {
      const element = await w.mount(tag, 'Ada', attributes());
      await act?.(element);
      const isThere = (): boolean => {
        const text = textBelow(element);
        return hostileTexts.some((one) => text.includes(one));
      };
      await until(isThere, `one of them is read in ${tag}`, 20_000);
      // What is loaded after the first rows is drawn as well.
      await new Promise((done) => setTimeout(done, 300));
      expect(intruders(element.shadowRoot!)).to.deep.equal([]);
      expect(intruders(document).filter((one) => !theirs.has(one))).to.deep.equal([]);
      expect(violations).to.deep.equal([]);
      expect(ran).to.equal(0);
    });
  }

  it('are found where an element takes them for markup', async () => {
    class Careless extends LitElement {
      override render() {
        return html`${hostileTexts.map((text) => html`<p>${unsafeHTML(text)}</p>`)}`;
      }
    }
    customElements.define('careless-names', Careless);
    const careless = document.createElement('careless-names');
    document.body.append(careless);
    await (careless as Careless).updateComplete;
    const found = intruders(careless.shadowRoot!);
    careless.remove();
    for (const trace of ['<script', '<img', 'onload', 'ontoggle', '<iframe', 'href=javascript:'])
      expect(
        found.some((one) => one.includes(trace)),
        trace,
      ).to.equal(true);
    // The page forbids what such markup asks for, which is heard too.
    await until(() => violations.length > 0, 'the page has said so');
    violations.length = 0;
  });
});
