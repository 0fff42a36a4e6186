import { z } from '@hono/zod-openapi';
import { limits, type OrganizationAnswer, type Portal } from '../contract/index.ts';
import { showOrganization } from '../domain/organizations/show-organization.ts';
import { updateOrganization } from '../domain/organizations/update-organization.ts';
import { Refused } from '../domain/refused.ts';
import { readPortal, WrongPortal } from '../presets/read-portal.ts';
import { idOut, label } from './fields.ts';
import { defineRoute } from './route.ts';
import { canSchema, portalSchema } from './schemas.ts';

const tag = 'Organization';
const permission = 'organization:manage';

const answer = z
  .object({
    organization: z
      .object({
        id: idOut('org'),
        slug: z.string(),
        name: z.string(),
        domains: z.array(z.string()),
        portal: portalSchema,
        singleSignOn: z.boolean(),
        sessionLife: z.string(),
        version: z.int(),
        can: z.object({ update: canSchema }),
      })
      .openapi('Organization'),
  })
  .openapi('OrganizationAnswer') satisfies z.ZodType<OrganizationAnswer>;

const life = z.string().regex(/^(P[1-9]\d{0,3}D|PT[1-9]\d{0,3}H)$/);

const change = z
  .strictObject({
    name: label.optional(),
    domains: z.array(z.string().max(limits.email)).max(100).optional(),
    portal: z.unknown().openapi({ type: 'object' }).optional(),
    singleSignOn: z.boolean().optional(),
    sessionLife: life.optional(),
  })
  .openapi('OrganizationChange');

export const organizationRoutes = [
  defineRoute({
    method: 'get',
    path: '/organization',
    tag,
    summary: 'Read the organization',
    permission,
    schema: answer,
    version: ({ organization }) => organization.version,
    answer: (context) => showOrganization(context),
  }),
  defineRoute({
    method: 'patch',
    path: '/organization',
    tag,
    summary: 'Change the organization',
    description:
      'Name, domains, portal document, single sign-on, session life. A portal document is replaced whole and checked whole. Where it says other roles than the one before, they are made, changed and deleted by their keys, with the permissions and refusals of `/roles`. A shorter session life ends older sessions.',
    permission,
    body: change,
    schema: answer,
    conditional: true,
    version: ({ organization }) => organization.version,
    answer: (context, { body: { portal, ...body }, ifMatch }) =>
      updateOrganization(context, { ...body, ...(portal !== undefined && { portal: readDocument(portal) }) }, ifMatch),
  }),
];

function readDocument(json: unknown): Portal {
  try {
    return readPortal(json);
  } catch (error) {
    if (!(error instanceof WrongPortal)) throw error;
    const errors = error.errors.slice(0, 200).map((one) => ({ ...one, pointer: `/portal${one.pointer}` }));
    const malformed = errors.some(({ code }) => code === 'unknown_field');
    throw new Refused(malformed ? 'malformed' : 'invalid', {
      detail: errors.length === 1 ? errors[0]!.detail : `${errors.length} fields of the portal need a correction.`,
      errors,
    });
  }
}
