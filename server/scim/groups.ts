import { fromId, toId } from '../contract/index.ts';
import type { Context } from '../domain/context.ts';
import { changeGroupMembers } from '../domain/groups/change-group-members.ts';
import { changeGroup } from '../domain/groups/change-group.ts';
import { createGroup } from '../domain/groups/create-group.ts';
import { deleteGroup } from '../domain/groups/delete-group.ts';
import { authorizeProvisioning } from '../domain/provisioning/authorize-provisioning.ts';
import {
  findGroup,
  findGroups,
  holdGroup,
  readMemberIds,
  type ProvisionedGroup,
} from '../domain/provisioning/find-groups.ts';
import { identifyGroup } from '../domain/provisioning/identify-group.ts';
import { Refused } from '../domain/refused.ts';
import { ScimFault } from './fault.ts';
import { assignToGroup, type GroupDraft, type MembersDraft } from './group-draft.ts';
import { answerList, sliceOf, type ListQuestion } from './list.ts';
import { groupSchema } from './names.ts';
import { project, tells, type Projection } from './projection.ts';
import { readPatch, readResource, type Assignment } from './read-body.ts';
import { wantedGroups } from './wanted.ts';

/** @throws Refused `forbidden`; ScimFault */
export async function listGroupsAsScim(asked: Context, question: ListQuestion): Promise<object> {
  const context = authorizeProvisioning(asked);
  const slice = sliceOf(question);
  const withMembers = tells(question, 'members');
  const { groups, total } = await findGroups(context, wantedGroups(question.filter), { ...slice, withMembers });
  const resources = groups.map((group) => project(toResource(context, group), question));
  return answerList(total, slice.skip + 1, resources);
}

/** @throws Refused `forbidden`, `not_found` */
export async function readGroupAsScim(asked: Context, id: string, projection: Projection): Promise<object> {
  const context = authorizeProvisioning(asked);
  const group = await findGroup(context, id, tells(projection, 'members'));
  return project(toResource(context, group), projection);
}

export async function createGroupAsScim(asked: Context, body: unknown, projection: Projection): Promise<object> {
  const context = authorizeProvisioning(asked);
  const { displayName, externalId, members } = draftOf(readResource(body, groupSchema));
  if (displayName === undefined) throw new ScimFault('invalidValue', 'A group has a displayName.');
  const { group } = await createGroup(context, { name: displayName });
  const id = fromId('grp', group.id)!;
  if (externalId) await identifyGroup(context, id, externalId);
  await changeMembers(context, id, members);
  return readGroupAsScim(context, id, projection);
}

/** Its members are replaced where they are named: `[]` empties it. */
export async function replaceGroup(
  asked: Context,
  id: string,
  body: unknown,
  projection: Projection,
  ifMatch: number | undefined,
): Promise<object> {
  const context = authorizeProvisioning(asked);
  const draft = draftOf(readResource(body, groupSchema));
  if (draft.displayName === undefined) throw new ScimFault('invalidValue', 'A group has a displayName.');
  await change(context, id, draft, ifMatch);
  return readGroupAsScim(context, id, projection);
}

/** Answers nothing unless attributes are asked for: a group may have many members, and whoever changes one knows which. */
export async function patchGroup(
  asked: Context,
  id: string,
  body: unknown,
  projection: Projection,
  ifMatch: number | undefined,
): Promise<object | undefined> {
  const context = authorizeProvisioning(asked);
  await change(context, id, draftOf(readPatch(body)), ifMatch);
  return projection.attributes === undefined ? undefined : readGroupAsScim(context, id, projection);
}

export async function deleteGroupAsScim(asked: Context, id: string, ifMatch: number | undefined): Promise<void> {
  const context = authorizeProvisioning(asked);
  await holdGroup(context, id, ifMatch);
  await deleteGroup(context, id);
}

function draftOf(assignments: readonly Assignment[]): GroupDraft {
  const draft: GroupDraft = { members: { whole: false, add: new Set(), remove: new Set() } };
  for (const assignment of assignments) assignToGroup(draft, assignment);
  return draft;
}

async function change(
  context: Context,
  id: string,
  { displayName, externalId, members }: GroupDraft,
  ifMatch: number | undefined,
): Promise<void> {
  const before = await holdGroup(context, id, ifMatch);
  if (displayName !== undefined && displayName !== before.name) await changeGroup(context, id, { name: displayName });
  if (externalId !== undefined) await identifyGroup(context, id, externalId);
  await changeMembers(context, id, members);
}

/** @throws Refused; ScimFault `tooMany` where more come and go than one transaction has time for */
async function changeMembers(context: Context, id: string, { whole, add, remove }: MembersDraft): Promise<void> {
  if (!whole && add.size + remove.size === 0) return;
  const present = new Set(await readMemberIds(context, id));
  const coming = [...add].filter((one) => !present.has(one));
  const going = [...present].filter((one) => (whole ? !add.has(one) : remove.has(one)));
  if (coming.length + going.length === 0) return;
  const change = { add: coming.map((one) => ({ id: one })), remove: going };
  await changeGroupMembers(context, id, change).catch((error: unknown) => {
    // The group is there; a 404 would have the directory make it anew.
    const unknown = error instanceof Refused && error.code === 'not_found';
    throw unknown ? new ScimFault('invalidValue', 'There is no such member.') : error;
  });
}

function toResource({ services }: Context, group: ProvisionedGroup): Record<string, unknown> {
  const base = `${services.publicUrl}/v1/scim/v2`;
  const id = toId('grp', group.id);
  return {
    schemas: [groupSchema],
    id,
    ...(group.externalId !== null && { externalId: group.externalId }),
    displayName: group.name,
    ...(group.members && {
      members: group.members.map((member) => {
        const value = toId('mem', member.id);
        return { value, display: member.name, $ref: `${base}/Users/${value}`, type: 'User' };
      }),
    }),
    meta: {
      resourceType: 'Group',
      created: new Date(group.createdAt).toISOString(),
      location: `${base}/Groups/${id}`,
      version: `W/"${group.version}"`,
    },
  };
}
