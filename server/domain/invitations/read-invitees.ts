import { limits, type FieldProblem, type Portal } from '../../contract/index.ts';
import { cleanName, NameFault } from '../members/identity.ts';
import { Refused } from '../refused.ts';
import type { Invitee } from './invitation-rows.ts';
import { typedAddress } from '../addresses/canonical.ts';

/** As `InviteRequest`, with the bare UUIDs of roles and groups. */
export interface InviteInput {
  people: readonly {
    email: string;
    name?: string | undefined;
    roles?: readonly string[] | undefined;
    groups?: readonly string[] | undefined;
  }[];
  roles?: readonly string[] | undefined;
  groups?: readonly string[] | undefined;
  groupRole?: 'owner' | 'member' | undefined;
  message?: string | undefined;
  confirmedDomains?: readonly string[] | undefined;
}

/** A person of the request, and where in it their roles and groups stand. */
export interface Draft extends Invitee {
  domain: string;
  at: { roles: string; groups: string };
}

/** @throws Refused `invalid` with an entry for every address and name that needs a correction, so that nothing is sent */
export function readInvitees(
  { people, roles = [], groups = [], groupRole = 'member' }: InviteInput,
  portal: Portal,
): Draft[] {
  const most = Math.min(limits.invitesPerRequest, portal.limits.invitesPerRequest);
  if (people.length > most) {
    const detail = `At most ${most} people can be invited at once.`;
    throw new Refused('invalid', { detail, errors: [{ pointer: '/people', code: 'too_many', detail }] });
  }
  const faults: FieldProblem[] = [];
  const drafts = people.map((person, index): Draft => {
    const address = typedAddress(person.email);
    if (!address.ok) faults.push({ pointer: `/people/${index}/email`, code: address.code, detail: address.detail });
    const name = person.name === undefined ? null : cleanName(person.name);
    if (name instanceof NameFault)
      faults.push({ pointer: `/people/${index}/name`, code: name.code, detail: name.message });
    return {
      memberId: '',
      email: address.ok ? address.email : '',
      domain: address.ok ? address.domain : '',
      name: name instanceof NameFault ? null : name,
      roles: person.roles ?? roles,
      groups: person.groups ?? groups,
      groupRole,
      at: {
        roles: person.roles ? `/people/${index}` : '',
        groups: person.groups ? `/people/${index}` : '',
      },
    };
  });
  refuseFaults(faults);
  return drafts;
}

/** @throws Refused `invalid`, if there is anything to say */
export function refuseFaults(errors: FieldProblem[]): void {
  if (errors.length === 0) return;
  const detail = errors.length === 1 ? errors[0]!.detail : `${errors.length} fields need a correction.`;
  throw new Refused('invalid', { detail, errors });
}

/** Line breaks stay; what is not drawn or would turn the text around goes. */
export function cleanMessage(message: string | undefined): string | null {
  return (
    message
      ?.replace(/\r\n?/g, '\n')
      .replace(/[^\P{Cc}\n\t]|\p{Bidi_Control}/gu, '')
      .trim() || null
  );
}
