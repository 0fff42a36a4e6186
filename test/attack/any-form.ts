import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createRoster } from '../../server/index.ts';
import { publicUrl, testSecret, type World } from '../support/given.ts';

/** Each with the fields of its form. */
const pages: Record<string, string[]> = {
  'sign-in': ['email', 'password', 'return_to'],
  'sign-out': [],
  forgot: ['email'],
  reset: ['link', 'password', 'return_to'],
  accept: ['link', 'name', 'password', 'switch'],
  'change-password': ['current', 'password', 'return_to'],
  home: [],
  switch: [],
  '..': [],
  'assets/x': [],
};
const fields = [...new Set(Object.values(pages).flat()), 'token', 'proof', 'again', '__proto__', ''];
const types = [
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'application/json',
  'text/plain;charset=utf-16',
  '',
];

/** Nearly always what lets a form through to whoever reads it; what is wrong is then wrong by itself. */
const mostly = <T, U>(usual: T, other: fc.Arbitrary<U>): fc.Arbitrary<T | U> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });

/** Fills in the pages that anybody can open with whatever comes to mind, under cookies that nobody was given. */
export async function anyForm(world: World): Promise<{ property: fc.IAsyncProperty<unknown>; close(): Promise<void> }> {
  const broken: string[] = [];
  const roster = await createRoster({
    database: world.database,
    secret: testSecret,
    url: publicUrl,
    jobs: false,
    log: (level, event, told) => void (level === 'error' && broken.push(`${event} ${JSON.stringify(told)}`)),
  });
  const opened = await roster.app.request(`${publicUrl}/sign-in`);
  const cookie = opened.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  const [, proof = ''] = /name="proof" value="([^"]*)"/.exec(await opened.text()) ?? [];
  const codes = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), maxLength: 90 });
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      '',
      '\u0000',
      '//evil.example',
      'javascript:alert(1)',
      proof,
      world.email('ada'),
      'a@b.example',
      '%00',
      '\r\nx: y',
    ),
    fc.tuple(fc.constantFrom('inv_', 'rst_'), codes).map(([prefix, code]) => prefix + code),
  );
  const plain = fc.string({ unit: fc.constantFrom(...'abc=;,"%/ -_.{}[]<>0919'), maxLength: 40 });
  const request = fc.record({
    page: fc.constantFrom(...Object.keys(pages)),
    method: fc.constantFrom('GET', 'POST', 'POST', 'POST', 'HEAD', 'PUT'),
    search: fc.array(fc.tuple(fc.constantFrom(...fields), text), { maxLength: 3 }),
    typed: fc.array(text, { minLength: 4, maxLength: 4 }),
    form: mostly([], fc.array(fc.tuple(fc.constantFrom(...fields), text), { maxLength: 5 })),
    honest: fc.boolean(),
    cookies: mostly([], fc.array(plain, { maxLength: 3 })),
    type: fc.constantFrom(...types),
    raw: mostly(undefined, fc.uint8Array({ maxLength: 200 })),
    address: fc.ipV4(),
  });
  const property = fc.asyncProperty(
    request,
    async ({ page, method, search, typed, form, honest, cookies, type, raw, address }) => {
      const query =
        search.length > 0
          ? `?${new URLSearchParams(search.map(([name, one]) => [name, one.replace(/\p{Surrogate}/gu, '')]))}`
          : '';
      const own = pages[page]!.map((name, at): [string, string] => [name, typed[at]!]);
      const filled = new URLSearchParams(
        [...own, ...form].map(([name, one]) => [name, one.replace(/\p{Surrogate}/gu, '')]),
      );
      if (honest) filled.set('proof', proof);
      const response = await roster.app.request(
        `${publicUrl}/${page}${query}`,
        {
          method,
          headers: {
            cookie: [honest ? cookie : '', ...cookies].filter(Boolean).join('; '),
            ...(type && { 'content-type': honest ? types[0]! : type }),
            ...(honest && { 'sec-fetch-site': 'same-origin' }),
          },
          ...(method === 'POST' && { body: raw ? new Uint8Array(raw) : filled.toString() }),
        },
        { incoming: { socket: { remoteAddress: address } } },
      );
      await response.arrayBuffer();
      const about = `${method} ${page}${query} ${filled}: ${response.status} ${broken.splice(0)}`;
      assert.ok(response.status < 500 || response.status === 503, about);
      const location = response.headers.get('location');
      if (location !== null)
        assert.equal(new URL(location, `${publicUrl}/${page}`).origin, new URL(publicUrl).origin, about);
    },
  );
  return { property, close: () => roster.close() };
}
