import type { z } from '@hono/zod-openapi';
import type { FieldFault, FieldProblem } from '../contract/index.ts';
import { Refused } from '../domain/refused.ts';

/**
 * The path's parameters. An id that cannot be one is answered like one that nobody has.
 * @throws Refused `not_found`
 */
export function readParams<S extends z.ZodType>(schema: S, params: unknown): z.output<S> {
  const read = schema.safeParse(params);
  if (!read.success) throw new Refused('not_found');
  return read.data;
}

/** @throws Refused `malformed` for what the address must not look like, `invalid` for a text that is merely too long */
export function readQuery<S extends z.ZodType>(schema: S, search: URLSearchParams): z.output<S> {
  // A map without a prototype: `?__proto__=` is a name like any other.
  const values = Object.create(null) as Record<string, string | string[]>;
  for (const name of new Set(search.keys())) {
    const all = search.getAll(name);
    values[name] = all.length > 1 ? all : all[0]!;
  }
  const read = schema.safeParse(values);
  if (read.success) return read.data;
  const problems = read.error.issues.flatMap((issue) =>
    problemsOf(issue, values, (path) => `?${String(path[0] ?? '')}`),
  );
  throw refusal(problems, ({ code }) => !['too_long', 'characters'].includes(code));
}

/** @throws Refused `malformed` for the wrong shape, `invalid` for the wrong values; each with a pointer per field */
export function readBody<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const unreadable = textProblems(value);
  if (unreadable.length > 0) throw refusal(unreadable, () => false);
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const problems = read.error.issues.flatMap((issue) => problemsOf(issue, value, pointerOf));
  throw refusal(problems, ({ code }) => code === 'unknown_field' || code === 'wrong_type');
}

function refusal(errors: FieldProblem[], isMalformed: (problem: FieldProblem) => boolean): Refused {
  const malformed = errors.some(isMalformed);
  const detail = errors.length === 1 ? errors[0]!.detail : `${errors.length} fields need a correction.`;
  return new Refused(malformed ? 'malformed' : 'invalid', { detail, errors: errors.slice(0, 200) });
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

function problemsOf(issue: Issue, input: unknown, pointer: (path: Path) => string): FieldProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: pointer([...issue.path, key]),
      code: 'unknown_field',
      detail: 'There is no field of this name.',
    }));
  }
  // Of several shapes, the one whose fault lies deepest is the one that was meant.
  if (issue.code === 'invalid_union') {
    const [nearest] = issue.errors.flat().toSorted((a, b) => b.path.length - a.path.length);
    if (nearest) return problemsOf({ ...nearest, path: [...issue.path, ...nearest.path] }, input, pointer);
  }
  return [{ pointer: pointer(issue.path), ...faultOf(issue, valueAt(input, issue.path)) }];
}

type Fault = Omit<FieldProblem, 'pointer'>;

function faultOf(issue: Issue, value: unknown): Fault {
  switch (issue.code) {
    case 'invalid_type':
      return typeFault(issue.expected, value);
    case 'too_big':
      return issue.origin === 'string'
        ? { code: 'too_long', detail: `This has at most ${issue.maximum} characters.` }
        : issue.origin === 'array'
          ? { code: 'too_many', detail: `There are at most ${issue.maximum} entries.` }
          : { code: 'too_large', detail: `This is at most ${issue.maximum}.` };
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? { code: 'required', detail: 'This must not be empty.' }
        : { code: 'too_small', detail: `This is at least ${issue.minimum}.` };
    case 'invalid_value':
      return value === undefined
        ? { code: 'required', detail: 'This is required.' }
        : { code: 'not_allowed', detail: `This is one of: ${issue.values.map(String).join(', ')}.` };
    case 'custom':
      return { code: (issue.params?.['code'] as FieldFault | undefined) ?? 'malformed', detail: issue.message };
    default:
      return { code: 'malformed', detail: 'This does not have the right form.' };
  }
}

function typeFault(expected: string, value: unknown): Fault {
  if (value === undefined) return { code: 'required', detail: 'This is required.' };
  const kinds: Record<string, string> = {
    string: 'a text',
    array: 'a list',
    object: 'an object',
    boolean: 'true or false',
  };
  const detail = `This must be ${kinds[expected] ?? `of the kind ${expected}`}.`;
  const structured = typeof value === 'object' && value !== null;
  const wanted = expected === 'array' || expected === 'object';
  // A structure where a single value belongs is no slip of a person's hand.
  return { code: structured && !wanted ? 'wrong_type' : 'malformed', detail };
}

/** Texts that could not be kept as they are: PostgreSQL takes no NUL, and UTF-8 no half of a surrogate pair. */
function textProblems(value: unknown, path: Path = []): FieldProblem[] {
  if (typeof value === 'string') {
    return value.includes('\0') || /\p{Surrogate}/u.test(value)
      ? [{ pointer: pointerOf(path), code: 'characters', detail: 'This contains a character that cannot be kept.' }]
      : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textProblems(inner, [...path, key]));
}

/** RFC 6901. */
function pointerOf(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => {
    // A query's single value is read as a list of one.
    if (typeof inner === 'string' && step === 0) return inner;
    return typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[step] : undefined;
  }, value);
}
