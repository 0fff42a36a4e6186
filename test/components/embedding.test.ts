import { expect } from '@open-wc/testing';
import '../../components/define.ts';
import type { MemberOpenEvent } from '../../components/controllers/member.events.ts';
import type { Members } from '../../components/members/members.ts';
import type { Provider } from '../../components/provider/provider.ts';
import type { UserLabel } from '../../components/user-label/user-label.ts';
import { clearPage, givenMembers, openMenu, pause, press, until } from './support/given-members.ts';
import { problem, SampleSource } from './support/sample-source.ts';

const page = document.createElement('main');

describe('A product team that embeds the elements', () => {
  beforeEach(() => document.body.append(page));
  afterEach(() => {
    page.replaceChildren();
    page.remove();
    clearPage();
  });

  it('has the strictest rules a page can have in all of these tests: no style, script or markup from a string (WID-01)', async () => {
    const policy = new Promise<SecurityPolicyViolationEvent>((resolve) =>
      document.addEventListener('securitypolicyviolation', resolve, { once: true }),
    );
    const box = document.createElement('div');
    expect(() => (box.innerHTML = '<b>bold</b>')).to.throw(/TrustedHTML/);
    expect((await policy).originalPolicy)
      .to.contain("default-src 'none'")
      .and.to.contain("style-src 'self'")
      .and.to.contain("require-trusted-types-for 'script'")
      .and.to.contain('trusted-types lit-html')
      .and.not.to.contain('unsafe');
  });

  it('may load the same tags twice: the first ones stay, nothing is thrown, one warning (WID-04)', async () => {
    const warned: unknown[] = [];
    const { warn } = console;
    console.warn = (text: unknown) => void warned.push(text);
    const first = customElements.get('roster-members');
    const again = '../../components/members/define.ts?again';
    await import(again);
    console.warn = warn;
    expect(customElements.get('roster-members')).to.equal(first);
    // The very class again is no second copy.
    expect(warned).to.deep.equal([]);
    const { warnTwice } = await import('../../components/warn-twice.ts');
    console.warn = (text: unknown) => void warned.push(text);
    warnTwice('roster-members', class extends HTMLElement {});
    warnTwice('roster-invite', class extends HTMLElement {});
    console.warn = warn;
    expect(warned).to.have.length(1);
  });

  it('gives address, words and readonly once, to everything below a provider', async () => {
    const provider = document.createElement('roster-provider') as Provider;
    const members = document.createElement('roster-members') as Members;
    provider.source = new SampleSource();
    provider.readonly = true;
    provider.messages = { members: { heading: 'Crew' } };
    provider.headingLevel = 3;
    provider.append(members);
    page.append(provider);
    await until(() => members.shadowRoot?.querySelectorAll('tbody .name').length === 25, 'the rows');
    const heading = members.shadowRoot!.querySelector('h2')!;
    expect(heading.textContent?.trim()).to.equal('Crew');
    expect(heading.ariaLevel).to.equal('3');
    expect(members.shadowRoot!.querySelector('#invite, [data-menu], .pick')).to.equal(null);
    provider.source = new SampleSource({ domain: 'late.example' });
    await until(() => members.shadowRoot!.textContent?.includes('@late.example'), 'the other source');
  });

  it('has the settings taken whether set before or after the element is on the page, and a missing source is no noise', async () => {
    const members = document.createElement('roster-members') as Members;
    page.append(members);
    await members.updateComplete;
    expect(members.matches(':state(loading)')).to.equal(false);
    members.source = new SampleSource();
    await until(() => members.shadowRoot?.querySelectorAll('tbody .name').length === 25, 'the rows');
    members.role = 'admin';
    await until(
      () => members.shadowRoot?.querySelectorAll('tbody .name').length === 1,
      'the one admin, by the role’s key',
    );
  });

  it('narrows the portal and never widens it', async () => {
    const given = await givenMembers({ portal: { actions: ['resend'] } });
    given.element.portal = {
      columns: ['email', 'joined', 'name'],
      actions: ['resend', 'revoke', 'invite'],
      tabs: ['all'],
    };
    await given.element.updateComplete;
    await until(() => given.root.querySelectorAll('thead th.c-email').length === 1, 'the columns');
    expect(given.root.querySelector('.c-joined, #invite, .tabs')).to.equal(null);
    const menu = await openMenu(given, 'bjorn@');
    expect(menu.querySelectorAll('[role=menuitem]')).to.have.length(1);
  });

  it('adds a column of its own, and chooses among the portal’s', async () => {
    const given = await givenMembers();
    given.element.columns = ['name', { key: 'seat', label: 'Seat', render: (member) => member.id.slice(-2) }];
    await until(() => given.root.querySelector('th.own'), 'the column');
    expect(given.row('Ada Lovelace').querySelector('td.own')!.textContent).to.match(/^\d\d$/);
    given.element.setAttribute('columns', 'name, status');
    await until(() => given.root.querySelectorAll('thead th').length === 4, 'box, two columns, menu');
  });

  it('tells successes itself where it says notifications="none" or prevents one', async () => {
    for (const way of ['none', 'prevented']) {
      const given = await givenMembers({ attributes: way === 'none' ? { notifications: 'none' } : {} });
      if (way === 'prevented') given.element.addEventListener('roster-notify', (event) => event.preventDefault());
      await openMenu(given, 'bjorn@');
      await press('Enter');
      await until(() => given.told.includes('notify'), 'the host hears it');
      await pause(100);
      expect(given.root.querySelector('.toast')).to.equal(null);
      expect(given.said).to.deep.equal([]);
    }
  });

  it('puts the notices of all elements in the provider’s one pile; they wait while pointed at, and longer with a button', async () => {
    const provider = document.createElement('roster-provider') as Provider;
    provider.source = new SampleSource();
    const members = document.createElement('roster-members') as Members;
    provider.append(members);
    page.append(provider);
    await until(() => members.shadowRoot!.querySelector('[data-menu]'), 'the rows');
    const { NotifyEvent } = await import('../../components/controllers/notify.events.ts');
    let undone = 0;
    const event = new NotifyEvent({ text: 'Gone', action: { label: 'Undo', run: () => (undone += 1) } });
    members.dispatchEvent(event);
    event.present();
    await until(() => provider.shadowRoot!.querySelector('.toasts:popover-open .toast'), 'one toast');
    expect(members.shadowRoot!.querySelector('.toast')).to.equal(null);
    provider.shadowRoot!.querySelector<HTMLElement>('.toast .link')!.click();
    await until(() => !provider.shadowRoot!.querySelector('.toast'), 'used and gone');
    expect(undone).to.equal(1);
  });

  it('leaves nothing behind after ten thousand mounts, also in the middle of a request: no listener, timer, stream, request or memory (WID-05)', async () => {
    const source = new SampleSource({ count: 3 });
    source.delay = 5;
    const streams = new Set<AbortSignal>();
    source.events = (_, signal) => {
      streams.add(signal);
      signal.addEventListener('abort', () => streams.delete(signal));
    };
    const warm = document.createElement('roster-members');
    warm.source = source;
    page.append(warm);
    await until(() => streams.size === 1, 'what comes later is loaded, and it listens');
    warm.remove();
    expect(streams.size).to.equal(0);
    const listening = new Map<string, number>();
    const counted = [window, document].map((target) => {
      const { addEventListener, removeEventListener } = target;
      target.addEventListener = ((...args: Parameters<typeof addEventListener>) => {
        listening.set(args[0], (listening.get(args[0]) ?? 0) + 1);
        return addEventListener.apply(target, args);
      }) as typeof addEventListener;
      target.removeEventListener = ((...args: Parameters<typeof removeEventListener>) => {
        listening.set(args[0], (listening.get(args[0]) ?? 0) - 1);
        return removeEventListener.apply(target, args);
      }) as typeof removeEventListener;
      return () => Object.assign(target, { addEventListener, removeEventListener });
    });
    const timers = new Map<unknown, string>();
    const real = { setTimeout, clearTimeout };
    globalThis.setTimeout = ((run: () => void, wait?: number) => {
      const id = real.setTimeout.call(
        globalThis,
        () => {
          timers.delete(id);
          run();
        },
        wait,
      );
      timers.set(id, String(run));
      return id;
    }) as typeof setTimeout;
    globalThis.clearTimeout = (id) => {
      timers.delete(id);
      real.clearTimeout.call(globalThis, id);
    };
    const alive: WeakRef<Element>[] = [];
    for (let turn = 0; turn < 10_000; turn++) {
      const element = document.createElement('roster-members');
      element.source = source;
      element.pageSize = 1;
      page.append(element);
      if (turn % 30 === 0) await element.updateComplete;
      // The rest of the page has a turn now and then.
      if (turn % 100 === 0) await pause(0);
      if (turn % 500 === 0) await until(() => element.matches(':not(:state(loading))'), 'it is loaded');
      if (turn % 7 === 0) page.prepend(element);
      element.remove();
      if (turn % 100 === 0) alive.push(new WeakRef(element));
    }
    await until(() => source.pending === 0, 'no request is left');
    for (const restore of counted) restore();
    Object.assign(globalThis, real);
    expect([...listening].filter(([, count]) => count !== 0)).to.deep.equal([]);
    expect(streams.size, 'nobody listens').to.equal(0);
    expect([...timers.values()], 'no timer').to.deep.equal([]);
    const before = source.calls.length;
    dispatchEvent(new Event('focus'));
    document.dispatchEvent(new Event('visibilitychange'));
    await pause(50);
    expect(source.calls.length, 'nobody asks any more').to.equal(before);
    const kept = (): number => alive.filter((one) => one.deref()).length;
    for (let turn = 0; turn < 20 && kept() > 1; turn++) {
      // A reference that was looked at lives until the page has had a turn.
      await pause(20);
      (globalThis as unknown as { gc(): void }).gc();
    }
    expect(kept(), 'of a hundred; the last may still be held by what ran last').to.be.at.most(1);
  }).timeout(120_000);

  it('has `role` taken as the filter, and never given to a screen reader as a role', async () => {
    const given = await givenMembers({ attributes: { role: 'admin' } });
    expect(given.names()).to.deep.equal(['Ada Lovelace']);
    expect(given.element.role).to.equal('admin');
    expect(given.element.getAttribute('role'), 'what assistive technology sees').to.equal('none');
    given.element.setAttribute('role', 'billing-admin');
    await until(() => given.names().length > 1, 'another role');
    expect(given.element.getAttribute('role')).to.equal('none');
    given.element.removeAttribute('role');
    await until(() => given.text().includes('of 40'), 'everybody');
    // A page that keeps a copy of itself, as some do to go back to, brings no filter of that name along.
    const copy = given.element.cloneNode() as Members;
    copy.setAttribute('role', 'none');
    copy.source = given.source;
    page.append(copy);
    await until(() => copy.shadowRoot?.querySelectorAll('tbody .name').length === 25, 'the rows');
    given.element.role = 'admin';
    await until(() => given.names().length === 1, 'as a property');
    expect(given.element.hasAttribute('role')).to.equal(false);
  });

  it('shows a person by its own page where it prevents the element’s dialog', async () => {
    const given = await givenMembers();
    let event: MemberOpenEvent | undefined;
    given.element.addEventListener('roster-member-open', (one) => {
      event = one;
      one.preventDefault();
    });
    given.row('amara@').querySelector<HTMLElement>('button.name')!.click();
    expect(event).to.include({ member: given.source.members_[1]!.id });
    expect(event!.invoker!.textContent).to.contain('Amara Okonkwo');
    given.row('amara@').querySelector<HTMLElement>('.c-email .address')!.click();
    await pause(50);
    expect(given.told.filter((name) => name === 'member-open')).to.have.length(2);
    expect(given.root.querySelector('roster-member')).to.equal(null);
  });

  it('moves an element in the page, and finds it alive', async () => {
    const given = await givenMembers();
    const box = document.createElement('section');
    page.append(box);
    box.append(given.element);
    await given.element.updateComplete;
    await until(() => given.names().length === 25, 'the rows again');
    await openMenu(given, 'bjorn@');
  });

  it('puts a failure’s event before its own text, which it then leaves out', async () => {
    const given = await givenMembers();
    given.element.addEventListener('roster-error', (event) => event.preventDefault());
    given.source.fault = (what) => (what === 'resend' ? problem(409, 'not_pending', 'Accepted meanwhile.') : undefined);
    await openMenu(given, 'bjorn@');
    await press('Enter');
    await until(() => given.told.includes('error'), 'the host hears it');
    await given.element.updateComplete;
    expect(given.text()).not.to.contain('Accepted meanwhile.');
  });

  it('selects people with buttons of its own in the slot for them, where nothing else may be done', async () => {
    const given = await givenMembers({ portal: { actions: [] }, slotted: 'bulk-actions' });
    given.element.selection = [given.source.members_[0]!.id];
    await until(() => given.text().includes('1 selected'), 'the bar');
    expect(given.root.querySelector('.bulk slot[name=bulk-actions]')).not.to.equal(null);
  });
});

describe('A name anywhere in the host’s page', () => {
  beforeEach(() => document.body.append(page));
  afterEach(() => {
    page.replaceChildren();
    page.remove();
  });

  it('is asked for once for all names of the page, "User Removed" for whoever has left (S-11)', async () => {
    const source = new SampleSource();
    source.removed.set('mem_gone', 'Old Name');
    const provider = document.createElement('roster-provider') as Provider;
    provider.source = source;
    const labels = [source.members_[0]!.id, source.members_[1]!.id, 'mem_gone', 'mem_unknown'].map((id) => {
      const label = document.createElement('roster-user-label') as UserLabel;
      label.memberId = id;
      label.textContent = 'somebody';
      provider.append(label);
      return label;
    });
    page.append(provider);
    await until(() => labels[2]!.shadowRoot?.textContent?.includes('User Removed'), 'the names');
    expect(labels[0]!.shadowRoot!.querySelector('bdi')!.textContent).to.equal('Ada Lovelace');
    expect(labels[2]!.shadowRoot!.querySelector('[part~=removed]')).not.to.equal(null);
    expect(labels[3]!.matches(':state(empty)')).to.equal(true);
    expect(labels[3]!.shadowRoot!.querySelector('slot')).not.to.equal(null);
    expect(source.asked('labels')).to.have.length(1);
    labels[0]!.memberId = source.members_[2]!.id;
    await until(() => labels[0]!.shadowRoot!.textContent?.includes('أمل'), 'another person');
  });
});
