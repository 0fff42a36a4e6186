import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../components/portal/define.ts';
import type {} from '../../components/portal/portal.ts';
import { expectAccessible, look, until, type Seen } from './support/looking.ts';
import { clearWorlds, world, type World } from './support/world.ts';

const start = location.pathname + location.search;
const base = '/some/product/people';

async function given(): Promise<World> {
  return world({
    preset: 'spectra',
    portal: { features: {} },
    people: [
      { name: 'Ada Byron', roles: ['org-admin'], groups: ['Firmware', 'Research'] },
      { name: 'Bo Diddley', roles: ['org-member'], groups: { Firmware: 'owner' } },
      { name: 'Cy Twombly', roles: ['org-member'] },
    ],
    groups: ['Firmware', 'Research', 'Legal'],
  });
}

const link = ({ root }: Seen, name: string): HTMLElement =>
  [...root.querySelectorAll<HTMLElement>('nav [data-place]')].find((one) => one.textContent?.trim() === name)!;
const inside = ({ root }: Seen, tag: string): ShadowRoot | null | undefined =>
  root.querySelector(`#content > ${tag}`)?.shadowRoot;
const shows = (seen: Seen, tag: string, text: string): Promise<unknown> =>
  until(() => inside(seen, tag)?.textContent?.includes(text), `${tag} shows ${text}`);

describe('Whoever works in the portal', () => {
  beforeEach(() => history.pushState(null, '', base));
  afterEach(() => {
    clearWorlds();
    history.pushState(null, '', start);
  });

  it('goes from the members to groups and to the members of one group by the sidebar, which is always there (S-03)', async () => {
    const w = await given();
    const element = await w.mount('roster-portal', 'Ada Byron', { 'base-path': base });
    const seen = look(element);
    await shows(seen, 'roster-members', 'Bo Diddley');
    await expectAccessible(element);
    link(seen, 'Groups').click();
    await shows(seen, 'roster-groups', 'Research');
    expect(location.pathname).to.equal(`${base}/groups`);
    expect(seen.root.activeElement?.id).to.equal('content');
    link(seen, 'Firmware').click();
    await shows(seen, 'roster-group', 'Bo Diddley');
    expect(location.pathname).to.equal(`${base}/groups/${w.groups['Firmware']}`);
    expect(link(seen, 'Firmware').getAttribute('aria-current')).to.equal('page');
    expect(inside(seen, 'roster-group')!.textContent).not.to.contain('Cy Twombly');
  });

  it('goes by the keyboard, back and forward (S-03)', async () => {
    const w = await given();
    const seen = look(await w.mount('roster-portal', 'Ada Byron', { 'base-path': base }));
    await shows(seen, 'roster-members', 'Bo Diddley');
    link(seen, 'Groups').focus();
    await sendKeys({ press: 'Enter' });
    await shows(seen, 'roster-groups', 'Research');
    history.back();
    await shows(seen, 'roster-members', 'Bo Diddley');
    expect(location.pathname).to.equal(base);
    history.forward();
    await shows(seen, 'roster-groups', 'Research');
  });

  it('switches in the header between the groups they belong to, and no others (S-03)', async () => {
    const w = await given();
    const seen = look(await w.mount('roster-portal', 'Ada Byron', { 'base-path': base }));
    const select = await until(
      () => seen.root.querySelector<HTMLSelectElement>('.switch select'),
      'the switch is there',
    );
    expect([...select.options].map(({ label }) => label)).to.deep.equal(['All groups', 'Firmware', 'Research']);
    select.value = w.groups['Research']!;
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await shows(seen, 'roster-group', 'Ada Byron');
    expect(location.pathname).to.equal(`${base}/groups/${w.groups['Research']}`);
  });

  it('opens a deep link where it points to, also to one person', async () => {
    const w = await given();
    history.pushState(null, '', `${base}/members/${w.people['Bo Diddley']!.id}`);
    const seen = look(await w.mount('roster-portal', 'Ada Byron', { 'base-path': base }));
    await shows(seen, 'roster-member', 'bo.diddley@spectra.example');
  });

  it('finds search, filter and order in the address of the page where the host asks for it (S-02)', async () => {
    const w = await given();
    history.pushState(null, '', `${base}?theirs=1&q=bo&sort=-email`);
    const seen = look(await w.mount('roster-portal', 'Ada Byron', { 'base-path': base, 'view-in-url': '' }));
    await shows(seen, 'roster-members', 'Bo Diddley');
    const root = inside(seen, 'roster-members')!;
    await until(() => root.querySelectorAll('tbody tr').length === 1, 'only Bo is found');
    const search = root.querySelector<HTMLInputElement>('input[type=search]')!;
    expect(search.value).to.equal('bo');
    search.focus();
    await sendKeys({ press: 'Escape' });
    await until(() => !location.search.includes('q='), 'the address follows');
    expect(location.search).to.equal('?theirs=1&sort=-email&tab=all');
  });

  it('keeps the host’s other links and its history untouched', async () => {
    const w = await given();
    const element = await w.mount('roster-portal', 'Ada Byron', { 'base-path': base });
    const seen = look(element);
    await shows(seen, 'roster-members', 'Bo Diddley');
    const outer = document.createElement('a');
    outer.href = '/elsewhere';
    element.parentElement!.append(outer);
    let prevented: boolean | undefined;
    const last = (event: Event): void => {
      prevented = event.defaultPrevented;
      event.preventDefault();
    };
    addEventListener('click', last, { once: true });
    outer.click();
    history.pushState({ theirs: true }, '', '/elsewhere');
    dispatchEvent(new PopStateEvent('popstate'));
    await element.updateComplete;
    expect(inside(seen, 'roster-members'), 'still the members').to.not.equal(undefined);
    expect(history.state).to.deep.equal({ theirs: true });
    expect(prevented).to.equal(false);
  });

  it('works without an address of its own', async () => {
    const w = await given();
    const seen = look(await w.mount('roster-portal', 'Ada Byron'));
    await shows(seen, 'roster-members', 'Bo Diddley');
    link(seen, 'Groups').click();
    await shows(seen, 'roster-groups', 'Research');
    expect(location.pathname).to.equal(base);
  });

  it('sees a group that another one makes appear in the sidebar', async () => {
    const w = await given();
    const seen = look(await w.mount('roster-portal', 'Ada Byron', { 'base-path': base }));
    await until(() => link(seen, 'Legal'), 'the groups are there');
    const { status } = await w.api('Ada Byron').call('POST', '/groups', { name: 'Harbour' });
    expect(status).to.equal(201);
    await until(() => link(seen, 'Harbour'), 'the new one is there');
  });

  it('is told in words where they may see nothing (A-01)', async () => {
    const w = await world({
      preset: 'directory',
      people: [
        { name: 'Ada', roles: ['administrator'] },
        { name: 'Di', roles: ['viewer'] },
      ],
    });
    const seen = look(await w.mount('roster-portal', 'Di'));
    await until(() => inside(seen, 'roster-members')?.textContent?.includes('You do not have access'), 'it says so');
    expect(seen.root.querySelectorAll('nav [data-place]').length).to.equal(0);
  });
});
