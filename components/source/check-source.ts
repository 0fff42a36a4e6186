import type { Capabilities, Member, MemberList, MemberQuery, RosterPermission } from '../../server/contract/index.ts';
import { BaseSource } from './base-source.ts';
import { routes } from './routes.ts';
import { SourceError, type Source } from './source.ts';

/** One way in which a source is not what elements expect of it. */
export interface SourceFinding {
  method: keyof Source;
  /** A sentence for whoever writes the source. */
  problem: string;
}

export interface SourceCheck {
  /**
   * An address that nobody has. With it the checks invite this person and revoke the invitation again; without it they
   * read alone and change nothing.
   */
  invite?: string;
}

type Method = Exclude<keyof Source, 'events'>;
type Report = (problem: string) => void;

/** What is called once the caller may do something. */
const methodsFor: Partial<Record<RosterPermission, Method[]>> = {
  'member:read': ['members', 'summary', 'member', 'labels'],
  'member:invite': ['check', 'invite'],
  'member:create': ['createMember'],
  'member:update': ['updateMember'],
  'member:remove': ['removeMember'],
  'member:suspend': ['suspend', 'reactivate'],
  'member:password': ['resetPassword'],
  'member:sessions': ['sessions', 'endSession', 'endSessions'],
  'member:export': ['exportMembers'],
  'group:read': ['groups', 'group', 'groupMembers'],
  'group:manage': ['createGroup', 'updateGroup', 'removeGroup'],
  'role:read': ['roles'],
  'role:manage': ['createRole', 'updateRole', 'removeRole'],
  'audit:read': ['audit'],
};

const statuses = ['active', 'invited', 'suspended'] as const;
/** Pages that are followed at most: enough to see whether paging ends. */
const pagesAtMost = 40;
const unknownMember = 'mem_7zzzzzzzzzzzzzzzzzzzzzzzzz';

/**
 * Asks a source what the elements ask, and compares the answers with what the interface says and with each other. For the
 * tests of a host that writes its own.
 *
 * @returns what is wrong, method by method; empty for a source that the elements can rely on. Never rejected.
 */
export async function checkSource(source: Source, { invite }: SourceCheck = {}): Promise<SourceFinding[]> {
  const findings: SourceFinding[] = [];
  /** Runs checks of one method; what they throw is a finding as well. */
  async function check(method: Method, run: (report: Report) => Promise<void>): Promise<void> {
    const report: Report = (problem) => void findings.push({ method, problem });
    try {
      await run(report);
    } catch (error) {
      const known = error instanceof SourceError;
      report(known ? `is refused: ${error.problem.code}` : `throws what is no SourceError: ${String(error)}`);
    }
  }

  for (const method of Object.keys(routes) as Method[]) {
    if (typeof source[method] !== 'function') findings.push({ method, problem: 'is missing: extend BaseSource' });
  }
  if (findings.length > 0) return findings;

  let capabilities: Capabilities | undefined;
  await check('capabilities', async (report) => {
    capabilities = await source.capabilities();
    checkCapabilities(capabilities, report);
  });
  if (!capabilities?.caller?.can) return findings;

  const may = (permission: RosterPermission): boolean => capabilities?.caller.can[permission] === true;
  for (const [permission, methods] of Object.entries(methodsFor) as [RosterPermission, Method[]][]) {
    if (!may(permission)) continue;
    for (const method of methods.filter((name) => source[name] === BaseSource.prototype[name])) {
      findings.push({ method, problem: `is left out, though the caller has ${permission}` });
    }
  }
  if (findings.length > 0 || !may('member:read')) return findings;

  const people: Member[] = [];
  await check('members', (report) => checkMembers(source, people, report));
  await check('summary', (report) => checkSummary(source, report));
  if (people.length > 0) {
    await check('member', (report) => checkMember(source, people[0]!, report));
    await check('labels', (report) => checkLabels(source, people[0]!, report));
    if (may('member:invite')) await check('check', (report) => checkAddresses(source, people[0]!, report));
  }
  if (invite && may('member:invite')) {
    await check('invite', (report) => checkInvitation(source, invite, capabilities!, report));
  }
  return findings;
}

function checkCapabilities({ organization, portal, roles, caller }: Capabilities, report: Report): void {
  if (!organization?.id || !organization.name) report('organization has no id or no name');
  if (!Array.isArray(portal?.columns) || !Array.isArray(portal.tabs)) report('portal has no columns or no tabs');
  if (!Array.isArray(roles)) return report('roles is no list');
  if (roles.some(({ id, key, name }) => !id || !key || !name)) report('a role has no id, key or name');
  if (!caller?.can) report('caller.can is missing: nothing would be offered to anybody');
  for (const [permission, can] of Object.entries(caller?.can ?? {}))
    refusalOf(can, `caller.can['${permission}']`, report);
}

/** A refusal names its code and a reason that people read. */
function refusalOf(can: unknown, where: string, report: Report): void {
  if (can === true) return;
  const { ok, code, reason } = (can ?? {}) as Record<string, unknown>;
  if (ok !== false || !code || !reason) report(`${where} is neither true nor {ok: false, code, reason}`);
}

async function checkMembers(source: Source, people: Member[], report: Report): Promise<void> {
  const first = await source.members({ limit: 2 });
  if (!Array.isArray(first.items)) return report('items is no list');
  if (first.items.length > 2) report(`gives ${first.items.length} people where two were asked for`);
  if (!Number.isInteger(first.total)) report('total is no whole number');
  await followPages(source, first, people, report);
  for (const member of people) checkItem(member, report);
  if (new Set(people.map(({ id }) => id)).size < people.length) report('gives the same person on two pages');
  const [one] = people;
  if (!one) return;
  const ids = async (query: MemberQuery): Promise<string[]> =>
    (await source.members({ limit: 100, ...query })).items.map(({ id }) => id);
  if (!(await ids({ query: one.email })).includes(one.id)) report('does not find a person by their address');
  const nobody = await source.members({ query: 'nobody-is-called-this-7391', limit: 2 });
  if (nobody.items.length > 0 || nobody.total !== 0) report('finds people whose name and address do not match');
  for (const status of statuses) {
    const { items } = await source.members({ status: [status], limit: 100 });
    if (items.some((member) => member.status !== status)) report(`gives others when asked for ${status} people`);
  }
  if (people.length > 1 && first.total <= 100) {
    const up = await ids({ sort: 'email' });
    const down = await ids({ sort: '-email' });
    if (up.join() !== down.toReversed().join()) report('the order -email is not the reverse of email');
  }
}

async function followPages(source: Source, first: MemberList, people: Member[], report: Report): Promise<void> {
  let page = first;
  people.push(...page.items);
  for (let count = 1; page.next !== null; count++) {
    if (typeof page.next !== 'string') return report('next is neither a cursor nor null');
    if (count === pagesAtMost) return;
    page = await source.members({ limit: 2, cursor: page.next });
    if (page.items.length === 0) return report('a cursor leads to a page without anybody');
    people.push(...page.items);
  }
  if (people.length !== first.total) report(`says ${first.total} in total, and its pages have ${people.length}`);
}

function checkItem(member: Member, report: Report): void {
  const { id, status, email, roles, inheritedRoles, groups, version, can } = member;
  const who = email || id;
  if (!id || !email) report(`${who || 'somebody'} has no id or no address`);
  if (!statuses.includes(status)) report(`${who} has the status ${String(status)}`);
  if (![roles, inheritedRoles, groups].every(Array.isArray))
    report(`${who}: roles, inheritedRoles or groups is no list`);
  if (!Number.isInteger(version)) report(`${who} has no version`);
  if ((status === 'invited') !== Boolean(member.invitation))
    report(`${who}: invited, and invitation, say different things`);
  if (!can) return report(`${who} has no can: nothing would be offered`);
  for (const [action, one] of Object.entries(can)) refusalOf(one, `can.${action} of ${who}`, report);
}

async function checkSummary(source: Source, report: Report): Promise<void> {
  const { total, byStatus } = await source.summary();
  const list = await source.members({ limit: 1 });
  const sum = statuses.reduce((all, status) => all + (byStatus?.[status] ?? 0), 0);
  if (sum !== total) report(`says ${total} in total, and its statuses have ${sum}`);
  if (!list.atLeast && list.total !== total) report(`says ${total} in total, and members says ${list.total}`);
}

async function checkMember(source: Source, { id }: Member, report: Report): Promise<void> {
  const { member } = await source.member(id);
  if (member?.id !== id) report('gives somebody else than was asked for');
  try {
    await source.member(unknownMember);
    report('gives somebody for an id that nobody has');
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    if (error.problem.code !== 'not_found') report(`an id that nobody has is refused as ${error.problem.code}`);
  }
}

async function checkLabels(source: Source, { id }: Member, report: Report): Promise<void> {
  const { items } = await source.labels([id]);
  if (!items.some((item) => item.id === id && item.name)) report('has no name for a person of the list');
}

async function checkAddresses(source: Source, { email, status }: Member, report: Report): Promise<void> {
  const { items } = await source.check([email, 'no address']);
  const [known, malformed] = [0, 1].map((at) => items.find(({ index }) => index === at));
  const expected = status === 'invited' ? 'invited' : 'member';
  if (known?.state !== expected) report(`says ${known?.state ?? 'nothing'} of somebody who is ${expected} already`);
  if (malformed?.state !== 'malformed') report('takes what is no address');
}

async function checkInvitation(source: Source, email: string, { roles }: Capabilities, report: Report): Promise<void> {
  const role = roles.find(({ can }) => can.assign === true);
  const { results } = await source.invite({ people: [{ email }], roles: role ? [role.id] : [] });
  const [result] = results;
  if (result?.status !== 'invited') return report(`answers ${result?.status ?? 'nothing'} for a new address`);
  const found = await source.members({ query: email, limit: 2 });
  const member = found.items.find((one) => one.email.toLowerCase() === email.toLowerCase());
  if (!member) return report('whom it invited is not among the members');
  if (member.status !== 'invited' || !member.invitation) report('whom it invited is not shown as invited');
  await source.revoke(member.id);
  const after = await source.members({ query: email, limit: 2 });
  if (after.items.some(({ id }) => id === member.id)) report('whose invitation was revoked is still among the members');
}
