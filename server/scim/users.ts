import { toId } from '../contract/index.ts';
import type { Context } from '../domain/context.ts';
import { revokeInvitation } from '../domain/invitations/revoke-invitation.ts';
import { createMember } from '../domain/members/create-member.ts';
import { reactivateMember } from '../domain/members/reactivate-member.ts';
import { removeMember } from '../domain/members/remove-member.ts';
import { suspendMember } from '../domain/members/suspend-member.ts';
import { updateMember } from '../domain/members/update-member.ts';
import { authorizeProvisioning } from '../domain/provisioning/authorize-provisioning.ts';
import { findPeople, findPerson, holdPerson, type ProvisionedPerson } from '../domain/provisioning/find-people.ts';
import { identifyPerson } from '../domain/provisioning/identify-person.ts';
import { readRoleNames } from '../domain/provisioning/read-role-names.ts';
import { ScimFault } from './fault.ts';
import { answerList, sliceOf, type ListQuestion } from './list.ts';
import { enterpriseSchema, userSchema } from './names.ts';
import { project, type Projection } from './projection.ts';
import { readPatch, readResource } from './read-body.ts';
import { addressOf, assign, contactAfter, contactNames, nameAfter, partsOf, type UserDraft } from './user-draft.ts';
import { wantedPeople } from './wanted.ts';

/** @throws Refused `forbidden`; ScimFault */
export async function listUsers(asked: Context, question: ListQuestion): Promise<object> {
  const context = authorizeProvisioning(asked);
  const slice = sliceOf(question);
  const { people, total } = await findPeople(context, wantedPeople(question.filter), slice);
  const users = people.map((person) => project(toUser(context, person), question));
  return answerList(total, slice.skip + 1, users);
}

/** @throws Refused `forbidden`, `not_found` */
export async function readUser(asked: Context, id: string, projection: Projection): Promise<object> {
  const context = authorizeProvisioning(asked);
  return project(toUser(context, await findPerson(context, id)), projection);
}

/**
 * Makes an active member, without a password and without mail: they sign in elsewhere, or choose a password by a reset
 * message. Whose address has an account already is invited by mail, as by every other way: nobody is brought in by others.
 */
export async function createUser(asked: Context, body: unknown, projection: Projection): Promise<object> {
  const context = authorizeProvisioning(asked);
  const draft = draftOf(undefined, readResource(body, userSchema));
  if (draft.userName === undefined) throw new ScimFault('invalidValue', 'A user has a userName.');
  const name = nameAfter({ name: null, contact: {} }, draft);
  const contact = contactAfter({}, draft);
  const roles = await rolesOf(context, draft);
  const { memberId } = await createMember(context, {
    email: addressOf(draft),
    ...(name !== null && { name }),
    contact,
    ...(roles && { roles }),
    withoutPassword: true,
  });
  await identifyPerson(context, memberId, { userName: draft.userName, externalId: draft.externalId });
  if (draft.active === false) {
    const { status } = await findPerson(context, memberId);
    if (status === 'invited')
      throw new ScimFault('invalidValue', 'This person has an account and can only be invited: make them active.');
    await suspendMember(context, memberId);
  }
  return readUser(context, memberId, projection);
}

/**
 * What a resource does not say of a person's name, title and the like is cleared; their address, ids and whether they are
 * active stay, because providers leave them out that mean nothing by it.
 */
export async function replaceUser(
  asked: Context,
  id: string,
  body: unknown,
  projection: Projection,
  ifMatch: number | undefined,
): Promise<object> {
  const context = authorizeProvisioning(asked);
  const assignments = readResource(body, userSchema);
  return change(context, id, projection, ifMatch, (before) => {
    const said = draftOf(before, assignments);
    if (said.userName === undefined) throw new ScimFault('invalidValue', 'A user has a userName.');
    const cleared = Object.fromEntries([...contactNames.values()].map((name) => [name, null]));
    return { displayName: null, formatted: null, ...said, contact: { ...cleared, ...said.contact } };
  });
}

export async function patchUser(
  asked: Context,
  id: string,
  body: unknown,
  projection: Projection,
  ifMatch: number | undefined,
): Promise<object> {
  const context = authorizeProvisioning(asked);
  const assignments = readPatch(body);
  return change(context, id, projection, ifMatch, (before) => draftOf(before, assignments));
}

export async function deleteUser(asked: Context, id: string, ifMatch: number | undefined): Promise<void> {
  const context = authorizeProvisioning(asked);
  const { status } = await holdPerson(context, id, ifMatch);
  if (status === 'invited') await revokeInvitation(context, id);
  else await removeMember(context, id);
}

function draftOf(before: ProvisionedPerson | undefined, assignments: ReturnType<typeof readPatch>): UserDraft {
  const draft: UserDraft = { contact: {} };
  for (const assignment of assignments) assign(draft, before, assignment);
  return draft;
}

async function change(
  context: Context,
  id: string,
  projection: Projection,
  ifMatch: number | undefined,
  toDraft: (before: ProvisionedPerson) => UserDraft,
): Promise<object> {
  const before = await holdPerson(context, id, ifMatch);
  const draft = toDraft(before);
  const [name, contact] = [nameAfter(before, draft), contactAfter(before.contact, draft)];
  const roles = await rolesOf(context, draft);
  const profile = {
    ...(roles && !sameSet(roles, before.roles) && { roles }),
    ...(name !== before.name && { name }),
    ...(draft.email !== undefined && draft.email !== before.email && { email: draft.email }),
    ...(!sameEntries(contact, before.contact) && { contact }),
  };
  if (Object.keys(profile).length > 0) await updateMember(context, id, profile);
  const { userName, externalId } = draft;
  if (userName !== undefined || externalId !== undefined) await identifyPerson(context, id, { userName, externalId });
  if (draft.active === true && before.status === 'suspended') await reactivateMember(context, id);
  if (draft.active === false && before.status === 'active') await suspendMember(context, id);
  if (draft.active === false && before.status === 'invited') {
    // The link that is on its way must not let in whom the directory has shut out, and there is nothing of theirs to keep.
    const last = toUser(context, await findPerson(context, id));
    await revokeInvitation(context, id);
    return project({ ...last, active: false }, projection);
  }
  return project(toUser(context, await findPerson(context, id)), projection);
}

/** A person as SCIM has them. Somebody invited counts as active: it is for them to come in. */
function toUser({ services }: Context, person: ProvisionedPerson): Record<string, unknown> {
  const { name, email, contact, externalId } = person;
  const base = `${services.publicUrl}/v1/scim/v2`;
  const id = toId('mem', person.id);
  const { givenName, familyName } = partsOf(person);
  const phones = (['phone', 'mobile'] as const).flatMap((kind) =>
    contact[kind] === undefined ? [] : [{ value: contact[kind], type: kind === 'phone' ? 'work' : kind }],
  );
  const enterprise = {
    ...(contact['department'] !== undefined && { department: contact['department'] }),
    ...(contact['employeeNumber'] !== undefined && { employeeNumber: contact['employeeNumber'] }),
  };
  const extended = Object.keys(enterprise).length > 0;
  return {
    schemas: [userSchema, ...(extended ? [enterpriseSchema] : [])],
    id,
    ...(externalId !== null && { externalId }),
    userName: person.userName ?? email,
    ...(name !== null && {
      name: { formatted: name, ...(givenName && { givenName }), ...(familyName && { familyName }) },
      displayName: name,
    }),
    ...(contact['title'] !== undefined && { title: contact['title'] }),
    active: person.status !== 'suspended',
    emails: [{ value: email, type: 'work', primary: true }],
    ...(phones.length > 0 && { phoneNumbers: phones }),
    groups: person.groups.map((group) => {
      const value = toId('grp', group.id);
      return { value, display: group.name, $ref: `${base}/Groups/${value}`, type: 'direct' };
    }),
    roles: person.roles.map((role, at) => ({ value: role.key, display: role.name, primary: at === 0 })),
    ...(extended && { [enterpriseSchema]: enterprise }),
    meta: {
      resourceType: 'User',
      created: new Date(person.createdAt).toISOString(),
      location: `${base}/Users/${id}`,
      version: `W/"${person.version}"`,
    },
  };
}

/** The roles a directory names, by their UUIDs. @throws ScimFault `invalidValue` for a name that no role has */
async function rolesOf(context: Context, { roles }: UserDraft): Promise<string[] | undefined> {
  if (roles === undefined) return undefined;
  const names = await readRoleNames(context);
  const ids = [...roles].map((name) => {
    const id = names.get(name);
    if (id === undefined) throw new ScimFault('invalidValue', 'There is no such role.');
    return id;
  });
  return [...new Set(ids)];
}

function sameSet(ids: readonly string[], held: readonly { id: string }[]): boolean {
  return ids.length === held.length && held.every(({ id }) => ids.includes(id));
}

function sameEntries(a: Record<string, string>, b: Record<string, string>): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && a[key] === b[key]);
}
