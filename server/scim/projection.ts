import { ScimFault } from './fault.ts';
import { readPath } from './filter.ts';

/** Which attributes are told: RFC 7644 section 3.9. */
export interface Projection {
  attributes?: string | undefined;
  excludedAttributes?: string | undefined;
}

type Json = Record<string, unknown>;

/** What is always told, whatever somebody leaves out. */
const always = ['schemas', 'id'];
const mostNames = 50;

/** Whether an attribute is told at all, so that what costs is read only then. */
export function tells(projection: Projection, attribute: string): boolean {
  return Object.keys(project({ [attribute]: { value: 1 } }, projection)).length > 0;
}

/** @throws ScimFault `invalidValue`, `invalidPath` */
export function project(resource: Json, { attributes, excludedAttributes }: Projection): Json {
  if (attributes !== undefined && excludedAttributes !== undefined)
    throw new ScimFault('invalidValue', 'Name attributes or excludedAttributes, not both.');
  const names = namesIn(attributes ?? excludedAttributes);
  if (names.length === 0) return resource;
  const excludes = attributes === undefined;
  const entries = Object.entries(resource).flatMap(([name, value]): [string, unknown][] => {
    const key = name.toLowerCase();
    if (always.includes(key)) return [[name, value]];
    const mine = names.filter(({ attribute }) => attribute === key);
    if (mine.some(({ sub }) => sub === undefined)) return excludes ? [] : [[name, value]];
    const subs = mine.map(({ sub }) => sub!);
    // An extension's attributes have its URN before them.
    for (const { attribute } of names) if (attribute.startsWith(`${key}:`)) subs.push(attribute.slice(key.length + 1));
    if (subs.length === 0) return excludes ? [[name, value]] : [];
    return [[name, Array.isArray(value) ? value.map((one) => pick(one, subs, excludes)) : pick(value, subs, excludes)]];
  });
  const projected = Object.fromEntries(entries);
  // Not told, and still what the headers are made from.
  if (resource['meta'] !== undefined && projected['meta'] !== resource['meta'])
    Object.defineProperty(projected, hiddenMeta, { value: resource['meta'] });
  return projected;
}

/** Where the whole `meta` of a thing stands that is not told of it. */
export const hiddenMeta = Symbol('meta');

function pick(value: unknown, subs: readonly string[], excludes: boolean): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => subs.includes(name.toLowerCase()) !== excludes));
}

function namesIn(list: string | undefined): { attribute: string; sub?: string }[] {
  const names = (list ?? '').split(',').flatMap((name) => name.trim() || []);
  if (names.length > mostNames) throw new ScimFault('invalidValue', `Name at most ${mostNames} attributes.`);
  return names.map(readPath);
}
