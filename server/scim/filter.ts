import { limits } from '../contract/index.ts';
import { ScimFault, type ScimType } from './fault.ts';
import { enterpriseSchema, groupSchema, userSchema } from './names.ts';

/** A filter of RFC 7644 section 3.4.2.2. Paths are in lower case, without the URN of the core schema. */
export type Filter =
  | { kind: 'and' | 'or'; parts: Filter[] }
  | { kind: 'not'; part: Filter }
  | { kind: 'test'; path: string; operator: Operator; value: Value }
  /** `emails[type eq "work"]`, and with `.value eq "a@b.c"` behind it the test of that as well. */
  | { kind: 'within'; path: string; part: Filter; test?: Filter & { kind: 'test' } };

export type Value = string | number | boolean | null;
type Operator = (typeof operators)[number];

/** Where a PATCH acts: `name.givenName`, `emails[type eq "work"].value`. */
export interface Path {
  /** In lower case; an extension's with its URN, `urn:…:user:department`. */
  attribute: string;
  filter?: Filter;
  sub?: string;
}

const operators = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le', 'pr'] as const;
const coreSchemas = [userSchema, groupSchema].map((name) => `${name.toLowerCase()}:`);
const extension = enterpriseSchema.toLowerCase();

// No two alternatives begin alike and none can match in two ways, so a text is taken apart in one go, however odd it is.
const token = /\s*(?:([()[\]])|("(?:[^"\\]|\\.)*")|([^\s()[\]"]+))/y;
const attributeName = /^[a-z$][\w$-]*(?:\.[a-z$][\w$-]*)?$/;

interface Token {
  kind: 'sign' | 'text' | 'word';
  text: string;
}

/** @throws ScimFault `invalidFilter` */
export function readFilter(text: string): Filter {
  return new Reader(text, 'invalidFilter').filter();
}

/** @throws ScimFault `invalidPath` */
export function readPath(text: string): Path {
  return new Reader(text, 'invalidPath').path();
}

class Reader {
  readonly #tokens: Token[];
  readonly #fault: ScimType;
  #at = 0;
  #terms = 0;

  constructor(text: string, fault: ScimType) {
    this.#fault = fault;
    if (text.length > limits.scimFilter) throw this.#wrong(`This has at most ${limits.scimFilter} characters.`);
    this.#tokens = this.#takeApart(text);
  }

  filter(): Filter {
    const filter = this.#either(0);
    if (this.#at < this.#tokens.length) throw this.#unexpected();
    return filter;
  }

  path(): Path {
    const { attribute, sub } = this.#attribute();
    const filter = this.#inBrackets(0);
    const behind = filter ? this.#behind() : undefined;
    if (this.#at < this.#tokens.length) throw this.#unexpected();
    if (filter && sub !== undefined) throw this.#wrong('A filter stands behind an attribute of several values.');
    const last = sub ?? behind;
    return { attribute, ...(filter && { filter }), ...(last !== undefined && { sub: last }) };
  }

  #either(depth: number): Filter {
    return this.#joined('or', () => this.#joined('and', () => this.#one(depth)));
  }

  #joined(kind: 'and' | 'or', next: () => Filter): Filter {
    const parts = [next()];
    while (this.#takeWord(kind)) parts.push(next());
    return parts.length === 1 ? parts[0]! : { kind, parts };
  }

  #one(depth: number): Filter {
    if (depth > limits.scimDepth) throw this.#wrong('This is nested too deeply.');
    if (++this.#terms > limits.scimTerms) throw this.#wrong(`This has at most ${limits.scimTerms} terms.`);
    const negated = this.#tokens[this.#at + 1]?.text === '(' && this.#takeWord('not');
    if (this.#takeSign('(')) {
      const part = this.#either(depth + 1);
      if (!this.#takeSign(')')) throw this.#unexpected();
      return negated ? { kind: 'not', part } : part;
    }
    const { attribute, sub } = this.#attribute();
    const path = sub === undefined ? attribute : `${attribute}.${sub}`;
    const part = this.#inBrackets(depth);
    if (!part) return this.#test(path);
    const behind = this.#behind();
    return {
      kind: 'within',
      path,
      part,
      ...(behind !== undefined && { test: this.#test(behind) }),
    };
  }

  #test(path: string): Filter & { kind: 'test' } {
    const operator = this.#next('word')?.toLowerCase() as Operator;
    if (!operators.includes(operator)) throw this.#unexpected();
    return { kind: 'test', path, operator, value: operator === 'pr' ? null : this.#value() };
  }

  #value(): Value {
    const text = this.#next('text') ?? this.#next('word')?.replace(/^(true|false|null)$/i, (it) => it.toLowerCase());
    if (text === undefined) throw this.#unexpected();
    try {
      return JSON.parse(text) as Value;
    } catch {
      throw this.#wrong('A value is a text in double quotes, true, false or a number.');
    }
  }

  #inBrackets(depth: number): Filter | undefined {
    if (!this.#takeSign('[')) return undefined;
    const part = this.#either(depth + 1);
    if (!this.#takeSign(']')) throw this.#unexpected();
    return part;
  }

  /** `.value` behind brackets. */
  #behind(): string | undefined {
    const text = this.#tokens[this.#at]?.text ?? '';
    if (!/^\.[a-z$][\w$-]*$/i.test(text)) return undefined;
    this.#at++;
    return text.slice(1).toLowerCase();
  }

  #attribute(): { attribute: string; sub?: string } {
    const word = this.#next('word')?.toLowerCase();
    if (word === undefined) throw this.#unexpected();
    if (word === extension) return { attribute: word };
    const core = coreSchemas.find((urn) => word.startsWith(urn));
    const prefix = core ?? (word.startsWith('urn:') ? word.slice(0, word.lastIndexOf(':') + 1) : '');
    const name = word.slice(prefix.length);
    if (!attributeName.test(name)) throw this.#wrong(`"${word.slice(0, 100)}" names no attribute.`);
    const [first, sub] = name.split('.') as [string, string | undefined];
    return { attribute: core ? first : prefix + first, ...(sub !== undefined && { sub }) };
  }

  #next(kind: Token['kind']): string | undefined {
    const found = this.#tokens[this.#at];
    if (found?.kind !== kind) return undefined;
    this.#at++;
    return found.text;
  }

  #takeWord(word: string): boolean {
    const found = this.#tokens[this.#at];
    if (found?.kind !== 'word' || found.text.toLowerCase() !== word) return false;
    this.#at++;
    return true;
  }

  #takeSign(sign: string): boolean {
    const found = this.#tokens[this.#at];
    if (found?.kind !== 'sign' || found.text !== sign) return false;
    this.#at++;
    return true;
  }

  #takeApart(text: string): Token[] {
    const tokens: Token[] = [];
    token.lastIndex = 0;
    const end = text.trimEnd().length;
    while (token.lastIndex < end) {
      const at = token.lastIndex;
      const found = token.exec(text);
      if (!found) throw this.#wrong(`This cannot be read from here on: ${text.slice(at, at + 40)}`);
      const [, sign, quoted, word] = found;
      tokens.push({
        kind: sign !== undefined ? 'sign' : quoted !== undefined ? 'text' : 'word',
        text: (sign ?? quoted ?? word)!,
      });
    }
    return tokens;
  }

  #unexpected(): ScimFault {
    const found = this.#tokens[this.#at];
    return this.#wrong(found ? `"${found.text.slice(0, 40)}" is not expected here.` : 'This ends too early.');
  }

  #wrong(detail: string): ScimFault {
    return new ScimFault(this.#fault, detail);
  }
}

/** Whether one of several values is meant: `{type: 'work', value: 'a@b.c'}` by `type eq "work"`. Texts are compared without case. */
export function matches(filter: Filter, item: Readonly<Record<string, Value>>): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.parts.every((part) => matches(part, item));
    case 'or':
      return filter.parts.some((part) => matches(part, item));
    case 'not':
      return !matches(filter.part, item);
    case 'within':
      return false;
    case 'test':
      return passes(Object.hasOwn(item, filter.path) ? item[filter.path]! : null, filter.operator, filter.value);
  }
}

function passes(actual: Value, operator: Operator, wanted: Value): boolean {
  const [a, b] = [plain(actual), plain(wanted)];
  switch (operator) {
    case 'eq':
      return a === b;
    case 'ne':
      return a !== b;
    case 'pr':
      return actual !== null;
    case 'co':
      return typeof a === 'string' && a.includes(String(b));
    case 'sw':
      return typeof a === 'string' && a.startsWith(String(b));
    case 'ew':
      return typeof a === 'string' && a.endsWith(String(b));
    default:
      return false;
  }
}

/** `"True"` is what some say for true. */
function plain(value: Value): Value {
  const text = typeof value === 'string' ? value.toLowerCase() : value;
  return text === 'true' ? true : text === 'false' ? false : text;
}
