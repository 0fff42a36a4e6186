/**
 * Public ids are TypeIDs: a prefix that names the kind, `_`, and a UUIDv7 in 26 letters of Crockford's base 32.
 * The database keeps the bare UUID. Source of the form: the TypeID specification, version 0.3.
 */
export type Id<Prefix extends string> = `${Prefix}_${string}`;
export type OrganizationId = Id<'org'>;
export type MemberId = Id<'mem'>;
export type GroupId = Id<'grp'>;
export type RoleId = Id<'rol'>;
export type SessionId = Id<'ses'>;
export type KeyId = Id<'key'>;
export type EventId = Id<'evt'>;
export type WebhookId = Id<'hook'>;

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** `mem_01h455vb4pex5vsknk084sn02q` for the UUID `01890a5d-ac96-774b-bcce-b302099a8057`. */
export function toId<Prefix extends string>(prefix: Prefix, uuid: string): Id<Prefix> {
  const hex = uuid.replaceAll('-', '');
  // The first two digits are eight bits in two letters; then five digits are twenty bits in four, without big integers:
  // a page of a list makes a hundred ids.
  let text = pair(parseInt(hex.slice(0, 2), 16));
  for (let at = 2; at < 32; at += 5) {
    const bits = parseInt(hex.slice(at, at + 5), 16);
    text += pair(bits >> 10) + pair(bits & 1023);
  }
  return `${prefix}_${text}`;
}

const pair = (bits: number): string => alphabet.charAt(bits >> 5) + alphabet.charAt(bits & 31);

/** The UUID inside a public id, or `undefined` for whatever is no id of this kind. Never throws. */
export function fromId(prefix: string, id: unknown): string | undefined {
  if (typeof id !== 'string' || id.length !== prefix.length + 27 || !id.startsWith(`${prefix}_`)) return undefined;
  let bits = 0n;
  for (const letter of id.slice(prefix.length + 1)) {
    const value = alphabet.indexOf(letter);
    if (value < 0) return undefined;
    bits = (bits << 5n) | BigInt(value);
  }
  // 26 letters hold 130 bits; an id that uses the upper two is none of ours.
  if (bits >> 128n) return undefined;
  const hex = bits.toString(16).padStart(32, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
