/** Hard limits of the API; a portal document may narrow some of them, none can be widened. */
export const limits = {
  /** People in one invitation request. */
  invitesPerRequest: 100,
  /** Addresses in one check request: what a person pastes may be longer than what one request invites. */
  addressesPerCheck: 500,
  /** Rows in one page of a list. */
  pageSize: 100,
  /** Ids in one look-up of labels. */
  labels: 200,
  /** Characters of a search text. */
  query: 100,
  /** Values one filter may repeat. */
  filterValues: 50,
  /** Characters of a person's name. */
  name: 200,
  /** Octets of an address: RFC 5321 section 4.5.3.1.3 (256 with the angle brackets). */
  email: 254,
  /** Octets of the part before the @: RFC 5321 section 4.5.3.1.1. */
  emailLocalPart: 64,
  /** Octets of one label of a domain: RFC 1035 section 2.3.4. */
  domainLabel: 63,
  /** Characters of the personal message in an invitation. */
  message: 2000,
  /** Characters of a group's or a role's name, and of their descriptions. */
  label: 120,
  description: 500,
  /** Roles or groups that one request may name for one person. */
  rolesPerMember: 50,
  groupsPerMember: 100,
  /** Members that one bulk request changes: as many as one transaction has time for, with an audit row each. */
  bulkMembers: 200,
  /** Changes that one request takes back, each with a transaction of its own inside. */
  undoChanges: 50,
  /** Details of how to reach a person, and the characters of each. */
  contactFields: 20,
  contactValue: 300,
  /** People one request may add to a group, change in it or remove from it, together. */
  groupMembersPerRequest: 500,
  /** Members that one answer about groups lists for an identity provider, over all groups in it. */
  membersPerGroupAnswer: 5_000,
  /** Characters of an identity provider's own id of a person or a group, and of its user names. */
  externalId: 200,
  /** Characters of a SCIM filter or path; terms in it; how deep they are nested; operations of one PATCH. */
  scimFilter: 2_000,
  scimTerms: 50,
  scimDepth: 10,
  scimOperations: 1_000,
  /** People that an effect names; it counts all of them. */
  effectPeople: 100,
  /** Amount that a group reserves: the largest one that a number in JSON holds exactly. */
  reservation: Number.MAX_SAFE_INTEGER,
  /** Roles of one organization, which one answer lists whole. */
  roles: 200,
  /** Permissions of one role, and characters of one. */
  permissionsPerRole: 200,
  permission: 64,
  /** Characters of the kind and the id of a host's resource, and of the word for the access to it. */
  resourceType: 64,
  resourceId: 200,
  access: 64,
  /** Streams of events that one process keeps open for one member or key, and for one organization. */
  streamsPerMember: 20,
  streamsPerOrganization: 500,
  /** Events told one by one to somebody who comes back; who has missed more reads everything anew. */
  eventsToCatchUp: 500,
  /** Endpoints of one organization, and characters of the address of one. */
  webhooks: 20,
  webhookUrl: 2000,
  /** Octets of a request body in JSON. */
  body: 256 * 1024,
  /** Characters of a password: NIST SP 800-63B-4 asks for 15 without a second factor, and for at least 64 to be taken. */
  passwordMin: 15,
  passwordMax: 200,
  /** Characters of an Idempotency-Key. */
  idempotencyKey: 255,
} as const;
