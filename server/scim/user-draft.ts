import { limits } from '../contract/index.ts';
import { canonicalAddress } from '../domain/addresses/canonical.ts';
import type { ProvisionedPerson } from '../domain/provisioning/find-people.ts';
import { ScimFault } from './fault.ts';
import { matches } from './filter.ts';
import { enterpriseSchema } from './names.ts';
import { comparable, readBoolean, readEntries, readName, readText, type Assignment } from './read-body.ts';

/** What is said of a person: null where something is cleared, absent where nothing is said of it. */
export interface UserDraft {
  userName?: string;
  externalId?: string | null;
  email?: string;
  active?: boolean;
  displayName?: string | null;
  formatted?: string | null;
  /** Names of all roles of their own. */
  roles?: Set<string>;
  /** What is kept among the ways to reach a person, by the name it has there. */
  contact: Partial<Record<ContactName, string | null>>;
}

type ContactName = 'givenName' | 'familyName' | 'title' | 'phone' | 'mobile' | 'department' | 'employeeNumber';

const extension = enterpriseSchema.toLowerCase();

/** Attributes that are kept among a person's contact details, by their paths in lower case. */
export const contactNames: ReadonlyMap<string, ContactName> = new Map([
  ['name.givenname', 'givenName'],
  ['name.familyname', 'familyName'],
  ['title', 'title'],
  ['phonenumbers.work', 'phone'],
  ['phonenumbers.mobile', 'mobile'],
  [`${extension}:department`, 'department'],
  [`${extension}:employeenumber`, 'employeeNumber'],
]);

const readOnly = ['id', 'meta', 'schemas', 'groups'];

/**
 * Enters one assignment into a draft. Attributes that Roster does not keep are passed over: RFC 7644 leaves that to the
 * server, and an identity provider sends whatever its directory has.
 * @param before the person as they are; undefined for who is about to be made
 * @throws ScimFault `mutability`, `noTarget`, `invalidValue`
 */
export function assign(draft: UserDraft, before: ProvisionedPerson | undefined, assignment: Assignment): void {
  const { op, path, named } = assignment;
  const value = op === 'remove' ? null : assignment.value;
  const { attribute, sub } = path;
  if (readOnly.includes(attribute)) {
    if (named) throw new ScimFault('mutability', `${attribute} is the server's to set.`);
    return;
  }
  switch (attribute) {
    case 'username':
      draft.userName = required(readText(value, 'userName', limits.externalId), 'userName', draft.userName);
      return;
    case 'externalid':
      draft.externalId = readText(value, 'externalId', limits.externalId) ?? null;
      return;
    case 'active': {
      const active = readBoolean(value, 'active');
      if (active !== undefined) draft.active = active;
      return;
    }
    case 'displayname':
      draft.displayName = readName(value, 'displayName') ?? null;
      return;
    case 'name':
    case extension:
      if (sub === undefined) assignParts(draft, before, assignment, value);
      else if (sub === 'formatted') draft.formatted = readName(value, 'name.formatted') ?? null;
      else assignContact(draft, `${attribute}.${sub}`, value);
      return;
    case 'emails':
      assignEmail(draft, before, assignment);
      return;
    case 'roles':
      assignRoles(draft, before, assignment);
      return;
    case 'phonenumbers':
      assignPhones(draft, assignment);
      return;
    default:
      if (sub === undefined) assignContact(draft, attribute, value);
  }
}

/** A complex attribute as one object: what stands in it is assigned, and where nothing does, all of it is cleared. */
function assignParts(
  draft: UserDraft,
  before: ProvisionedPerson | undefined,
  { op, path: { attribute }, named }: Assignment,
  value: unknown,
): void {
  const isName = attribute === 'name';
  if (value === null) {
    const all = [...contactNames.keys()].filter((path) => path.startsWith(`${attribute}${isName ? '.' : ':'}`));
    for (const path of all) assignContact(draft, path, null);
    if (isName) draft.formatted = null;
    return;
  }
  if (typeof value !== 'object' || Array.isArray(value))
    throw new ScimFault('invalidValue', `${attribute} is an object.`);
  for (const [name, inner] of Object.entries(value as object)) {
    const path = isName ? { attribute, sub: name.toLowerCase() } : { attribute: `${attribute}:${name.toLowerCase()}` };
    assign(draft, before, { op: op === 'add' ? 'add' : 'replace', path, value: inner, named });
  }
}

function assignContact(draft: UserDraft, path: string, value: unknown): void {
  const name = contactNames.get(path);
  if (name === undefined) return;
  const read = path.startsWith('name.') ? readName(value, name) : readText(value, name, limits.contactValue);
  draft.contact[name] = read ?? null;
}

/** A person has one address here: of several the primary one, else the one for work, else the first. */
function assignEmail(draft: UserDraft, before: ProvisionedPerson | undefined, { op, path, value }: Assignment): void {
  const { filter, sub } = path;
  if (sub !== undefined && sub !== 'value') return;
  if (filter && !matches(filter, { type: 'work', primary: true, value: draft.email ?? before?.email ?? null })) {
    if (op === 'replace') throw new ScimFault('noTarget', 'There is one address, of type work.');
    return;
  }
  const entries = op === 'remove' ? [] : readEntries(value, 'emails');
  if (entries.length === 0) {
    if (op === 'remove') throw new ScimFault('mutability', 'A person has an address.');
    return;
  }
  const is = (name: string, wanted: unknown) => (entry: Map<string, unknown>) => entry.get(name) === wanted;
  const chosen =
    entries.find((entry) => readBoolean(entry.get('primary'), 'primary') === true) ??
    entries.find(is('type', 'work')) ??
    entries[0]!;
  draft.email = required(readText(chosen.get('value'), 'emails.value', 2 * limits.email), 'emails.value', draft.email);
}

/** `roles[value eq "editor"]` names some of those there are; `roles[primary eq "True"].value` is how one directory says the one. */
function assignRoles(draft: UserDraft, before: ProvisionedPerson | undefined, { op, path, value }: Assignment): void {
  const roles = (draft.roles ??= new Set(before?.roles.map(({ key }) => key)));
  const given = op === 'remove' && path.filter ? [] : readEntries(value, 'roles').map(roleIn);
  if (op === 'remove') {
    const { filter } = path;
    const going = filter ? [...roles].filter((role, at) => matches(filter, { value: role, primary: at === 0 })) : given;
    if (!filter && given.length === 0) roles.clear();
    for (const role of going) roles.delete(role);
    return;
  }
  if (op === 'replace' || path.filter) roles.clear();
  for (const role of given) roles.add(role);
}

/** The name of a role, which some send as JSON with an id and a display name around it. @throws ScimFault `invalidValue` */
function roleIn(entry: Map<string, unknown>): string {
  const text = readText(entry.get('value'), 'roles.value', 1_000);
  if (!text?.startsWith('{')) return required(text, 'roles.value', undefined).toLowerCase();
  try {
    const { value } = JSON.parse(text) as { value?: unknown };
    return required(readText(value, 'roles.value', 1_000), 'roles.value', undefined).toLowerCase();
  } catch (cause) {
    if (cause instanceof ScimFault) throw cause;
    throw new ScimFault('invalidValue', 'roles.value is the key of a role.');
  }
}

const phoneTypes = ['work', 'mobile'] as const;

function assignPhones(draft: UserDraft, { op, path: { filter, sub }, value }: Assignment): void {
  if (sub !== undefined && (sub !== 'value' || !filter)) return;
  if (filter) {
    const entries = op === 'remove' ? [] : readEntries(value, 'phoneNumbers');
    const number = entries[0]?.get('value') ?? null;
    for (const type of phoneTypes)
      if (matches(filter, { type, primary: type === 'work' })) assignContact(draft, `phonenumbers.${type}`, number);
    return;
  }
  const entries = op === 'remove' ? [] : readEntries(value, 'phoneNumbers');
  for (const type of phoneTypes) {
    const entry = entries.find((one) =>
      matches({ kind: 'test', path: 'type', operator: 'eq', value: type }, comparable(one)),
    );
    if (entry || op !== 'add') assignContact(draft, `phonenumbers.${type}`, entry?.get('value') ?? null);
  }
}

function required(text: string | null | undefined, name: string, before: string | undefined): string {
  const read = text ?? before;
  if (text === null || read === undefined) throw new ScimFault('mutability', `${name} cannot be taken away.`);
  return read;
}

/** The address of who is about to be made. @throws ScimFault `invalidValue` */
export function addressOf({ email, userName }: UserDraft): string {
  const address = email ?? userName;
  if (address === undefined) throw new ScimFault('invalidValue', 'A user has a userName.');
  if (email === undefined && !canonicalAddress(address).ok)
    throw new ScimFault('invalidValue', 'A userName that is no address needs one in emails.');
  return address;
}

/**
 * What a person is called afterwards. A directory sends one name in three forms; the form in which it changes counts, and
 * a name that was made of its parts follows them.
 */
export function nameAfter(
  before: Pick<ProvisionedPerson, 'name' | 'contact'>,
  { displayName, formatted, contact }: UserDraft,
): string | null {
  const was = partsOf(before);
  const is = { ...was, ...contact };
  const [old, parts] = [joined(was.givenName, was.familyName), joined(is.givenName, is.familyName)];
  const said = [displayName, formatted].filter((name) => typeof name === 'string');
  const other = said.find((name) => name !== before.name);
  if (other !== undefined) return other;
  if (said.length > 0) return before.name;
  if (displayName === null) return parts;
  return parts !== old && parts !== null && (before.name === null || before.name === old) ? parts : before.name;
}

/** The parts of a name as the directory gave them; of who was not made by one, at the last space. */
export function partsOf({ name, contact }: Pick<ProvisionedPerson, 'name' | 'contact'>): {
  givenName: string | undefined;
  familyName: string | undefined;
} {
  const at = name?.lastIndexOf(' ') ?? -1;
  return {
    givenName: contact['givenName'] ?? (at < 0 ? (name ?? undefined) : name!.slice(0, at)),
    familyName: contact['familyName'] ?? (at < 0 ? undefined : name!.slice(at + 1)),
  };
}

function joined(...parts: (string | null | undefined)[]): string | null {
  const name = parts.filter(Boolean).join(' ').slice(0, limits.name).trim();
  return name === '' ? null : name;
}

/** Contact details afterwards; what is none of a directory's stays. @throws ScimFault `invalidValue` */
export function contactAfter(before: Record<string, string>, draft: UserDraft): Record<string, string> {
  const after = new Map(Object.entries(before));
  for (const [name, value] of Object.entries(draft.contact)) {
    if (value === null) after.delete(name);
    else after.set(name, value);
  }
  if (after.size > limits.contactFields)
    throw new ScimFault('invalidValue', `There are at most ${limits.contactFields} contact details.`);
  return Object.fromEntries(after);
}
