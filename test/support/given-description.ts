import type { MemberStatus, Portal } from '../../server/contract/index.ts';

// What the tests' pages and the process with the API say to each other; read by both, so nothing of either is in it.

/** A person of a world, as a browser test names them. */
export interface DescribedPerson {
  name: string;
  /** `<name>@<preset>.example` when absent, in small letters, with a dot for each gap. */
  email?: string;
  /** Keys of the portal's roles. */
  roles?: string[];
  /** `invited` are invited by the first person of the list, and their mail goes out. */
  status?: MemberStatus;
  /** Names of groups, or each with the role in it. */
  groups?: string[] | Record<string, 'owner' | 'member'>;
  externalId?: string;
  /** Moments, ISO 8601. */
  joinedAt?: string;
  lastActiveAt?: string;
}

export interface DescribedGroup {
  name: string;
  description?: string;
  /** Keys of the roles its members inherit. */
  roles?: string[];
  isDefault?: boolean;
}

/** A small world: one organization of its own. */
export interface Description {
  preset?: 'optra' | 'spectra' | 'directory' | 'insights' | 'organization-admin' | 'default';
  /** Changes to the preset's document. */
  portal?: Partial<Portal>;
  /** The organization's own domains; `<preset>.example` when absent. */
  domains?: string[];
  people: DescribedPerson[];
  groups?: (string | DescribedGroup)[];
}

export interface FoundPerson {
  id: string;
  name: string;
  email: string;
  /** A widget token, for the first hundred who are active. */
  token?: string;
}

/** The world as it was made: everybody by name, groups by name, roles by key. */
export interface Found {
  /** Slug of the organization. */
  org: string;
  organization: string;
  people: Record<string, FoundPerson>;
  groups: Record<string, string>;
  roles: Record<string, string>;
  /** The number of the newest mail before it: what came later is this world's. */
  mailsBefore: number;
}

export interface KeptMessage {
  id: number;
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
}
