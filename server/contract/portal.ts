import type { Permission } from './permissions.ts';
import type { PortalFeatures } from './portal-features.ts';

/** Columns of the members' table that Roster draws itself. Hosts add their own by property. */
export type ColumnKey = 'name' | 'email' | 'status' | 'roles' | 'groups' | 'lastActive' | 'joined' | 'invited';
export type SortKey = 'email' | 'name' | 'lastActiveAt' | 'joinedAt';
export type FilterKey = 'status' | 'role' | 'group';
export type TabKey = 'all' | 'active' | 'invited' | 'suspended';
/** What the elements of this organization offer. What is not listed is not offered, and the API refuses it likewise. */
export type ActionKey =
  | 'invite'
  | 'create'
  | 'edit'
  | 'suspend'
  | 'remove'
  | 'resend'
  | 'revoke'
  | 'editInvitation'
  | 'link'
  | 'resetPassword'
  | 'sessions'
  | 'export'
  | 'groups'
  | 'roles'
  | 'audit';

/** A role as a portal document gives it; the database gives it an id. */
export interface PortalRole {
  /** Stable name for programs, `billing-admin`. */
  key: string;
  name: string;
  description: string;
  permissions: Permission[];
  /** Excludes every other role, judged on the roles a person holds in effect. */
  exclusive?: boolean;
  scope?: 'organization' | 'group';
}

/** Nouns and headings, in the host's words; what is absent comes from the elements' own dictionary. */
export interface PortalLabels {
  member?: string;
  members?: string;
  group?: string;
  groups?: string;
  role?: string;
  groupRole?: string;
  invite?: string;
  edit?: string;
  remove?: string;
  suspend?: string;
  suspended?: string;
  lastActive?: string;
  portal?: string;
  /** Tabs. */
  all?: string;
  active?: string;
  invited?: string;
  /** Verbs. */
  create?: string;
  resend?: string;
  revoke?: string;
  editInvitation?: string;
  createGroup?: string;
  editGroup?: string;
  manageGroup?: string;
  deleteGroup?: string;
  /** Title of the form that invites, and the verb on its button. */
  inviteTitle?: string;
  send?: string;
}

export interface PortalLimits {
  invitesPerRequest: number;
  /** Characters of text not yet made into chips; `null` for no limit of its own. */
  emailField: number | null;
  /** How long an invitation's link works: an ISO 8601 duration of days or hours, `P1D`, `PT12H`. */
  invitationLife: string;
  sessionLife: string;
}

export interface PortalRules {
  emailChange: 'admin' | 'never';
  foreignDomain: 'confirm' | 'allow' | 'block';
  /** The ways a person can leave. */
  leaving: ('suspend' | 'remove')[];
  /** Whether people invited without a group join the organization's default group. */
  defaultGroup: boolean;
  /** How many admins there must always be; an admin is who can manage the organization. */
  admins: number;
  /**
   * How long ago a session may have begun for what cannot be taken back or makes a way in: removing somebody for good,
   * changing an address, sending a reset message, handing out a link, keys, webhooks, the organization's own settings. An ISO
   * 8601 duration of days, hours or minutes, `PT15M`; absent: as long as the session lives.
   */
  recentSignIn?: string;
}

/** An amount that groups reserve from the organization's total (seats, uploads a month). */
export interface PortalReservation {
  kind: string;
  name: string;
  unit: string;
  total: number;
}

/** The organization's configuration document: one per portal, the same elements and API for all. */
export interface Portal {
  $schema?: string;
  name: string;
  /** The language in which people get mail, BCP 47, `de`, `fr-CA`; English where absent, and where Roster speaks none of it. */
  locale?: string;
  labels: PortalLabels;
  roles: PortalRole[];
  columns: ColumnKey[];
  /**
   * The columns by which a table on a page can be ordered. Empty: one order, that of addresses, and groups by name. It
   * narrows the page and not the API, where programs, exports and links order by any of them: an order shows nobody anything
   * that they could not read without it.
   */
  sortable: SortKey[];
  /** What a table on a page can be filtered by. Like `sortable` it narrows the page and not the API. */
  filterable: FilterKey[];
  /** Where words are looked for, on a page and in the API alike. Empty: a page offers no search, and the API looks in both. */
  searchable: ('name' | 'email')[];
  tabs: TabKey[];
  actions: ActionKey[];
  inviteLayout: 'shared' | 'rows';
  rolesPerMember: 'one' | 'many';
  limits: PortalLimits;
  rules: PortalRules;
  features?: PortalFeatures;
  reservations: PortalReservation[];
  /** What an invited person without a name is called. */
  invitedName: string;
  /** What a removed person is called for ever. */
  removedName: string;
}
