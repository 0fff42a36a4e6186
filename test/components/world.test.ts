import { expect } from '@open-wc/testing';
import '../../components/members/define.ts';
import { until } from './support/given-members.ts';
import { clearWorlds, world } from './support/world.ts';

const rowsOf = (element: HTMLElement): string[] =>
  [...element.shadowRoot!.querySelectorAll('tbody .name')].map((name) => name.textContent!.trim());

describe('An element on the real server', () => {
  afterEach(clearWorlds);

  it('shows the people of the organization, and what is changed behind its back', async function () {
    this.timeout(90_000);
    const w = await world({
      preset: 'default',
      people: [
        { name: 'Ada Alba', roles: ['admin'], groups: { Support: 'owner' } },
        { name: 'Bo Berg', roles: ['member'], groups: ['Support'] },
        { name: 'Cleo Cruz', roles: ['member'], status: 'invited' },
      ],
      groups: ['Support'],
    });
    const element = await w.mount('roster-members', 'Ada Alba');
    await until(() => rowsOf(element).length === 3, 'the people are there', 30_000);
    expect(rowsOf(element)).to.include.members(['Ada Alba', 'Bo Berg']);
    expect(element.shadowRoot!.textContent).to.contain('cleo.cruz@default.example').and.to.contain('Support');
    const [mail] = await w.mail(1);
    expect(mail!.to.address).to.equal('cleo.cruz@default.example');
    const changed = await w.api('Ada Alba').call('DELETE', `/members/${w.people['Cleo Cruz']!.id}/invitation`);
    expect(changed.status).to.be.within(200, 204);
    await element.refresh();
    await until(() => rowsOf(element).length === 2, 'the change is seen');
  });

  it('hears of changes as they happen: the stream is not held back by anything between', async () => {
    const w = await world({ people: [{ name: 'Ada', roles: ['admin'] }, { name: 'Bo' }] });
    const leave = new AbortController();
    const response = await fetch('/roster/v1/events', {
      headers: { authorization: `Bearer ${w.token('Ada')}` },
      signal: leave.signal,
    });
    expect(response.headers.get('content-type')).to.contain('text/event-stream');
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).to.contain('retry:');
    await w.api('Ada').call('POST', '/invitations', { people: [{ email: 'new@default.example' }] });
    for (let heard = ''; !heard.includes('event: member.invited');) heard += (await reader.read()).value;
    leave.abort();
  });

  it('says so where the person may not see anybody, and shows nothing of them', async () => {
    const w = await world({ people: [{ name: 'Ada', roles: ['admin'] }, { name: 'Nobody' }] });
    const reply = await w.api('Nobody').call('GET', '/members');
    expect(reply.status).to.equal(403);
    const element = await w.mount('roster-members', 'Nobody');
    await until(() => /another role/.test(element.shadowRoot!.textContent ?? ''), 'the refusal is shown');
    expect(rowsOf(element)).to.deep.equal([]);
    expect(element.shadowRoot!.textContent).not.to.contain('Ada');
  });
});
