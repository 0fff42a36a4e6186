import assert from 'node:assert/strict';
import type { BulkAction, BulkAnswer, InviteAnswer } from '../../server/contract/index.ts';
import {
  admins,
  clashes,
  clashOf,
  copyOf,
  effective,
  giveBack,
  knownTo,
  mayGet,
  outcome,
  placed,
  roomFor,
  type Contents,
  type Kind,
  type Person,
  type Turn,
} from './model.ts';

/** What one request does to many people, of which each is answered by itself. */
interface Bulk {
  /** At most so many of them; what can be undone is undone by one request, which takes fifty. */
  most: number;
  /** The only state it can be done in, and what is answered in any other. */
  only?: [status: Person['status'], code: string];
  change: (turn: Turn, one: Person, id: string, after: Contents) => void;
  /** What has to be said beside the action; undefined where nothing was drawn for it. */
  gives?: (turn: Turn) => object | undefined;
  undoable?: true;
}

const roles = ({ roleIds }: Turn): object | undefined => (roleIds.length > 0 ? { roles: roleIds } : undefined);
const group = ({ groupId }: Turn): object | undefined => (groupId === undefined ? undefined : { group: groupId });

const actions: Record<BulkAction, Bulk> = {
  suspend: {
    most: 40,
    only: ['active', 'invalid'],
    change: (_, one) => void (one.status = 'suspended'),
    undoable: true,
  },
  reactivate: { most: 40, only: ['suspended', 'invalid'], change: (_, one) => void (one.status = 'active') },
  // Fewer than come, or nobody would be left to do anything to.
  remove: { most: 4, change: (_turn, _one, id, after) => void after.members.delete(id) },
  revoke: {
    most: 20,
    only: ['invited', 'not_pending'],
    change: (_turn, _one, id, after) => void after.members.delete(id),
    undoable: true,
  },
  resend: { most: 20, only: ['invited', 'not_pending'], change: () => {} },
  addRoles: {
    most: 30,
    gives: roles,
    change: ({ roles: given }, one) => given.forEach((role) => one.roles.add(role)),
    undoable: true,
  },
  removeRoles: {
    most: 30,
    gives: roles,
    change: ({ roles: given }, one) => given.forEach((role) => one.roles.delete(role)),
    undoable: true,
  },
  addToGroup: {
    most: 30,
    gives: group,
    change: ({ groupId }, one) => void one.groups.add(groupId!),
    undoable: true,
  },
  removeFromGroup: {
    most: 30,
    gives: group,
    change: ({ groupId }, one) => void one.groups.delete(groupId!),
    undoable: true,
  },
};

/** Some of those who are here, beginning anywhere, beside each other or not. */
function some({ at, from, who, flag }: Turn, most: number): string[] {
  const ids = [...at.members.keys()];
  const count = Math.min(ids.length, 1 + ((from * 7 + who * 3) % most));
  return [...new Set(Array.from({ length: count }, (_, index) => ids[(from + index * (flag ? 1 : 7)) % ids.length]!))];
}

interface Expected {
  /** What is answered for each: done, unchanged, or the code of the refusal. */
  answers: Map<string, string>;
  after: Contents;
}

function judge(turn: Turn, { most, only, change, gives }: Bulk): Expected {
  const { at } = turn;
  const answers = new Map<string, string>();
  for (const id of some(turn, most)) {
    const person = at.members.get(id)!;
    const one = { ...person, roles: new Set(person.roles), groups: new Set(person.groups) };
    if (gives) change(turn, one, id, at);
    const same = one.roles.size === person.roles.size && one.groups.size === person.groups.size;
    if (only && person.status !== only[0]) answers.set(id, only[1]);
    else if (gives && same) answers.set(id, 'unchanged');
    else answers.set(id, clashes(effective(at, one)) ? 'role_exclusive' : 'done');
  }
  for (;;) {
    const after = copyOf(at);
    const going = [...answers].filter(([, answer]) => answer === 'done').map(([id]) => id);
    for (const id of going) change(turn, after.members.get(id)!, id, after);
    if (admins(after) >= Math.min(1, admins(at))) return { answers, after };
    // One of the last admins stays, and with them whoever can stay changed.
    const isAdmin = (person: Person): boolean => person.status === 'active' && effective(at, person).has('admin');
    answers.set(
      going.findLast((id) => isAdmin(at.members.get(id)!))!,
      'last_admin',
    );
  }
}

const expected = new WeakMap<Turn, Expected>();

function toMany(action: BulkAction, bulk: Bulk): Kind {
  return {
    changes: (turn) => expected.get(turn)!.answers.size,
    expect(turn) {
      if (bulk.gives && !bulk.gives(turn)) return undefined;
      const judged = judge(turn, bulk);
      if (action === 'resend')
        for (const [id, answer] of judged.answers)
          if (answer === 'done' && !mayGet(turn, turn.at.members.get(id)!.email)) judged.answers.delete(id);
      if (judged.answers.size === 0) return undefined;
      expected.set(turn, judged);
      return { wrong: [], after: judged.after };
    },
    ask: (turn) =>
      turn.client.post('/members/bulk', {
        action,
        ids: [...expected.get(turn)!.answers.keys()],
        ...bulk.gives?.(turn),
      }),
    enter(turn, { results }: BulkAnswer) {
      const said = results.map(({ id, status, code }) => [id, status === 'refused' ? code : status]);
      assert.deepEqual(said, [...expected.get(turn)!.answers], `${action} in bulk`);
    },
    ...(bulk.undoable && { undoable: true }),
  };
}

/** Addresses of the organization's own, of which some are here already. */
function newcomers({ at, world, from, who }: Turn): string[] {
  const count = 1 + ((from + who * 5) % 30);
  return Array.from({ length: count }, (_, index) => `p${(from + index) % 60}${at.generation}@${world.slug}.example`);
}

const invited = new WeakMap<Turn, string[]>();

/** Steps that ask for many changes at once. */
export const kindsInBulk: Record<string, Kind> = {
  ...Object.fromEntries(
    Object.entries(actions).map(([action, bulk]) => [`${action} in bulk`, toMany(action as BulkAction, bulk)]),
  ),
  'invite in bulk': {
    weight: 2,
    changes: (turn) => invited.get(turn)!.length,
    expect(turn) {
      const room = newcomers(turn).slice(0, Math.max(0, roomFor(turn)));
      const emails = room.filter((email) => mayGet(turn, email));
      if (emails.length === 0) return undefined;
      invited.set(turn, emails);
      return outcome(turn.at, clashOf(turn), () => {});
    },
    ask: (turn) =>
      turn.client.post('/invitations', {
        people: invited.get(turn)!.map((email) => ({ email })),
        roles: turn.roleIds,
        groups: turn.groupIds,
      }),
    refused: (turn) => invited.get(turn)!.forEach((email) => giveBack(turn, email)),
    enter(turn, { results }: InviteAnswer, after) {
      assert.deepEqual(
        results.map(({ email }) => email),
        invited.get(turn),
      );
      for (const { email, status, member } of results) {
        const known = knownTo(turn.at, email);
        const wanted = !known ? 'invited' : known.status === 'invited' ? 'alreadyInvited' : 'alreadyMember';
        assert.equal(status, wanted, email);
        if (known) giveBack(turn, email);
        else after.members.set(member!.id, { email, status: 'invited', ...placed(turn) });
      }
    },
  },
};
