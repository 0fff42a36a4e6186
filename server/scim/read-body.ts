import { limits } from '../contract/index.ts';
import { cleanName, NameFault } from '../domain/members/identity.ts';
import { ScimFault } from './fault.ts';
import { readPath, type Path, type Value } from './filter.ts';
import { patchSchema } from './names.ts';

/** One thing to be done to one attribute: what a whole resource says of it, or an operation of a PATCH. */
export interface Assignment {
  op: 'add' | 'replace' | 'remove';
  path: Path;
  /** Undefined where none was given. */
  value: unknown;
  /** Whether a PATCH named the attribute by `path`; in a whole resource, what cannot be changed is passed over. */
  named: boolean;
}

/**
 * The attributes of an object by their names in lower case, since names have no case (RFC 7643 section 2.1).
 * @throws ScimFault `invalidValue` for what is no object, `invalidSyntax` for a name that occurs twice
 */
export function attributesOf(value: unknown, what: string): Map<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ScimFault('invalidValue', `${what} is an object.`);
  const attributes = new Map<string, unknown>();
  for (const [name, inner] of Object.entries(value)) {
    const key = name.toLowerCase();
    if (attributes.has(key)) throw new ScimFault('invalidSyntax', `${what} names an attribute twice.`);
    attributes.set(key, inner);
  }
  return attributes;
}

/** What a whole resource says, an attribute at a time. */
export function readResource(body: unknown, schema: string): Assignment[] {
  const attributes = attributesOf(body, 'A resource');
  const schemas = attributes.get('schemas');
  if (!Array.isArray(schemas) || !schemas.some((one) => String(one).toLowerCase() === schema.toLowerCase()))
    throw new ScimFault('invalidSyntax', `The resource's schemas do not name ${schema}.`);
  return spread(attributes, 'replace', false);
}

/**
 * The operations of a PATCH in their order. Names of operations are read without case, and an object without a path is an
 * operation for each attribute in it, whose name may be a path itself: so do identity providers write them.
 * @throws ScimFault `invalidSyntax`, `invalidPath`, `noTarget`
 */
export function readPatch(body: unknown): Assignment[] {
  const attributes = attributesOf(body, 'A PATCH');
  const schemas = attributes.get('schemas');
  if (!Array.isArray(schemas) || !schemas.includes(patchSchema))
    throw new ScimFault('invalidSyntax', `The schemas of a PATCH name ${patchSchema}.`);
  const operations = attributes.get('operations');
  if (!Array.isArray(operations) || operations.length === 0)
    throw new ScimFault('invalidSyntax', 'A PATCH has Operations.');
  if (operations.length > limits.scimOperations)
    throw new ScimFault('tooMany', `A PATCH has at most ${limits.scimOperations} operations.`);
  return operations.flatMap(readOperation);
}

function readOperation(operation: unknown): Assignment[] {
  const parts = attributesOf(operation, 'An operation');
  const op = typeof parts.get('op') === 'string' ? (parts.get('op') as string).toLowerCase() : undefined;
  if (op !== 'add' && op !== 'replace' && op !== 'remove')
    throw new ScimFault('invalidSyntax', 'An operation is add, replace or remove.');
  const path = parts.get('path') ?? undefined;
  const value = parts.get('value');
  if (path === undefined) {
    if (op === 'remove') throw new ScimFault('noTarget', 'What is to be removed is named by a path.');
    return spread(attributesOf(value, 'The value of an operation without a path'), op, false);
  }
  if (typeof path !== 'string') throw new ScimFault('invalidPath', 'A path is a text.');
  if (op !== 'remove' && value === undefined) throw new ScimFault('invalidValue', 'This operation needs a value.');
  return [{ op, path: readPath(path), value, named: true }];
}

function spread(attributes: Map<string, unknown>, op: 'add' | 'replace', named: boolean): Assignment[] {
  // Extensions of other products are passed over, in whatever way their names are made.
  const ours = [...attributes].filter(([name]) => !name.startsWith('urn:') || name.startsWith('urn:ietf:params:scim:'));
  return ours.map(([name, value]) => ({ op, path: readPath(name), value, named }));
}

/**
 * A text as it is kept; null to clear it, undefined where nothing was said.
 * @throws ScimFault `invalidValue`
 */
export function readText(value: unknown, name: string, most: number): string | null | undefined {
  if (value === undefined) return undefined;
  if (value === null) return null;
  if (typeof value !== 'string') throw new ScimFault('invalidValue', `${name} is a text.`);
  const text = value.trim();
  if (text === '') return null;
  if (text.length > most) throw new ScimFault('invalidValue', `${name} has at most ${most} characters.`);
  if (/[\p{Cc}\p{Bidi_Control}]|\p{Surrogate}/u.test(text))
    throw new ScimFault('invalidValue', `${name} contains a character that cannot be kept.`);
  return text;
}

/** A name as names are kept here. @throws ScimFault `invalidValue` */
export function readName(value: unknown, name: string, most: number = limits.name): string | null | undefined {
  const text = readText(value, name, 4 * limits.name);
  if (text === undefined || text === null) return text;
  const clean = cleanName(text);
  if (clean instanceof NameFault) throw new ScimFault('invalidValue', `${name}: ${clean.message}`);
  if (clean.length > most) throw new ScimFault('invalidValue', `${name} has at most ${most} characters.`);
  return clean;
}

/** `"False"` is what some send for false. Undefined for null and for nothing. @throws ScimFault `invalidValue` */
export function readBoolean(value: unknown, name: string): boolean | undefined {
  if (value === undefined || value === null) return undefined;
  const word = typeof value === 'string' ? value.toLowerCase() : value;
  if (word === true || word === 'true') return true;
  if (word === false || word === 'false') return false;
  throw new ScimFault('invalidValue', `${name} is true or false.`);
}

/** The entries of an attribute of several values, which may come alone. @throws ScimFault `invalidValue` */
export function readEntries(value: unknown, name: string): Map<string, unknown>[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map((one: unknown) =>
    attributesOf(typeof one === 'string' ? { value: one } : one, `An entry of ${name}`),
  );
}

/** An entry as filters compare it. */
export function comparable(entry: Map<string, unknown>): Record<string, Value> {
  const plain = [...entry].filter(([, value]) => typeof value !== 'object' || value === null);
  return Object.fromEntries(plain) as Record<string, Value>;
}
