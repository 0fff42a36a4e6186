import type { Member, MemberChange, MemberCreated, MemberEffect, ProblemCode } from '../../server/contract/index.ts';
import { ask } from '../controllers/before-event.ts';
import {
  BeforeMemberCreateEvent,
  BeforeMemberUpdateEvent,
  MemberCreatedEvent,
  MemberUpdatedEvent,
} from '../controllers/member.events.ts';
import { toSourceError } from '../source/failure.ts';
import { changeOf, takesAway } from './member.change.ts';
import { inheritedRoles } from './member.inherited.ts';
import type { MemberDoing } from './member.doing.ts';

/** Codes that speak of one field, where the server names none. */
export const fieldOf: Partial<Record<ProblemCode, string>> = {
  email_taken: 'email',
  already_member: 'email',
  already_invited: 'email',
  role_exclusive: 'roles',
  last_admin: 'roles',
};

/** As much of an effect as is said. */
type Foreseen = Pick<MemberEffect, 'refused' | 'names'> & {
  roles: Pick<MemberEffect['roles'], 'lost' | 'gained'>;
  groups: Pick<MemberEffect['groups'], 'left'>;
};

/** Saves the form, or makes the person it is about. */
export async function save(doing: MemberDoing): Promise<void> {
  const { profile } = doing;
  if (profile.creating) return doing.during('', () => create(doing));
  const change = changeOf(profile.base, profile.draft);
  if (!Object.keys(change).length) return profile.leave();
  return doing.during('', () => update(doing, change));
}

async function update(doing: MemberDoing, change: MemberChange): Promise<void> {
  const { profile, words } = doing;
  const { person, host, source } = profile;
  if (!person || !(await agreed(doing, person, change))) return;
  if (!(await ask(host, new BeforeMemberUpdateEvent(person.id, change)))) {
    profile.faults = { '': words.held };
    return;
  }
  // The link that was sent stays valid this way; another address needs another link.
  const invitation = person.status === 'invited' && !('email' in change) && !('contact' in change);
  const send = invitation && person.can.editInvitation === true ? 'changeInvitation' : 'updateMember';
  const answer = await source[send](person.id, change, { version: person.version });
  profile.take(answer);
  const { label } = doing;
  doing.later.inStep();
  profile.leave();
  host.dispatchEvent(new MemberUpdatedEvent(answer.member));
  doing.told(words.saved(label), answer.member, answer.undo);
}

/** Says what would be taken away before it is, and does not even ask where it would be refused. */
async function agreed(doing: MemberDoing, person: Member, change: MemberChange): Promise<boolean> {
  const { profile, words } = doing;
  const { base, draft, common } = profile;
  const { label } = doing;
  const endsLink = person.status === 'invited' && 'email' in change;
  if (!takesAway(base, draft) && !endsLink) return true;
  const effect = await foresee(doing, person, change);
  if (effect.refused) {
    profile.faults = { [fieldOf[effect.refused.code] ?? '']: profile.connection.reason(effect.refused) };
    return false;
  }
  const sentences = effectOf(doing, label, effect);
  if (sentences.length && !draft.roles.length && !inheritedRoles(profile).length) sentences.push(words.losesAll);
  if (endsLink) sentences.push(words.endsLink);
  if (!sentences.length) return true;
  return doing.confirm.ask({
    title: words.effectTitle(label),
    detail: sentences.join(' '),
    verb: profile.words.save,
    cancel: common.cancel,
  });
}

/** What the server says the change would do; where nobody can tell that, what the form says. */
async function foresee({ profile }: MemberDoing, person: Member, change: MemberChange): Promise<Foreseen> {
  const { base, draft, source } = profile;
  if (person.can.update === true) {
    try {
      return await source.previewMemberUpdate(person.id, change, { version: person.version });
    } catch (cause) {
      // A host's own source may not foresee anything.
      if (toSourceError(cause).problem.code !== 'not_found') throw cause;
    }
  }
  const without = <Id>(a: readonly Id[], b: readonly Id[]): Id[] => a.filter((id) => !b.includes(id));
  const roles = { lost: without(base.roles, draft.roles), gained: without(draft.roles, base.roles) };
  return { refused: null, roles, groups: { left: without(base.groups, draft.groups) }, names: {} };
}

/** Who loses what, in words; nothing where nothing is lost. */
export function effectOf({ words, profile }: MemberDoing, name: string, { roles, groups, names }: Foreseen): string[] {
  const list = (ids: readonly string[]): string =>
    profile.formats.list(ids.map((id) => names[id] ?? profile.nameOf(id)));
  const found: string[] = [];
  if (roles.lost.length) found.push(words.loses(name, list(roles.lost)));
  if (groups.left.length) found.push(words.leaves(name, list(groups.left)));
  if (found.length && roles.gained.length) found.push(words.gains(name, list(roles.gained)));
  return found;
}

async function create(doing: MemberDoing): Promise<void> {
  const { profile, words } = doing;
  const { draft, host, source, password } = profile;
  const name = draft.name.trim();
  const request = {
    email: draft.email.trim(),
    ...(name ? { name } : {}),
    roles: [...draft.roles],
    groups: [...draft.groups],
    ...(password ? { temporaryPassword: password } : {}),
  };
  if (await ask(host, new BeforeMemberCreateEvent(request)))
    return created(doing, await source.createMember(request), password);
  profile.faults = { '': words.held };
}

async function created(
  doing: MemberDoing,
  { member, temporaryPassword, temporaryUntil }: MemberCreated,
  typed: string,
): Promise<void> {
  const { profile, words } = doing;
  const password = temporaryPassword ?? typed;
  const label = member.name ?? member.email;
  profile.base = profile.draft;
  profile.password = '';
  profile.touch();
  if (password && temporaryUntil) {
    const { CreatedView } = await import('./member.created.ts');
    doing.later.step = new CreatedView(doing, label, password, temporaryUntil);
    profile.dialog.focusHeading();
    profile.say(words.createdTitle(label));
  } else {
    profile.leave();
    doing.notices.tell({
      text: member.status === 'invited' ? words.invitedInstead(member.email) : words.created(label),
    });
  }
  profile.host.dispatchEvent(new MemberCreatedEvent(member));
}
