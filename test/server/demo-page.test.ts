import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Hono } from 'hono';
import { makeDemo } from '../../server/demo/make-demo.ts';

const slugs = ['optra', 'spectra', 'directory', 'insights', 'organization-admin'];
const own = { 'sec-fetch-site': 'same-origin', origin: 'http://127.0.0.1:3000' };

function givenDemo(session?: { email: string; name: string | null }): { demo: Hono; asked: unknown[] } {
  const asked: unknown[] = [];
  const demo = makeDemo({
    apiPath: '/roster',
    publicUrl: 'http://127.0.0.1:3000/roster',
    mailbox: '/dev/mail',
    signedIn: async () => session,
    peopleOf: async () => ['mem_one', 'mem_two'],
    tokenFor: async (who) => {
      asked.push(who);
      return { token: 'wt_token', expiresAt: '2026-01-01T00:00:00Z' };
    },
  });
  return { demo, asked };
}

describe('a visitor of the demo', () => {
  it('is led from / to five products of which Roster is a part', async () => {
    const { demo } = givenDemo();
    const response = await demo.request('/');
    assert.equal(response.status, 302);
    assert.equal(response.headers.get('location'), '/demo');
    const index = await (await demo.request('/demo')).text();
    for (const slug of slugs) {
      assert.match(index, new RegExp(`href="/demo/${slug}"`));
      assert.equal((await demo.request(`/demo/${slug}`)).status, 200, slug);
      for (const look of [`${slug}.css`, `${slug}.svg`])
        assert.equal((await demo.request(`/demo/look/${look}`)).status, 200, look);
    }
    assert.equal((await demo.request('/demo/nobody')).status, 404);
    assert.equal((await demo.request('/demo/optra/nowhere')).status, 404);
    assert.equal((await demo.request('/demo/spectra/groups/grp_1')).status, 200, 'a place of the portal');
  });

  it('sees on each page the very lines the page is made of', async () => {
    const { demo } = givenDemo();
    for (const slug of slugs) {
      const page = await (await demo.request(`/demo/${slug === 'insights' ? 'insights/users' : slug}`)).text();
      const shown = [...page.matchAll(/<code>([\s\S]*?)<\/code>/g)].map(([, code = '']) =>
        code.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"'),
      );
      assert.equal(shown.length, 2, slug);
      for (const code of shown) assert.ok(page.includes(code), code);
      assert.match(shown[1]!, /<roster-(members|portal)[ >]/);
    }
  });

  it('sees a product remember who once did something in it (S-11)', async () => {
    const { demo } = givenDemo();
    const page = await (await demo.request('/demo/spectra/files')).text();
    assert.match(page, /<roster-user-label member-id="mem_one" live><\/roster-user-label>/);
  });

  it('sees any of them from right to left', async () => {
    const { demo } = givenDemo();
    assert.match(await (await demo.request('/demo/optra?dir=rtl')).text(), /<html lang="ar" dir="rtl">/);
  });

  it('gets a page under rules that let in nothing of another site and nothing inline', async () => {
    const { demo } = givenDemo();
    const response = await demo.request('/demo/insights/admin');
    const policy = response.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'.*require-trusted-types-for 'script'; trusted-types lit-html$/);
    assert.doesNotMatch(policy, /unsafe|https?:|\*/);
    const page = await response.text();
    assert.doesNotMatch(page, /<script(?![^>]* src="\/)|\sstyle=|\son\w+=|(?:src|href)="(?!\/|#|\?)/);
  });

  it('is the admin at first, whoever they choose to be then, and themselves once they signed in', async () => {
    const { demo, asked } = givenDemo();
    const token = (cookie: string): Response | Promise<Response> =>
      demo.request('/demo/spectra/token', { method: 'POST', headers: { ...own, cookie } });
    assert.equal((await token('')).status, 200);
    const form = new URLSearchParams({ person: 'member' });
    const chosen = await demo.request('/demo/spectra/person', { method: 'POST', headers: own, body: form });
    assert.equal(chosen.status, 303);
    await token(chosen.headers.get('set-cookie')!.split(';')[0]!);
    await token('roster-demo-person=constructor');
    const origin = 'http://127.0.0.1:3000';
    assert.deepEqual(asked, [
      { organization: 'spectra', email: 'admin@spectra.example', origin },
      { organization: 'spectra', email: 'member@spectra.example', origin },
      { organization: 'spectra', email: 'admin@spectra.example', origin },
    ]);
    const signedIn = givenDemo({ email: 'ada@spectra.example', name: 'Ada' });
    await signedIn.demo.request('/demo/spectra/token', { method: 'POST', headers: own });
    assert.deepEqual(signedIn.asked, [{ organization: 'spectra', email: 'ada@spectra.example', origin }]);
  });

  it("cannot be made somebody else, nor have a token made, by another site's page", async () => {
    const { demo, asked } = givenDemo();
    const others = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      {},
    ];
    for (const headers of others) {
      for (const path of ['token', 'person']) {
        const response = await demo.request(`/demo/spectra/${path}`, {
          method: 'POST',
          headers: headers as HeadersInit,
        });
        assert.equal(response.status, 403);
        assert.equal(response.headers.get('set-cookie'), null);
      }
    }
    assert.deepEqual(asked, []);
  });

  it('reads no other file of the server by the address of an element', async () => {
    const { demo } = givenDemo();
    for (const path of [
      '..%2f..%2fserver%2fmain.js',
      '../server/main.js',
      '%2e%2e/package.json',
      'nothing.js',
      'a.js%00',
    ]) {
      assert.equal((await demo.request(`/demo/elements/${path}`)).status, 404, path);
    }
  });

  it('who sends nonsense is told so', async () => {
    const { demo } = givenDemo();
    const bodies: [string, string][] = [
      ['multipart/form-data; boundary=x', 'nonsense'],
      ['application/x-www-form-urlencoded', 'person=%ff%00'],
      ['text/plain', ''],
    ];
    for (const [type, body] of bodies) {
      const headers = { ...own, 'content-type': type };
      assert.equal((await demo.request('/demo/spectra/person', { method: 'POST', headers, body })).status, 400, type);
    }
  });
});
