import { Listening } from '../../support/listening.ts';
import type { Tenant } from '../clerk.ts';
import { ask, newName, pause } from '../door.ts';
import type { Ledger } from '../ledger.ts';

/** What holds across processes. Milliseconds. */
export interface Across {
  /** From a change at one server until those who listen at the others had heard of it: the longest of some. */
  liveMs: number;
  /** From the answer of a suspension at one server until the others refused the member and ended their streams: the longest of some. */
  revokedMs: number;
  /** Of the five mails that one mailbox may get in an hour, asked for at all servers in turn. */
  permits: number;
}

export interface AcrossOptions {
  ledger: Ledger;
  doors: readonly string[];
  tenant: Tenant;
  other: Tenant;
}

const rounds = 5;
/** Milliseconds in which a revocation is seen everywhere; a machine that is busy with all of this is given as much again. */
const revokedIn = 2_000;

export async function acrossProcesses({ ledger, doors, tenant, other }: AcrossOptions): Promise<Across> {
  const { key, slug, roles } = tenant;
  const at = (index: number): string => doors[index % doors.length]!;
  // eslint-disable-next-line typescript/no-explicit-any -- what the route answers
  const insist = async (door: string, method: string, path: string, body?: unknown): Promise<any> => {
    for (let tries = 0; tries < 20; tries++) {
      const outcome = await ask(ledger, door, { method, path, token: key, body });
      if (outcome.kind === 'done') return outcome.answer.body;
      if (outcome.kind === 'refused' && outcome.answer.status !== 429) return outcome.answer.body;
      await pause(200);
    }
    throw new Error(`${method} ${path} is never answered`);
  };
  const listen = async (door: string, token: string): Promise<Listening> =>
    new Listening(await fetch(`${door}/roster/v1/events`, { headers: { authorization: `Bearer ${token}` } }));

  const across: Across = { liveMs: 0, revokedMs: 0, permits: 0 };
  const streams = await Promise.all(doors.map((door) => listen(door, key)));
  for (let round = 0; round < rounds; round++) {
    const email = `${newName('x')}@${slug}.example`;
    const body = { email, name: 'Across', roles: [roles['member']] };
    const { member } = await insist(at(round), 'POST', '/members', body);
    const start = performance.now();
    const heard = (stream: Listening): boolean => stream.events.some(({ data }) => data?.includes(member.id) === true);
    await Promise.all(streams.map((stream) => stream.until(() => heard(stream), 15_000)));
    across.liveMs = Math.max(across.liveMs, Math.round(performance.now() - start));

    const { token } = await insist(at(round), 'POST', '/tokens', { member: member.id });
    const own = await Promise.all(doors.map((door) => listen(door, token)));
    await insist(at(round + 1), 'POST', `/members/${member.id}/suspension`);
    const revoked = performance.now();
    await Promise.all(
      doors.map(async (door) => {
        while ((await ask(ledger, door, { method: 'GET', path: '/members', token })).kind === 'done') await pause(10);
      }),
    );
    await Promise.all(own.map((stream) => stream.end(15_000)));
    across.revokedMs = Math.max(across.revokedMs, Math.round(performance.now() - revoked));
  }
  for (const stream of streams) await stream.leave();
  if (across.revokedMs > revokedIn) ledger.hung.push(`a revocation was seen after ${across.revokedMs} ms`);

  const person = `${newName('r')}@${slug}.example`;
  const invited = await insist(at(0), 'POST', '/invitations', {
    people: [{ email: person }],
    roles: [roles['member']],
  });
  across.permits = invited.results[0].status === 'invited' ? 1 : 0;
  const { id } = invited.results[0].member;
  for (let tries = 0; tries < 9; tries++) {
    const door = at(tries + 1);
    const outcome = await ask(ledger, door, { method: 'POST', path: `/members/${id}/invitation/resend`, token: key });
    if (outcome.kind === 'done') across.permits++;
  }
  const elsewhere = {
    people: [{ email: person }],
    roles: [other.roles['member']],
    confirmedDomains: [`${slug}.example`],
  };
  const again = await ask(ledger, at(1), { method: 'POST', path: '/invitations', token: other.key, body: elsewhere });
  if (again.kind === 'done' && again.answer.body.results[0].status === 'invited') across.permits++;
  if (across.permits !== 5) ledger.duplicated.push(`one mailbox was given ${across.permits} of 5 permits`);
  return across;
}
