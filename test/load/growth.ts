/** What each route costs with many members beside its cost with few: in time, and in pages of the database. */
import { toId } from '../../server/contract/index.ts';
import type { Row } from './print.ts';
import { compare, type Side } from './side.ts';

/** Asks once; what it needs of the organization is found before. */
type Ask = (side: Side) => () => Promise<unknown>;

interface Known {
  admin: string;
  common: string;
  somebody: string;
  place: string;
  names: string;
}

async function know(side: Side): Promise<Known> {
  const { items: roles } = (await side.get('/roles')) as { items: { id: string; key: string }[] };
  const { items, next } = (await side.get('/members?limit=100')) as {
    items: { id: string; status: string }[];
    next: string;
  };
  const role = (key: string): string => roles.find((one) => one.key === key)!.id;
  return {
    admin: role('admin'),
    common: role('member'),
    // Who can be suspended.
    somebody: items.slice(50).find(({ status }) => status === 'active')!.id,
    place: encodeURIComponent(next),
    names: items
      .slice(0, 50)
      .map(({ id }) => `id=${id}`)
      .join('&'),
  };
}

export async function growth(big: Side, little: Side): Promise<(() => Promise<Row[]>)[]> {
  const known = new Map([
    [little, await know(little)],
    [big, await know(big)],
  ]);
  const of = (side: Side): Known => known.get(side)!;
  const group = (side: Side): string => toId('grp', side.groupId);
  const read =
    (path: (side: Side) => string): Ask =>
    (side) =>
    () =>
      side.get(path(side));
  const list = (query: (side: Side) => string): Ask => read((side) => `/members?limit=25&${query(side)}`);
  let invited = Date.now();
  const people = (side: Side, count: number): { email: string }[] =>
    Array.from({ length: count }, () => ({ email: `grown${invited++}@${side.slug}.example` }));
  const invite = (side: Side, count: number): Promise<unknown> =>
    side.post('/invitations', { people: people(side, count), roles: [of(side).common] });

  const routes: [name: string, ask: Ask, rounds?: number][] = [
    ['list', list(() => '')],
    ['list, a later page', list((side) => `cursor=${of(side).place}`)],
    ['list by name, backwards', list(() => 'sort=-name')],
    ['list by joining', list(() => 'sort=joinedAt')],
    ['list by last activity', list(() => 'sort=-lastActiveAt')],
    ['search, a common word', list(() => 'query=ada')],
    ['search, one letter', list(() => 'query=a')],
    ['search, two words', list(() => 'query=ada+bra')],
    ['search, two words by name', list(() => 'query=ada+bra&sort=name')],
    ['search, a common word by last activity', list(() => 'query=ada&sort=-lastActiveAt')],
    ['search, a common word by name', list(() => 'query=ada&sort=-name')],
    ['search, nothing', list(() => 'query=zzz')],
    ['search and status', list(() => 'query=goro&status=suspended')],
    ['search and a status nobody has of it', list(() => 'query=fat&status=invited')],
    ['search and group', list((side) => `query=bra&group=${group(side)}`)],
    ['search and a group nobody is in of it', list((side) => `query=bjo&group=${group(side)}`)],
    ['a status, by joining', list(() => 'status=suspended&sort=-joinedAt')],
    ['a group, by name', list((side) => `group=${group(side)}&sort=name`)],
    ['a group and a status, by last activity', list((side) => `group=${group(side)}&status=active&sort=lastActiveAt`)],
    ['a group and a status nobody has both', list((side) => `group=${group(side)}&status=suspended`)],
    ['a group and a role', list((side) => `group=${group(side)}&role=${of(side).common}`)],
    ['a rare role', list((side) => `role=${of(side).admin}`)],
    ['summary', read(() => '/members/summary')],
    ['capabilities', read(() => '/capabilities')],
    ['one member', read((side) => `/members/${of(side).somebody}`)],
    ['access of one member', read((side) => `/members/${of(side).somebody}/access`)],
    ['labels', read((side) => `/labels?${of(side).names}`)],
    ['groups', read(() => '/groups')],
    ['groups, searched', read(() => '/groups?query=team')],
    ['members of a group', read((side) => `/groups/${group(side)}/members?limit=25`)],
    ['members of a group, searched', read((side) => `/groups/${group(side)}/members?limit=25&query=ada`)],
    ['roles', read(() => '/roles')],
    ['audit', read(() => '/audit?limit=25')],
    ['audit of one action', read(() => '/audit?limit=25&action=member.suspended')],
    ['audit of one person', read((side) => `/audit?limit=25&target=${of(side).somebody}`)],
    ['export, the first piece', (side) => () => side.begin('/members/export')],
    ['one invitation', (side) => () => invite(side, 1), 40],
    ['100 invitations in one request', (side) => () => invite(side, 100), 20],
    [
      'a role given and taken',
      (side) => async () => {
        const { member } = (await side.get(`/members/${of(side).somebody}`)) as { member: { roles: string[] } };
        const roles = member.roles.includes(of(side).admin) ? [of(side).common] : [of(side).admin];
        await side.patch(`/members/${of(side).somebody}`, { roles });
      },
      40,
    ],
    [
      'a suspension and its end',
      (side) => async () => {
        await side.post(`/members/${of(side).somebody}/suspension`, {});
        await side.delete(`/members/${of(side).somebody}/suspension`);
      },
      40,
    ],
    [
      'an invitation and its acceptance',
      (side) => async () => {
        const answer = (await invite(side, 1)) as { results: { member: { id: string } }[] };
        await side.accept(answer.results[0]!.member.id);
      },
      40,
    ],
  ];
  return routes.map(([name, ask, rounds = 300]) => async () => {
    const [ours, other] = [ask(big), ask(little)];
    const sizes = `${name}: ${big.members} ÷ ${little.members} members`;
    const times = await compare(ours, other, rounds);
    const pages = { ours: await big.pagesOf(ours), other: await little.pagesOf(other) };
    return [
      { name: sizes, ...times, goal: 1.5, unit: 'ms' },
      { name: `${sizes}, pages read`, ...pages, goal: 1.5, unit: 'pages' },
    ];
  });
}

/** What a database has written to disk because it did not fit into memory, since its server started. */
export async function spilled(side: Side): Promise<Row> {
  const name = `spilled to disk by all routes of ${side.members}, 1 + bytes ÷ 1`;
  return { name, ours: 1 + (await side.spilled()), other: 1, goal: 1, unit: 'bytes' };
}
