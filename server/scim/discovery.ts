import { limits } from '../contract/index.ts';
import type { Context } from '../domain/context.ts';
import { authorizeProvisioning } from '../domain/provisioning/authorize-provisioning.ts';
import { Refused } from '../domain/refused.ts';
import { answerList } from './list.ts';
import { enterpriseSchema, groupSchema, userSchema } from './names.ts';

interface Attribute {
  name: string;
  type: 'string' | 'boolean' | 'complex' | 'reference';
  multiValued: boolean;
  description: string;
  required: boolean;
  caseExact: boolean;
  mutability: 'readWrite' | 'readOnly' | 'immutable';
  returned: 'default' | 'always';
  uniqueness: 'none' | 'server';
  subAttributes?: Attribute[];
  canonicalValues?: string[];
  referenceTypes?: string[];
}

function attribute(name: string, description: string, rest: Partial<Attribute> = {}): Attribute {
  return {
    name,
    type: 'string',
    multiValued: false,
    description,
    required: false,
    caseExact: false,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    ...rest,
  };
}

const several = (name: string, description: string, subAttributes: Attribute[], rest: Partial<Attribute> = {}) =>
  attribute(name, description, { type: 'complex', multiValued: true, subAttributes, ...rest });

const readOnly = { mutability: 'readOnly' } as const;
const reference = (to: string): Attribute =>
  attribute('$ref', 'Where it is.', { type: 'reference', caseExact: true, referenceTypes: [to], ...readOnly });
const externalId = attribute('externalId', 'The identity provider’s own id.', { caseExact: true });

/** What is kept, and nothing else: all other attributes are passed over. */
const attributes: Record<string, { name: string; description: string; attributes: Attribute[] }> = {
  [userSchema]: {
    name: 'User',
    description: 'A person of the organization.',
    attributes: [
      attribute('userName', 'What the person is called by the identity provider; mostly their address.', {
        required: true,
        uniqueness: 'server',
      }),
      externalId,
      attribute('name', 'The name in its parts.', {
        type: 'complex',
        subAttributes: [
          attribute('formatted', 'The whole name; the same as displayName.'),
          attribute('familyName', 'The family name.'),
          attribute('givenName', 'The given name.'),
        ],
      }),
      attribute('displayName', 'The name as people see it.'),
      attribute('title', 'What the person does.'),
      attribute('active', 'False for who is suspended: all that is theirs is kept, and nothing lets them in.', {
        type: 'boolean',
      }),
      several('emails', 'The one address, of type work.', [
        attribute('value', 'The address.', { uniqueness: 'server' }),
        attribute('type', 'Always work.', { canonicalValues: ['work'] }),
        attribute('primary', 'Always true.', { type: 'boolean' }),
      ]),
      several('phoneNumbers', 'One number for work and one to carry.', [
        attribute('value', 'The number.'),
        attribute('type', 'Which it is.', { canonicalValues: ['work', 'mobile'] }),
      ]),
      several(
        'groups',
        'The groups the person is in.',
        [
          attribute('value', 'Id of the group.', { caseExact: true, ...readOnly }),
          reference('Group'),
          attribute('display', 'Its name.', readOnly),
          attribute('type', 'Always direct.', { canonicalValues: ['direct'], ...readOnly }),
        ],
        readOnly,
      ),
      several('roles', 'Roles of their own; groups may give more.', [
        attribute('value', 'Key of the role; its name or id is understood as well.'),
        attribute('display', 'Its name.', readOnly),
        attribute('primary', 'Whether it is the first of them.', { type: 'boolean', ...readOnly }),
      ]),
    ],
  },
  [groupSchema]: {
    name: 'Group',
    description: 'A group of people; it may give them roles.',
    attributes: [
      attribute('displayName', 'Its name, once in an organization.', { required: true, uniqueness: 'server' }),
      externalId,
      several('members', 'The people in it.', [
        attribute('value', 'Id of the person.', { caseExact: true, mutability: 'immutable' }),
        reference('User'),
        attribute('display', 'Their name.', readOnly),
        attribute('type', 'Always User.', { canonicalValues: ['User'], mutability: 'immutable' }),
      ]),
    ],
  },
  [enterpriseSchema]: {
    name: 'EnterpriseUser',
    description: 'What a company knows of a person.',
    attributes: [
      attribute('employeeNumber', 'The number of the person in the company.'),
      attribute('department', 'Where the person works.'),
    ],
  },
};

const baseOf = ({ services }: Context): string => `${services.publicUrl}/v1/scim/v2`;

/** @throws Refused `forbidden`, also where somebody filters: RFC 7644 section 4 */
export function readConfiguration(context: Context, filter: string | undefined): object {
  judge(context, filter);
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: limits.pageSize },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'API key',
        description: 'An API key of scope scim, as a bearer token.',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${baseOf(context)}/ServiceProviderConfig` },
  };
}

export function listSchemas(context: Context, filter: string | undefined): object {
  judge(context, filter);
  return whole(Object.keys(attributes).map((id) => toSchema(context, id)));
}

export function readSchema(context: Context, id: string): object {
  judge(context, undefined);
  const found = Object.keys(attributes).find((one) => one.toLowerCase() === id.toLowerCase());
  if (found === undefined) throw new Refused('not_found');
  return toSchema(context, found);
}

export function listResourceTypes(context: Context, filter: string | undefined): object {
  judge(context, filter);
  return whole([toType(context, 'User'), toType(context, 'Group')]);
}

export function readResourceType(context: Context, id: string): object {
  judge(context, undefined);
  if (id !== 'User' && id !== 'Group') throw new Refused('not_found');
  return toType(context, id);
}

function judge(context: Context, filter: string | undefined): void {
  authorizeProvisioning(context);
  if (filter !== undefined) throw new Refused('forbidden', { detail: 'This list cannot be filtered.' });
}

function whole(resources: object[]): object {
  return answerList(resources.length, 1, resources);
}

function toSchema(context: Context, id: string): object {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
    id,
    ...attributes[id]!,
    meta: { resourceType: 'Schema', location: `${baseOf(context)}/Schemas/${id}` },
  };
}

function toType(context: Context, name: 'User' | 'Group'): object {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    id: name,
    name,
    endpoint: `/${name}s`,
    description: attributes[name === 'User' ? userSchema : groupSchema]!.description,
    schema: name === 'User' ? userSchema : groupSchema,
    ...(name === 'User' && { schemaExtensions: [{ schema: enterpriseSchema, required: false }] }),
    meta: { resourceType: 'ResourceType', location: `${baseOf(context)}/ResourceTypes/${name}` },
  };
}
