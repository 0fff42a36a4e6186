import { fromId, toId } from '../contract/index.ts';
import type { GroupField } from '../domain/provisioning/find-groups.ts';
import type { PersonField, Wanted } from '../domain/provisioning/find-people.ts';
import { ScimFault } from './fault.ts';
import { matches, readFilter, type Filter } from './filter.ts';

/** What filters may ask of a resource: each attribute by its path in lower case. */
interface Askable<Field extends string> {
  fields: Readonly<Record<string, Field>>;
  /** Of these, those of which no beginning can be asked. */
  whole: readonly Field[];
  /** Fields that hold ids, and their prefix. */
  ids: Partial<Record<Field, string>>;
  /** Whether `active` can be asked for. */
  active: boolean;
}

const people: Askable<PersonField> = {
  fields: {
    id: 'id',
    username: 'userName',
    externalid: 'externalId',
    emails: 'email',
    'emails.value': 'email',
    displayname: 'name',
    'name.formatted': 'name',
  },
  whole: ['id', 'externalId'],
  ids: { id: 'mem' },
  active: true,
};

const groups: Askable<GroupField> = {
  fields: {
    id: 'id',
    displayname: 'name',
    externalid: 'externalId',
    members: 'member',
    'members.value': 'member',
  },
  whole: ['id', 'externalId', 'member'],
  ids: { id: 'grp', member: 'mem' },
  active: false,
};

/** @throws ScimFault `invalidFilter` for what no index can answer, so that no filter reads a whole organization */
export const wantedPeople = (filter: string | undefined): Wanted<PersonField> => translate(filter, people);
export const wantedGroups = (filter: string | undefined): Wanted<GroupField> => translate(filter, groups);

function translate<Field extends string>(text: string | undefined, askable: Askable<Field>): Wanted<Field> {
  if (text === undefined) return { all: [] };
  const wanted = read(readFilter(text), askable);
  // What is asked for beside a status is found first, and the status looked at then; alone, the counters know it.
  const [only, ...others] = 'all' in wanted ? wanted.all : [wanted];
  return only && others.length === 0 ? only : wanted;
}

function read<Field extends string>(filter: Filter, askable: Askable<Field>): Wanted<Field> {
  switch (filter.kind) {
    case 'and': {
      const all = filter.parts.map((part) => read(part, askable));
      const flat = all.flatMap((part) => ('all' in part ? part.all : [part]));
      // The same status twice is one; two are nobody.
      const statuses = new Set(flat.flatMap((part) => ('active' in part ? [part.active] : [])));
      if (statuses.size > 1) return { any: [] };
      const rest = flat.filter((part) => !('active' in part));
      return { all: [...rest, ...[...statuses].map((active) => ({ active }))] };
    }
    case 'or': {
      const any = filter.parts.map((part) => read(part, askable));
      if (any.some((part) => !isFound(part))) throw refused('In an "or", each part names a person or a group.');
      return { any };
    }
    case 'not':
      throw refused('"not" is not supported.');
    case 'within':
      return readWithin(filter, askable);
    case 'test':
      return readTest(filter, askable);
  }
}

/** Whether an index finds it: nobody, or by one of its fields. */
function isFound<Field extends string>(wanted: Wanted<Field>): boolean {
  if ('field' in wanted) return true;
  if ('all' in wanted) return wanted.all.some(isFound);
  return 'any' in wanted && wanted.any.every(isFound);
}

/** There is one address to a person, of type `work` and the primary one, so what the brackets say of it holds or does not. */
function readWithin<Field extends string>(
  { path, part, test }: Filter & { kind: 'within' },
  askable: Askable<Field>,
): Wanted<Field> {
  const parts = [...(part.kind === 'and' ? part.parts : [part]), ...(test ? [test] : [])];
  const all = parts.map((one): Wanted<Field> => {
    if (one.kind !== 'test') throw refused('In brackets, tests are joined by "and".');
    if (one.path === 'value') return readTest({ ...one, path: `${path}.value` }, askable);
    if (path === 'emails' && ['type', 'primary'].includes(one.path))
      return matches(one, { type: 'work', primary: true }) ? { all: [] } : { any: [] };
    throw refused(`${path}.${one.path} cannot be asked for.`);
  });
  return { all: all.flatMap((one) => ('all' in one ? one.all : [one])) };
}

function readTest<Field extends string>(
  { path, operator, value }: Filter & { kind: 'test' },
  { fields, whole, ids, active }: Askable<Field>,
): Wanted<Field> {
  if (path === 'active' && active) {
    const wanted = typeof value === 'string' ? value.toLowerCase() : String(value);
    if (operator !== 'eq' || !['true', 'false'].includes(wanted))
      throw refused('active is asked for as active eq true or active eq false.');
    return { active: wanted === 'true' };
  }
  const field = Object.hasOwn(fields, path) ? fields[path] : undefined;
  if (field === undefined) throw refused(`${path.slice(0, 100)} cannot be asked for.`);
  const is = operator === 'eq' ? 'equal' : operator === 'sw' && !whole.includes(field) ? 'beginning' : undefined;
  if (is === undefined) throw refused(`${path} cannot be asked for by ${operator}.`);
  if (typeof value !== 'string') throw refused(`${path} is a text.`);
  // Kept nowhere, so found nowhere.
  if (value === '' || /\0|\p{Surrogate}/u.test(value)) return { any: [] };
  const prefix = ids[field];
  if (prefix === undefined) return { field, is, value };
  const uuid = fromId(prefix, value);
  return uuid === undefined || toId(prefix, uuid) !== value ? { any: [] } : { field, is, value: uuid };
}

function refused(detail: string): ScimFault {
  return new ScimFault('invalidFilter', detail);
}
