/** Every refusal the API knows, with its HTTP status and its title. A new code is a compile error until it has both. */
export const problems = {
  malformed: { status: 400, title: 'The request could not be read' },
  bad_cursor: { status: 400, title: 'This page of the list is no longer available' },
  unauthenticated: { status: 401, title: 'Sign in to go on' },
  forbidden: { status: 403, title: 'You are not allowed to do this' },
  privilege_escalation: { status: 403, title: 'Nobody can give what they do not hold' },
  email_mismatch: { status: 403, title: 'This invitation is for another address' },
  email_unverified: { status: 403, title: 'Confirm your address first' },
  password_change_required: { status: 403, title: 'Choose a new password first' },
  reauthentication_required: { status: 403, title: 'Sign in again first' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'This address does not take that method' },
  last_admin: { status: 409, title: 'An organization needs at least one admin' },
  role_exclusive: { status: 409, title: 'These roles exclude each other' },
  already_member: { status: 409, title: 'This person is already a member' },
  already_invited: { status: 409, title: 'This person is already invited' },
  not_pending: { status: 409, title: 'There is no pending invitation' },
  email_taken: { status: 409, title: 'This address is already in use here' },
  group_name_taken: { status: 409, title: 'There is already a group of this name' },
  reservation_exceeded: { status: 409, title: 'The reservations exceed what the organization has' },
  seat_limit: { status: 409, title: 'All seats are taken' },
  in_progress: { status: 409, title: 'The same request is still being worked on' },
  gone: { status: 410, title: 'This link is no longer valid' },
  stale: { status: 412, title: 'Somebody else has changed this meanwhile' },
  too_large: { status: 413, title: 'The request is too large' },
  unsupported_type: { status: 415, title: 'Send JSON' },
  invalid: { status: 422, title: 'Something in the request needs a correction' },
  rate_limited: { status: 429, title: 'Too many requests' },
  unavailable: { status: 503, title: 'The service is briefly unavailable' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;

/** What can be wrong with a field, beside what the API refuses as a whole. A new kind needs words in every language. */
export const fieldFaults = [
  'required',
  'unknown_field',
  'wrong_type',
  'malformed',
  'malformed_email',
  'malformed_id',
  'malformed_time',
  'malformed_origin',
  'characters',
  'too_long',
  'too_short',
  'too_many',
  'too_large',
  'too_small',
  'not_allowed',
  'duplicate',
  'taken',
  'past',
  'fixed',
  'contradiction',
  'no_admin',
  'not_held',
  'unknown_role',
  'unknown_group',
  'unknown_reservation',
  'unknown_member',
  'not_in_group',
  'wrong_scope',
  'foreign_domain',
  'looks_like_link',
  'too_common',
  'too_personal',
  'unchanged',
  'credentials',
  'not_https',
  'private_address',
] as const;

export type FieldFault = (typeof fieldFaults)[number] | ProblemCode;

/** What is wrong with one field. */
export interface FieldProblem {
  /** JSON Pointer (RFC 6901) into the request body, `/people/3/email`; for a query parameter `?limit`. */
  pointer: string;
  /** What kind of fault, for programs, and for elements that say it in another language. */
  code: FieldFault;
  /** A sentence for the person who typed it. */
  detail: string;
}

/** `application/problem+json` as of RFC 9457. */
export interface Problem {
  /** Always `about:blank#<code>`-like and stable: `urn:roster:problem:<code>`. */
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ProblemCode;
  requestId: string;
  errors?: FieldProblem[];
  /** With `forbidden`: the permission that is missing. */
  permission?: string;
  /** With `stale`: what the thing is tagged now. */
  etag?: string;
}
