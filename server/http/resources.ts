import { capabilityRoutes } from './capabilities.ts';
import { keyRoutes } from './keys.ts';
import { labelRoutes } from './labels.ts';
import { roleRoutes } from './roles.ts';
import type { Route } from './route.ts';
import { tokenRoutes } from './tokens.ts';

/** Every resource of the API. A module of routes is entered here and nowhere else. */
export const resources: readonly Route[] = [
  ...capabilityRoutes,
  ...roleRoutes,
  ...labelRoutes,
  ...tokenRoutes,
  ...keyRoutes,
];
