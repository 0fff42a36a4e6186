import { expect } from '@open-wc/testing';
import '../../components/define.ts';
import type { Members } from '../../components/members/members.ts';
import type { Provider } from '../../components/provider/provider.ts';
import { given as givenInvite, clearPage as clearInvites, HostPeople, paste, judged } from './invite-given.ts';
import { clearPage, givenMembers, openMenu, pause, press, until } from './support/given-members.ts';
import { problem, SampleSource } from './support/sample-source.ts';

const token = 'wt_0192f0c1a1b27c3d8e4f5a6b7c8d9e0f_secret';

/**
 * What of an event a stranger in the page can read: everything it has beside what every event has, to the bottom. An
 * element it came from is the host's own, and is left out.
 */
function readable(event: Event): string {
  const seen = new Set<unknown>();
  const values: string[] = [];
  const look = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return void values.push(String(value));
    if (seen.has(value) || value instanceof EventTarget) return;
    seen.add(value);
    for (
      let at: object | null = value;
      at && at !== Object.prototype;
      at = Object.getPrototypeOf(at) as object | null
    ) {
      if (at === Event.prototype) break;
      for (const name of Object.getOwnPropertyNames(at)) {
        const held = Object.getOwnPropertyDescriptor(at, name);
        if (name !== 'constructor' && typeof held?.value !== 'function') look((value as Record<string, unknown>)[name]);
      }
    }
  };
  look(event);
  return values.join('\n');
}

/** Listens at the document, as a foreign script of the page would, to every event that leaves an element. */
function listenIn(): { heard: { type: string; text: string }[]; stop(): void } {
  const heard: { type: string; text: string }[] = [];
  const { dispatchEvent } = EventTarget.prototype;
  const names = new Set<string>();
  const hear = (event: Event): void => {
    if (event.type.startsWith('roster-')) heard.push({ type: event.type, text: readable(event) });
  };
  // Whatever they are called: the names are learnt as the events are sent.
  EventTarget.prototype.dispatchEvent = function (this: EventTarget, event: Event): boolean {
    if (!names.has(event.type)) {
      names.add(event.type);
      document.addEventListener(event.type, hear);
    }
    return dispatchEvent.call(this, event);
  };
  return {
    heard,
    stop() {
      EventTarget.prototype.dispatchEvent = dispatchEvent;
      for (const name of names) document.removeEventListener(name, hear);
    },
  };
}

const typesOf = (heard: { type: string }[]): string[] => [...new Set(heard.map(({ type }) => type))].toSorted();
/** Of the shapes that pages which do listen would take. */
const forged = [
  { type: 'roster-token', token },
  { type: 'roster-invite-sent', results: [] },
  { type: 'roster:settings', settings: { apiUrl: 'https://evil.example', org: 'theirs', token, readonly: true } },
  { roster: { action: 'invite', people: [{ email: 'mallory@evil.example' }] } },
  { type: 'context-request', context: 'roster-source' },
  { method: 'getToken', id: 1 },
  'roster-refresh',
  JSON.stringify({ type: 'roster-navigate', href: 'https://evil.example' }),
];
const address = /@[\w-]+\.example/;

describe('A foreign script that listens at the document', () => {
  let spy: ReturnType<typeof listenIn>;
  beforeEach(() => (spy = listenIn()));
  afterEach(() => {
    spy.stop();
    clearPage();
    clearInvites();
  });

  it('hears of the table ids and choices only: an address where it is documented, a token nowhere (WID-03)', async () => {
    const given = await givenMembers({ attributes: { token } });
    given.element.selection = [given.source.members_[0]!.id];
    await given.element.updateComplete;
    given.tab(/^Active/).click();
    await until(() => typesOf(spy.heard).includes('roster-view-change'), 'the view changed');
    given.tab(/^All/).click();
    await until(() => given.text().includes('bjorn@'), 'everybody again');
    given.row('Ada Lovelace').querySelector<HTMLElement>('input[type=checkbox]')!.click();
    await until(() => typesOf(spy.heard).includes('roster-selection-change'), 'the selection changed');
    await openMenu(given, 'bjorn@');
    await press('Enter');
    await until(() => typesOf(spy.heard).includes('roster-invite-resent'), 'it was sent again');
    given.source.fault = (what) => (what === 'resend' ? problem(409, 'not_pending', 'Accepted meanwhile.') : undefined);
    await openMenu(given, 'bjorn@');
    await press('Enter');
    await until(() => typesOf(spy.heard).includes('roster-error'), 'it failed');
    for (const { type, text } of spy.heard) {
      expect(text, type).not.to.contain(token);
      // Their documentation says so: the member as the server answered, and a sentence that names a person.
      const documented = ['roster-invite-resent', 'roster-notify'].includes(type);
      if (!documented) expect(text, type).not.to.match(address);
    }
    expect(spy.heard.find(({ type }) => type === 'roster-invite-resent')!.text).to.match(address);
  });

  it('hears of invitations the addresses that are documented, with the request and its answer, and no others (WID-03)', async () => {
    const world = await givenInvite(new HostPeople());
    world.element.token = token;
    await world.element.updateComplete;
    await paste(world, 'grace@acme.example, ada@acme.example');
    await judged(world);
    world.send().click();
    await until(() => world.root.querySelector('.review'), 'the review is there');
    world.send().click();
    await until(() => typesOf(spy.heard).includes('roster-invite-sent'), 'they are sent');
    await pause(50);
    for (const { type, text } of spy.heard) {
      expect(text, type).not.to.contain(token);
      const documented = ['roster-before-invite-send', 'roster-invite-sent'].includes(type);
      if (documented) expect(text, type).to.match(address);
      else expect(text, type).not.to.match(address);
    }
  });
});

describe('A page of another origin that posts messages', () => {
  it('moves nothing: no element listens, none answers, nothing that is shown changes (WID-10)', async () => {
    const listening: string[] = [];
    const { addEventListener: add } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function (this: EventTarget, ...args: Parameters<typeof add>): void {
      if (args[0].startsWith('message')) listening.push(args[0]);
      add.apply(this, args);
    };
    const given = await givenMembers();
    const provider = document.createElement('roster-provider') as Provider;
    const source = new SampleSource();
    provider.source = source;
    const members = document.createElement('roster-members') as Members;
    const label = document.createElement('roster-user-label');
    label.memberId = source.members_[0]!.id;
    provider.append(members, label);
    document.body.append(provider);
    const invite = await givenInvite();
    await until(() => members.shadowRoot?.querySelectorAll('tbody .name').length === 25, 'the rows');
    await until(() => label.shadowRoot?.textContent?.includes('Ada'), 'the name');
    await pause(300);
    EventTarget.prototype.addEventListener = add;
    expect(listening).to.deep.equal([]);

    const roots = [given.element, members, label, invite.element, provider];
    const state = (): unknown => ({
      looks: roots.map((one) => `${one.outerHTML}${one.shadowRoot?.innerHTML ?? ''}`),
      asked: [
        given.source.calls.length,
        source.calls.length,
        invite.source.checks.length,
        invite.source.invites.length,
      ],
      told: [...given.told, ...invite.told],
      at: location.href,
    });
    const before = state();
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const stranger = frame.contentWindow!;
    const answers: unknown[] = [];
    const received: unknown[] = [];
    stranger.addEventListener('message', ({ data }) => answers.push(data));
    const receive = ({ data }: MessageEvent): void => void received.push(data);
    addEventListener('message', receive);
    for (const data of forged) {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = (event) => answers.push(event.data);
      const forgery = { data, source: stranger, ports: [port2] };
      for (const origin of ['https://evil.example', 'null', location.origin]) {
        dispatchEvent(new MessageEvent('message', { ...forgery, origin }));
        for (const root of roots)
          root.dispatchEvent(new MessageEvent('message', { ...forgery, origin, bubbles: true }));
      }
      postMessage(data, location.origin);
    }
    const sent = forged.length * (3 * (1 + roots.length) + 1);
    await until(() => received.length >= sent, 'all are there');
    await pause(300);
    removeEventListener('message', receive);
    expect(received, 'what the page heard is what was sent').to.have.length(sent);
    expect(answers).to.deep.equal([]);
    expect(state()).to.deep.equal(before);
    frame.remove();
    provider.remove();
    clearPage();
    clearInvites();
  });
});
