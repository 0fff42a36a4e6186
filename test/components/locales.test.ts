import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import 'axe-core/axe.min.js';
import type { AxeResults } from 'axe-core';
import '../../components/define.ts';
import type { Members } from '../../components/members/members.ts';
import { ar } from '../../components/messages/ar.ts';
import { de } from '../../components/messages/de.ts';
import { en } from '../../components/messages/en.ts';
import { es } from '../../components/messages/es.ts';
import { formatsFor } from '../../components/messages/formats.ts';
import { fr } from '../../components/messages/fr.ts';
import { ja } from '../../components/messages/ja.ts';
import { pause, until } from './support/given-members.ts';
import { world, type World } from './support/world.ts';

declare const axe: { run(context: Element, options: object): Promise<AxeResults> };

const languages: Record<string, typeof en> = { ar, de, es, fr, ja };
/** Words of the organization's own: names of roles and groups. */
const theirs = ['Admin', 'Manager', 'Member', 'Support', 'Sales'];
const pages: HTMLElement[] = [];

let w: World;

/** A page of one language, with one element in it. */
function put<Tag extends 'roster-members' | 'roster-invite'>(
  tag: Tag,
  {
    page: given = {},
    ...attributes
  }: { page?: Record<string, string>; locale?: string; lang?: string; token?: string },
): HTMLElementTagNameMap[Tag] {
  const page = document.createElement('main');
  for (const [name, value] of Object.entries(given)) page.setAttribute(name, value);
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries({ 'api-url': '/roster', token: w.token('Ada Alba'), ...attributes }))
    element.setAttribute(name, value);
  page.append(element);
  document.body.append(page);
  pages.push(page);
  return element;
}

/** Until the first rows, and what comes after them, are there. */
async function shown(element: Members): Promise<Members> {
  const root = (): ShadowRoot | null => element.shadowRoot;
  await until(() => root()?.querySelector('tbody .name'), 'the rows are there', 30_000);
  await until(() => root()!.querySelector('[data-menu]'), 'the rest is there');
  await until(() => element.matches(':not(:state(loading))'), 'nothing is awaited');
  return element;
}

const spoken = ['aria-label', 'placeholder', 'title', 'aria-description', 'aria-roledescription', 'alt'];

/** Every text of an element that a person sees or hears, but names and addresses. */
function textsOf(root: ParentNode, found = new Set<string>()): string[] {
  for (const element of root.querySelectorAll('*')) {
    if (element.closest('[translate=no], style, .name')) continue;
    for (const name of spoken) {
      const text = element.getAttribute(name)?.trim();
      if (text) found.add(text);
    }
    for (const node of element.childNodes) {
      const text = node.nodeType === Node.TEXT_NODE && node.textContent!.replace(/\s+/g, ' ').trim();
      if (text) found.add(text);
    }
    if (element.shadowRoot) textsOf(element.shadowRoot, found);
  }
  return [...found];
}

function sentencesOf(words: object): string[] {
  return Object.values(words).flatMap((word: unknown) =>
    typeof word === 'string' ? [word] : word !== null && typeof word === 'object' ? sentencesOf(word) : [],
  );
}

const english = sentencesOf(en).filter((text) => text !== '');

async function openDialog(element: HTMLElementTagNameMap['roster-invite']): Promise<ShadowRoot> {
  await element.open();
  const root = element.shadowRoot!;
  await until(() => root.querySelector('dialog[open] input'), 'the form stands');
  await until(() => root.querySelector('dialog input[type=checkbox], dialog input[type=radio]'), 'the roles are there');
  return root;
}

/** Waits until an element has drawn, and no more comes for a moment. */
const settled = async (element: HTMLElement): Promise<void> => {
  let before = '';
  for (let still = 0; still < 5;) {
    await pause(100);
    const now = textsOf(element.shadowRoot!).join();
    const busy = element.matches(':state(loading)') || element.shadowRoot!.querySelector('[aria-busy=true]');
    still = now === before && !busy ? still + 1 : 0;
    before = now;
  }
};

/** Every element with words, each with what it needs to show something. */
const everywhere: Record<string, () => Record<string, string>> = {
  'roster-members': () => ({}),
  'roster-invite': () => ({}),
  'roster-groups': () => ({}),
  'roster-group': () => ({ group: w.groups['Support']! }),
  'roster-roles': () => ({}),
  'roster-audit': () => ({}),
  'roster-stats': () => ({}),
  'roster-member': () => ({ member: w.people['Bo Berg']!.id, layout: 'panel' }),
  'roster-role-picker': () => ({}),
  'roster-people-picker': () => ({ multiple: '' }),
  'roster-portal': () => ({}),
};

describe('The language of the elements', function () {
  before(async function () {
    this.timeout(90_000);
    // Only what elements fetch from here on; the page's own modules have filled it.
    performance.clearResourceTimings();
    performance.setResourceTimingBufferSize(5000);
    w = await world({
      people: [
        { name: 'Ada Alba', roles: ['admin'], groups: ['Support'], lastActiveAt: new Date().toISOString() },
        { name: 'Bo Berg', roles: ['manager'], groups: ['Support', 'Sales'], lastActiveAt: '2026-01-05T10:00:00Z' },
        { name: 'Cleo Cruz', roles: ['member'], status: 'invited' },
        { name: 'Dai Davies', roles: ['member', 'manager'], status: 'suspended' },
      ],
      groups: ['Support', 'Sales'],
    });
  });

  afterEach(() => {
    for (const page of pages.splice(0)) page.remove();
    document.documentElement.lang = 'en';
  });

  // The first of all: afterwards this page knows other languages.
  it('costs an English page nothing', async () => {
    await shown(put('roster-members', { page: { lang: 'en-GB' } }));
    const fetched = performance.getEntriesByType('resource').map(({ name }) => name);
    expect(fetched.filter((name) => name.includes('/messages/languages'))).to.deep.equal([]);
  });

  for (const [language, words] of Object.entries(languages)) {
    const left = (root: ParentNode): string[] => {
      const own = new Set(sentencesOf(words));
      return textsOf(root).filter((text) => english.includes(text) && !own.has(text) && !theirs.includes(text));
    };

    it(`leaves no English in the table and the invitation of a page in ${language}`, async () => {
      const page = { lang: language, dir: language === 'ar' ? 'rtl' : 'ltr' };
      const element = await shown(put('roster-members', { page }));
      const root = element.shadowRoot!;
      expect(root.querySelector('h2')!.textContent!.trim()).to.equal(words.members.heading);
      expect(left(root)).to.deep.equal([]);
      root.querySelector<HTMLElement>('[data-menu]')!.click();
      await until(() => root.querySelector(':popover-open'), 'the menu is open');
      expect(left(root)).to.deep.equal([]);
      const invite = put('roster-invite', { page });
      await until(() => invite.shadowRoot?.querySelector('button'), 'the button is there');
      expect(invite.shadowRoot!.querySelector('button')!.textContent!.trim()).to.equal(words.common.invite);
      expect(left(await openDialog(invite))).to.deep.equal([]);
    }).timeout(40_000);
  }

  describe('has every word of', () => {
    /** What is neither of the dictionary nor of the organization, nor a moment as the browser writes it. */
    const plainIn = async (element: HTMLElement): Promise<string[]> => {
      const { body } = await w.api('Ada Alba').call('GET', '/capabilities');
      const { roles, organization } = body as {
        roles: { name: string; description: string; permissions: string[] }[];
        organization: { name: string };
      };
      const given = new Set([
        ...theirs,
        ...Object.keys(w.people),
        ...roles.flatMap(({ name, description, permissions }) => [name, description, ...permissions]),
        organization.name,
      ]);
      const moment = /^(now|yesterday|\d+ \w+ ago|last \w+|\w{3} \d+, \d{4}.*|\d+ days?)$/;
      const code = /^[a-z]+(:[a-z]+)?(, [a-z]+:[a-z]+)*$|@|^[A-Z]{2}$/;
      return textsOf(element.shadowRoot!).filter((text) => {
        const bare = text.replace(/^\+ /, '');
        return (
          /\p{L}{2}/u.test(bare) &&
          !/^\[.*\]$/su.test(bare) &&
          !given.has(bare) &&
          !moment.test(bare) &&
          !code.test(bare)
        );
      });
    };

    for (const [tag, attributes] of Object.entries(everywhere)) {
      it(`${tag}: strange ones leave nothing as it was`, async () => {
        const element = put(tag as 'roster-members', { locale: 'en-XA', ...attributes() });
        await until(() => element.shadowRoot?.firstElementChild, 'it is drawn');
        await settled(element);
        expect(textsOf(element.shadowRoot!).some((text) => text.startsWith('['))).to.equal(true);
        expect(await plainIn(element)).to.deep.equal([]);
      }).timeout(30_000);
    }

    /** A form of each element, filled in so that the server takes none of it; answers what is said of that. */
    const saveWrongly = async (tag: string, locale: string): Promise<{ element: HTMLElement; said: string }> => {
      const element = put(tag as 'roster-members', { locale });
      const root = (): ShadowRoot => element.shadowRoot!;
      await until(() => root()?.firstElementChild, 'it is drawn');
      await settled(element);
      if (tag === 'roster-roles') root().querySelector<HTMLElement>('button.primary')!.click();
      else if (tag === 'roster-groups') await (element as unknown as HTMLElementTagNameMap['roster-groups']).openNew();
      else await (element as unknown as HTMLElementTagNameMap['roster-member']).create();
      const field = { 'roster-roles': '#role-name', 'roster-groups': '#group-name', 'roster-member': '[type=email]' }[
        tag
      ]!;
      await until(() => root().querySelector(`dialog[open] ${field}`), 'the form stands');
      const input = root().querySelector<HTMLInputElement>(`dialog[open] ${field}`)!;
      input.value = { 'roster-roles': 'Admin', 'roster-groups': 'Support', 'roster-member': 'no@address' }[tag]!;
      input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      await pause(0);
      input.form!.requestSubmit();
      const fault = (): string =>
        [...root().querySelectorAll('dialog[open] :is(.fault, [role=alert])')]
          .map(({ textContent }) => textContent!.trim())
          .join(' ')
          .trim();
      await until(fault, 'what is wrong is said');
      return { element, said: fault() };
    };

    for (const [tag, german] of Object.entries({
      'roster-roles': 'Eine andere Rolle heißt schon so.',
      'roster-groups': 'Eine Gruppe dieses Namens gibt es schon.',
      'roster-member': 'Das ist keine E-Mail-Adresse.',
    })) {
      it(`${tag}: what is wrong with a field as well`, async () => {
        const { element, said } = await saveWrongly(tag, 'en-XA');
        expect(said).to.match(/^\[.*\]$/s);
        expect(await plainIn(element)).to.deep.equal([]);
        element.parentElement!.remove();
        expect((await saveWrongly(tag, 'de')).said).to.contain(german);
      }).timeout(30_000);
    }

    it('the invitation, once its form stands', async () => {
      const invite = put('roster-invite', { locale: 'en-XA' });
      await openDialog(invite);
      expect(await plainIn(invite)).to.deep.equal([]);
    });
  });

  it('is never seen to change: nothing is drawn before its words are there', async () => {
    const element = put('roster-members', { page: { lang: 'fr-CA' } });
    const seen = new Set<string>();
    for (const end = Date.now() + 15_000; Date.now() < end && !element.shadowRoot?.querySelector('tbody .name');) {
      const heading = element.shadowRoot?.querySelector('h2')?.textContent?.trim();
      if (heading) seen.add(heading);
      await pause(1);
    }
    await shown(element);
    expect([...seen]).to.deep.equal([fr.members.heading]);
  });

  it('is the nearest one the page names, past shadow roots, unless the element or the provider is told another', async () => {
    const heading = async (element: Members): Promise<string> =>
      (await shown(element)).shadowRoot!.querySelector('h2')!.textContent!.trim();
    document.documentElement.lang = 'es';
    expect(await heading(put('roster-members', {}))).to.equal(es.members.heading);
    expect(await heading(put('roster-members', { page: { lang: 'de-CH' } }))).to.equal(de.members.heading);
    expect(await heading(put('roster-members', { page: { lang: 'de' }, lang: 'ja' }))).to.equal(ja.members.heading);
    expect(await heading(put('roster-members', { page: { lang: 'de' }, locale: 'fr' }))).to.equal(fr.members.heading);

    const host = document.createElement('div');
    host.lang = 'de';
    const inside = put('roster-members', {});
    inside.replaceWith(host);
    host.attachShadow({ mode: 'open' }).append(inside);
    expect(await heading(inside)).to.equal(de.members.heading);

    const provider = document.createElement('roster-provider');
    provider.setAttribute('locale', 'ar');
    const below = put('roster-members', { page: { lang: 'de' } });
    below.replaceWith(provider);
    provider.append(below);
    expect(await heading(below)).to.equal(ar.members.heading);
  }).timeout(60_000);

  it('changes while the page is looked at, with everything in it, and back', async () => {
    const element = await shown(put('roster-members', { page: { lang: 'en' } }));
    const root = element.shadowRoot!;
    const search = (): string => root.querySelector<HTMLInputElement>('input[type=search]')!.placeholder;
    expect(search()).to.equal(en.members.searchPlaceholder(['name', 'email']));
    const names = [...root.querySelectorAll('tbody .name')].map((name) => name.textContent);
    for (const [language, words] of Object.entries(languages)) {
      element.locale = language;
      await element.updateComplete;
      expect(search(), language).to.equal(words.members.searchPlaceholder(['', '']));
      expect(root.querySelector('h2')!.textContent!.trim()).to.equal(words.members.heading);
    }
    element.locale = undefined;
    await element.updateComplete;
    expect(root.querySelector('h2')!.textContent!.trim()).to.equal('Members');
    expect([...root.querySelectorAll('tbody .name')].map((name) => name.textContent)).to.deep.equal(names);
  });

  it('changes with the page around it as well, past shadow roots, in a dialog that is open and keeps what was typed', async () => {
    const invite = put('roster-invite', { page: { lang: 'en' } });
    const host = document.createElement('div');
    invite.replaceWith(host);
    host.attachShadow({ mode: 'open' }).append(invite);
    const root = await openDialog(invite);
    const title = (): string => root.querySelector('dialog h2')!.textContent!.trim();
    const english = title();
    root.querySelector<HTMLElement>('#people')!.focus();
    await sendKeys({ type: 'half an addr' });
    await until(() => root.querySelector('.chips #people'), 'entries can be made');
    const field = root.querySelector<HTMLInputElement>('#people')!;
    for (const [at, language] of ['ja', 'es', 'ar'].entries()) {
      // The page's own element, then one between, then the element itself.
      [host.parentElement!, host, invite][at]!.lang = language;
      await until(() => title() === languages[language]!.invite.heading, `the title is in ${language}`);
    }
    invite.lang = 'en';
    await until(() => title() === english, 'English again');
    expect(field.value).to.equal('half an addr');
    expect(root.activeElement).to.equal(field);
  });

  it('ends up as the last one asked for, when it is changed while another is on its way', async () => {
    const element = put('roster-members', { locale: 'es-MX' });
    await pause(0);
    element.locale = 'fr-BE';
    await shown(element);
    expect(element.shadowRoot!.querySelector('h2')!.textContent!.trim()).to.equal(fr.members.heading);
  });

  it('is English where there is no other, with numbers and moments as that language writes them', async () => {
    const element = await shown(put('roster-members', { locale: 'it' }));
    const root = element.shadowRoot!;
    expect(root.querySelector('h2')!.textContent!.trim()).to.equal('Members');
    expect(root.textContent).to.contain(formatsFor('it').relative('2026-01-05T10:00:00Z'));
    const broken = await shown(put('roster-members', { locale: 'no_such_language!' }));
    expect(broken.shadowRoot!.querySelector('h2')!.textContent!.trim()).to.equal('Members');
  });

  it('is that of what the server refuses as well', async () => {
    const invite = put('roster-invite', { page: { lang: 'de' } });
    const root = await openDialog(invite);
    root.querySelector<HTMLElement>('#people')!.focus();
    await sendKeys({ type: 'keine Adresse@' });
    await sendKeys({ press: 'Enter' });
    const text = (): string => root.querySelector('dialog')!.textContent!.replace(/\s+/g, ' ');
    await until(() => text().includes(de.inviteLater.state.malformed), 'the fault is told in German');
    expect(text()).not.to.contain('address');

    const element = put('roster-members', {
      page: { lang: 'fr' },
      token: await w.freshToken('Ada Alba', ['member:read']),
    });
    await shown(element);
    element.shadowRoot!.querySelector<HTMLElement>('[data-menu]')?.click();
    await until(() => element.shadowRoot!.querySelector(':popover-open'), 'the menu is open');
    expect(element.shadowRoot!.textContent).to.contain(fr.common.forbidden);
  });

  it('gives way to the host’s own words', async () => {
    const element = put('roster-members', { page: { lang: 'de' } });
    element.messages = { members: { heading: 'Kolleginnen und Kollegen' } };
    await shown(element);
    expect(element.shadowRoot!.querySelector('h2')!.textContent!.trim()).to.equal('Kolleginnen und Kollegen');
    expect(element.shadowRoot!.textContent).to.contain(de.members.columns.lastActive);
  });

  it('counts in Arabic from none to a hundred', () => {
    const f = formatsFor('ar');
    const counted = [0, 1, 2, 3, 11, 100].map((count) => ar.inviteLater.people(count, f));
    expect(counted).to.deep.equal([
      'لا أحد',
      'شخص واحد',
      'شخصان',
      `${f.number(3)} أشخاص`,
      `${f.number(11)} شخصًا`,
      `${f.number(100)} شخص`,
    ]);
    expect([0, 1, 2, 100].map((count) => ja.inviteLater.people(count, formatsFor('ja')))).to.deep.equal([
      '0人',
      '1人',
      '2人',
      '100人',
    ]);
  });

  it('is fetched from the page’s own server and from nowhere else', () => {
    const fetched = performance.getEntriesByType('resource').map(({ name }) => new URL(name));
    expect(fetched.some(({ pathname }) => pathname.endsWith('/messages/languages.ts'))).to.equal(true);
    expect(fetched.filter(({ origin }) => origin !== location.origin).map(String)).to.deep.equal([]);
  });

  for (const [tag, attributes] of Object.entries(everywhere)) {
    it(`leaves ${tag} without a fault: from right to left in Arabic, and in words a third longer`, async () => {
      for (const [lang, dir] of [
        ['ar', 'rtl'],
        ['en-XA', 'ltr'],
      ] as const) {
        for (const width of [320, 735, 860, 1040]) {
          const element = put(tag as 'roster-members', { page: { lang, dir }, ...attributes() });
          element.parentElement!.style.inlineSize = `${width}px`;
          await until(() => element.shadowRoot?.firstElementChild, 'it is drawn');
          await settled(element);
          for (const motion of element.shadowRoot!.getAnimations())
            if (Number.isFinite(motion.effect?.getComputedTiming().endTime)) motion.finish();
          const { violations } = await axe.run(element.parentElement!, {
            rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
          });
          const faults = violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html).join(' ')}`);
          expect(faults, `${lang} at ${width} px`).to.deep.equal([]);
          const { scrollWidth, clientWidth } = element.parentElement!;
          expect(scrollWidth, `nothing sticks out in ${lang} at ${width} px`).to.be.at.most(clientWidth);
          element.parentElement!.remove();
        }
      }
    }).timeout(90_000);
  }
});
