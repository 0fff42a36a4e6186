import { readCapabilities } from '../domain/capabilities/read-capabilities.ts';
import { defineRoute } from './route.ts';
import { capabilitiesSchema } from './schemas.ts';

export const capabilityRoutes = [
  defineRoute({
    method: 'get',
    path: '/capabilities',
    tag: 'Organization',
    summary: 'What the caller can do, and how the portal looks',
    permission: 'any member',
    schema: capabilitiesSchema,
    answer: (context) => readCapabilities(context),
  }),
];
