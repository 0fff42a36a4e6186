import { expect } from '@open-wc/testing';
import '../../components/stats/define.ts';
import type {} from '../../components/stats/stats.ts';
import { expectAccessible, look, until } from './support/looking.ts';
import { clearWorlds, world } from './support/world.ts';

const people = [
  { name: 'Ada', roles: ['admin'] },
  { name: 'Bo', roles: ['agent'] },
  { name: 'Cy', roles: ['agent'] },
  { name: 'Di', roles: ['user'], status: 'invited' as const },
  { name: 'Ed', roles: ['agent'], status: 'suspended' as const },
];

describe('Whoever looks at the numbers of people', () => {
  afterEach(clearWorlds);

  it('reads how many are active, invited, inactive, and of each role (I-01)', async () => {
    const w = await world({ preset: 'insights', people });
    const element = await w.mount('roster-stats', 'Ada');
    const { text, root } = look(element);
    await until(() => text().includes('By role'), 'the numbers are there');
    const numbers = [...root.querySelectorAll('.numbers > div')].map((one) =>
      one.textContent?.replace(/\s+/g, ' ').trim(),
    );
    expect(numbers).to.deep.equal(['5 All', '3 Active', '1 Invited', '1 Inactive']);
    const roles = [...root.querySelectorAll('li')].map((one) => one.textContent?.replace(/\s+/g, ' ').trim());
    expect(roles).to.deep.equal(['Admin1', 'User1', 'Team Leader0', 'Agent3']);
    await expectAccessible(element);
  });

  it('sees the numbers move while others work (I-01)', async () => {
    const w = await world({ preset: 'insights', people });
    const element = await w.mount('roster-stats', 'Ada');
    const { root } = look(element);
    const active = (): string => root.querySelectorAll('.numbers dd')[1]?.textContent ?? '';
    await until(() => active() === '3', 'the numbers are there');
    await w.api('Ada').call('POST', `/members/${w.people['Bo']!.id}/suspension`);
    await until(() => active() === '2', 'one less is active');
  });

  it('is told in words where they may not be seen, and sees no number (I-01)', async () => {
    const w = await world({ preset: 'insights', people });
    const element = await w.mount('roster-stats', 'Bo');
    const { text } = look(element);
    await until(() => text().includes('You do not have access to this'), 'it says so');
    expect(text()).not.to.match(/\d/);
    expect(element.matches(':state(error)')).to.equal(true);
  });
});
