import { toId } from '../contract/index.ts';
import { checkVersion } from '../domain/check-version.ts';
import type { Context } from '../domain/context.ts';
import { createMember } from '../domain/members/create-member.ts';
import { reactivateMember } from '../domain/members/reactivate-member.ts';
import { removeMember } from '../domain/members/remove-member.ts';
import { suspendMember } from '../domain/members/suspend-member.ts';
import { updateMember } from '../domain/members/update-member.ts';
import { lockOrganization } from '../domain/organizations/lock-organization.ts';
import { authorizeProvisioning } from '../domain/provisioning/authorize-provisioning.ts';
import { findPeople, findPerson, type ProvisionedPerson } from '../domain/provisioning/find-people.ts';
import { identifyPerson } from '../domain/provisioning/identify-person.ts';
import { Refused } from '../domain/refused.ts';
import { ScimFault } from './fault.ts';
import { answerList, sliceOf, type ListQuestion } from './list.ts';
import { enterpriseSchema, userSchema } from './names.ts';
import { project, type Projection } from './projection.ts';
import { readPatch, readResource } from './read-body.ts';
import { addressOf, assign, contactAfter, contactNames, nameAfter, type UserDraft } from './user-draft.ts';
import { wantedPeople } from './wanted.ts';

/** @throws Refused `forbidden`; ScimFault */
export async function listUsers(context: Context, question: ListQuestion): Promise<object> {
  authorizeProvisioning(context);
  const slice = sliceOf(question);
  const { people, total } = await findPeople(context, wantedPeople(question.filter), slice);
  const users = people.map((person) => project(toUser(context, person), question));
  return answerList(total, slice.skip + 1, users);
}

/** @throws Refused `forbidden`, `not_found` */
export async function readUser(context: Context, id: string, projection: Projection): Promise<object> {
  authorizeProvisioning(context);
  return project(toUser(context, await personOf(context, id)), projection);
}

/**
 * Makes an active member, without a password and without mail: they sign in elsewhere, or choose a password by a reset
 * message. Whose address has an account already is invited by mail, as by every other way: nobody is brought in by others.
 */
export async function createUser(context: Context, body: unknown, projection: Projection): Promise<object> {
  authorizeProvisioning(context);
  const draft = draftOf(undefined, readResource(body, userSchema));
  if (draft.userName === undefined) throw new ScimFault('invalidValue', 'A user has a userName.');
  const name = nameAfter({ name: null, contact: {} }, draft);
  const contact = contactAfter({}, draft);
  const { memberId } = await createMember(context, {
    email: addressOf(draft),
    ...(name !== null && { name }),
    contact,
    withoutPassword: true,
  });
  await identifyPerson(context, memberId, { userName: draft.userName, externalId: draft.externalId });
  if (draft.active === false) {
    const { status } = await personOf(context, memberId);
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
  context: Context,
  id: string,
  body: unknown,
  projection: Projection,
  ifMatch: number | undefined,
): Promise<object> {
  authorizeProvisioning(context);
  const assignments = readResource(body, userSchema);
  return change(context, id, projection, ifMatch, (before) => {
    const said = draftOf(before, assignments);
    if (said.userName === undefined) throw new ScimFault('invalidValue', 'A user has a userName.');
    const cleared = Object.fromEntries([...contactNames.values()].map((name) => [name, null]));
    return { displayName: null, formatted: null, ...said, contact: { ...cleared, ...said.contact } };
  });
}

export async function patchUser(
  context: Context,
  id: string,
  body: unknown,
  projection: Projection,
  ifMatch: number | undefined,
): Promise<object> {
  authorizeProvisioning(context);
  const assignments = readPatch(body);
  return change(context, id, projection, ifMatch, (before) => draftOf(before, assignments));
}

export async function deleteUser(context: Context, id: string, ifMatch: number | undefined): Promise<void> {
  authorizeProvisioning(context);
  await removeMember(context, id, ifMatch);
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
  await lockOrganization(context);
  const before = await personOf(context, id);
  checkVersion(before.version, ifMatch);
  const draft = toDraft(before);
  const [name, contact] = [nameAfter(before, draft), contactAfter(before.contact, draft)];
  const profile = {
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
    const last = toUser(context, await personOf(context, id));
    await removeMember(context, id);
    return project({ ...last, active: false }, projection);
  }
  return project(toUser(context, await personOf(context, id)), projection);
}

async function personOf(context: Context, id: string): Promise<ProvisionedPerson> {
  const person = await findPerson(context, id);
  if (!person) throw new Refused('not_found');
  return person;
}

/** A person as SCIM has them. Somebody invited counts as active: it is for them to come in. */
function toUser({ services }: Context, person: ProvisionedPerson): Record<string, unknown> {
  const { name, email, contact, externalId } = person;
  const base = `${services.publicUrl}/v1/scim/v2`;
  const id = toId('mem', person.id);
  const [first, last] = splitName(name);
  const [givenName, familyName] = [contact['givenName'] ?? first, contact['familyName'] ?? last];
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
    ...(extended && { [enterpriseSchema]: enterprise }),
    meta: {
      resourceType: 'User',
      created: new Date(person.createdAt).toISOString(),
      location: `${base}/Users/${id}`,
      version: `W/"${person.version}"`,
    },
  };
}

/** For who was not made by a directory: some ask for both parts of a name. */
function splitName(name: string | null): [first: string | undefined, last: string | undefined] {
  if (name === null) return [undefined, undefined];
  const at = name.lastIndexOf(' ');
  return at < 0 ? [name, undefined] : [name.slice(0, at), name.slice(at + 1)];
}

function sameEntries(a: Record<string, string>, b: Record<string, string>): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && a[key] === b[key]);
}
