import type { Can } from './can.ts';
import type { OrganizationId } from './ids.ts';
import type { Portal } from './portal.ts';

/** What an organization sets about itself. */
export interface Organization {
  id: OrganizationId;
  /** Its name in addresses; set when it is founded. */
  slug: string;
  name: string;
  /** Domains of its own, in their ASCII form; an address of another one asks for confirmation. */
  domains: string[];
  portal: Portal;
  /** People sign in elsewhere; no password is ever asked for. */
  singleSignOn: boolean;
  /** How long a session lives: `P14D`. The same as `portal.limits.sessionLife`. */
  sessionLife: string;
  /** The number inside the ETag. */
  version: number;
  can: { update: Can };
}

export interface OrganizationAnswer {
  organization: Organization;
}

/**
 * What is absent stays as it is; a portal document is replaced whole. What it says of `roles` otherwise than the document
 * before is done to them, as under `/roles`: made, changed, deleted, by their keys. Roles made there beside it stay.
 */
export interface OrganizationChange {
  name?: string;
  domains?: string[];
  portal?: Portal;
  singleSignOn?: boolean;
  sessionLife?: string;
}
