import { labelRoutes } from './labels.ts';
import type { Route } from './route.ts';

/** Every resource of the API. A module of routes is entered here and nowhere else. */
export const resources: readonly Route[] = [...labelRoutes];
