import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createRoster } from '../../server/index.ts';
import { publicUrl, testSecret, type World } from '../support/given.ts';

const pages = [
  'sign-in',
  'sign-out',
  'forgot',
  'reset',
  'accept',
  'change-password',
  'home',
  'switch',
  '..',
  'assets/x',
];
const fields = ['email', 'password', 'current', 'name', 'token', 'proof', 'return_to', 'again', '__proto__', ''];
const types = [
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'application/json',
  'text/plain;charset=utf-16',
  '',
];

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
    fc
      .constantFrom('inv_', 'rst_')
      .chain((prefix) => fc.stringMatching(/^[0-9a-f]{0,90}$/).map((rest) => prefix + rest)),
  );
  const plain = fc.string({ unit: fc.constantFrom(...'abc=;,"%/ -_.{}[]<>0919'), maxLength: 40 });
  const request = fc.record({
    page: fc.constantFrom(...pages),
    method: fc.constantFrom('GET', 'POST', 'POST', 'POST', 'HEAD', 'PUT'),
    search: fc.array(fc.tuple(fc.constantFrom(...fields), text), { maxLength: 3 }),
    form: fc.array(fc.tuple(fc.constantFrom(...fields), text), { maxLength: 5 }),
    honest: fc.boolean(),
    cookies: fc.array(plain, { maxLength: 3 }),
    type: fc.constantFrom(...types),
    raw: fc.option(fc.uint8Array({ maxLength: 200 }), { nil: undefined, freq: 6 }),
    address: fc.ipV4(),
  });
  const property = fc.asyncProperty(
    request,
    async ({ page, method, search, form, honest, cookies, type, raw, address }) => {
      const query =
        search.length > 0
          ? `?${new URLSearchParams(search.map(([name, one]) => [name, one.replace(/\p{Surrogate}/gu, '')]))}`
          : '';
      const filled = new URLSearchParams(form.map(([name, one]) => [name, one.replace(/\p{Surrogate}/gu, '')]));
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
