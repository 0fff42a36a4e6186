import type { Permission } from './permissions.ts';

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

/**
 * Parts that an organization can do without: each is there unless it is `false`. Without `groups` the API refuses them as
 * well; all others are about what the elements show, and take nothing from what programs may do.
 */
export interface PortalFeatures {
  /**
   * Without groups there is none to be seen, and what they give is nobody's: roles inherited from them end at once, and
   * come back with them.
   */
  groups?: boolean;
  /** How many people there are, beside the heading and on each tab. */
  counts?: boolean;
  /** Boxes to select people with, and what is done to all who are selected. */
  bulk?: boolean;
  /** The box that chooses which columns a table has, and how dense it is. */
  columns?: boolean;
  /** How many rows a page has is chosen below the table; without it there are as many as the page's author says. */
  pageSizes?: boolean;
  /** Several invitations are shown once more before they are sent; without it only those that are in doubt. */
  review?: boolean;
  /** A message of one's own with an invitation. */
  message?: boolean;
  /** The form about a person has their name; without it people name themselves. */
  names?: boolean;
  /** The form about a person has contact details. */
  contact?: boolean;
  /** A person's profile tells what they can do, and why. */
  access?: boolean;
  /** A click on a name or an address opens the person; without it only the menu of their row does. */
  openByName?: boolean;
  /** In `roster-portal` a person is a page with an address; without it a dialog. */
  memberPages?: boolean;
  /** A menu in the row of each person. */
  rowActions?: boolean;
  /** What is done to a person or a group is offered where they are shown by themselves too: in the profile, above a group's members. */
  ownActions?: boolean;
  /** What the state of a person rules out stays in their menu, with the reason. */
  refusedActions?: boolean;
  /** In `roster-groups` a click on the name of a group opens it. */
  groupPages?: boolean;
  /** One dialog changes who is in a group, all at once; without it people are only added in it, each as a member. */
  groupEditor?: boolean;
  /** What somebody is in a group, Owner or Member. */
  groupRoles?: boolean;
  /** A group has a sentence about itself. */
  groupDescriptions?: boolean;
  /** The menu of a group makes it the default one; without it only its form does. */
  makeDefault?: boolean;
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

/** Whether there is such a thing here. */
export function hasFeature(portal: Pick<Portal, 'features'> | undefined, feature: keyof PortalFeatures): boolean {
  return portal?.features?.[feature] !== false;
}

export function offersGroups(portal: Pick<Portal, 'features'>): boolean {
  return hasFeature(portal, 'groups');
}
