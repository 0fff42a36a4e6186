import { expect } from '@open-wc/testing';
import '../../components/audit/define.ts';
import type {} from '../../components/audit/audit.ts';
import { expectAccessible, look, until, type Seen } from './support/looking.ts';
import { clearWorlds, world, type World } from './support/world.ts';

const rows = ({ root }: Seen): string[] =>
  [...root.querySelectorAll('tbody tr')].map((row) => row.textContent?.replace(/\s+/g, ' ').trim() ?? '');

async function given(): Promise<World> {
  return world({
    preset: 'directory',
    people: [
      { name: 'Ada Byron', roles: ['administrator'] },
      { name: 'Bo Diddley', roles: ['editor'] },
      { name: 'Cy Twombly', roles: ['viewer'] },
    ],
  });
}

describe('Whoever reads the audit log', () => {
  afterEach(clearWorlds);

  it('sees who did what to whom, newest first, with what was different before (D-06)', async () => {
    const w = await given();
    const bo = w.people['Bo Diddley']!.id;
    await w.api('Ada Byron').call('PATCH', `/members/${bo}`, { roles: [w.roles['analyst']] });
    await w.api('Ada Byron').call('POST', `/members/${bo}/suspension`);
    const element = await w.mount('roster-audit', 'Ada Byron');
    const seen = look(element);
    await until(() => rows(seen).length >= 2, 'the rows are there');
    const [first, second] = rows(seen);
    expect(first).to.contain('Ada Byron').and.to.contain('Suspended').and.to.contain('Bo Diddley');
    expect(second).to.contain('Changed').and.to.contain('Editor → Analyst');
    await expectAccessible(element);
  });

  it('asks for one person with a press on the name, and takes that back', async () => {
    const w = await given();
    await w.api('Ada Byron').call('POST', `/members/${w.people['Bo Diddley']!.id}/suspension`);
    await w.api('Ada Byron').call('POST', `/members/${w.people['Cy Twombly']!.id}/suspension`);
    const seen = look(await w.mount('roster-audit', 'Ada Byron'));
    await until(() => rows(seen).length >= 2, 'the rows are there');
    seen.row('Bo Diddley').querySelector<HTMLElement>('.a-target button')!.click();
    await until(() => rows(seen).length && rows(seen).every((row) => row.includes('Bo Diddley')), 'only those of Bo');
    seen.button('Clear filter: About Bo Diddley').click();
    await until(() => rows(seen).some((row) => row.includes('Cy Twombly')), 'all are back');
  });

  it('sees what others do appear by itself', async () => {
    const w = await given();
    const seen = look(await w.mount('roster-audit', 'Ada Byron'));
    await until(() => seen.root.querySelector('.panel[aria-busy=false]'), 'it is loaded');
    await w.api('Ada Byron').call('POST', `/members/${w.people['Cy Twombly']!.id}/suspension`);
    await until(() => rows(seen)[0]?.includes('Cy Twombly'), 'the row is there');
  });

  it('reads a removed person’s rows without their name (D-07, S-11)', async () => {
    const w = await given();
    const cy = w.people['Cy Twombly']!.id;
    await w.api('Ada Byron').call('PATCH', `/members/${cy}`, { name: 'Cyrus T' });
    await w.api('Ada Byron').call('DELETE', `/members/${cy}`);
    const seen = look(await w.mount('roster-audit', 'Ada Byron'));
    await until(() => rows(seen)[0]?.includes('Removed'), 'the row is there');
    expect(seen.text())
      .to.contain('User Removed')
      .and.not.to.match(/Cyrus|Twombly/);
  });

  it('is told in words where it may not be read', async () => {
    const w = await given();
    const seen = look(await w.mount('roster-audit', 'Cy Twombly'));
    await until(() => seen.text().includes('You do not have access to this'), 'it says so');
    expect(seen.root.querySelector('table')).to.equal(null);
  });
});
