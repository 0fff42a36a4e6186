import type { ValueTypes } from './lease.ts';

/**
 * How values cross the wire, the same for both engines, as a fixed table: asking the server for its types on every new connection
 * costs a round trip, and the drivers' own tables differ. Types that are not named here stay text; so do 64-bit integers and moments,
 * which drizzle reads itself.
 */
const text = (value: string): string => value;
const asText = (value: unknown): string => String(value);
const asMoment = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value));
const asJson = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

interface Scalar {
  oid: number;
  array: number;
  parse: (text: string) => unknown;
  serialize: (value: unknown) => string;
}

const scalars: Scalar[] = [
  {
    oid: 16,
    array: 1000,
    parse: (value) => value === 't',
    serialize: (value) => (value === true || value === 't' || value === 'true' ? 't' : 'f'),
  },
  {
    oid: 17,
    array: 1001,
    parse: bytesOf,
    serialize: (value) => (value instanceof Uint8Array ? hexOf(value) : String(value)),
  },
  { oid: 20, array: 1016, parse: text, serialize: asText },
  ...[21, 23, 26, 700, 701].map((oid) => ({
    oid,
    array: { 21: 1005, 23: 1007, 26: 1028, 700: 1021, 701: 1022 }[oid]!,
    parse: Number,
    serialize: asText,
  })),
  ...[
    [25, 1009],
    [1042, 1014],
    [1043, 1015],
    [1700, 1231],
    [2950, 2951],
  ].map(([oid, array]) => ({ oid: oid!, array: array!, parse: text, serialize: asText })),
  ...[
    [1082, 1182],
    [1083, 1183],
    [1114, 1115],
    [1184, 1185],
  ].map(([oid, array]) => ({ oid: oid!, array: array!, parse: text, serialize: asMoment })),
  { oid: 114, array: 199, parse: JSON.parse, serialize: asJson },
  { oid: 3802, array: 3807, parse: JSON.parse, serialize: asJson },
];

/** A fresh copy of the table, because drivers write into the one they are given. */
export function valueTypes(): ValueTypes {
  const types: ValueTypes = { parsers: {}, serializers: {} };
  for (const { oid, array, parse, serialize } of scalars) {
    types.parsers[oid] = parse;
    types.serializers[oid] = serialize;
    types.parsers[array] = (literal) => parseArray(literal, parse);
    types.serializers[array] = (value) => (Array.isArray(value) ? arrayLiteral(value, serialize) : String(value));
  }
  return types;
}

function arrayLiteral(values: unknown[], serialize: (value: unknown) => string): string {
  const items = values.map((value) => {
    if (value === null || value === undefined) return 'NULL';
    if (Array.isArray(value)) return arrayLiteral(value, serialize);
    return `"${serialize(value).replace(/[\\"]/g, '\\$&')}"`;
  });
  return `{${items.join(',')}}`;
}

/** Reads `{a,"b, c",NULL,{d}}`. A prefix with bounds, as in `[0:1]={a,b}`, is passed over. */
function parseArray(literal: string, parse: (text: string) => unknown): unknown[] {
  const token = /([{}])|"((?:[^"\\]|\\.)*)"|([^",{}]+)/gs;
  token.lastIndex = literal.indexOf('{');
  const root: unknown[] = [];
  const open: unknown[][] = [root];
  for (let found = token.exec(literal); found; found = token.exec(literal)) {
    const [, brace, quoted, bare] = found;
    const current = open.at(-1)!;
    if (brace === '{') {
      const inner: unknown[] = [];
      current.push(inner);
      open.push(inner);
    } else if (brace === '}') open.pop();
    else if (quoted !== undefined) current.push(parse(quoted.replace(/\\(.)/gs, '$1')));
    else current.push(bare === 'NULL' ? null : parse(bare!));
  }
  return root[0] as unknown[];
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 - 1 }, (_, index) =>
    Number.parseInt(hex.slice(2 * index + 2, 2 * index + 4), 16),
  );
}

function hexOf(bytes: Uint8Array): string {
  return bytes.reduce((hex, byte) => hex + byte.toString(16).padStart(2, '0'), '\\x');
}
