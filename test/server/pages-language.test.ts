import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { directionOf, languages } from '../../server/contract/index.ts';
import { wantedLanguage } from '../../server/pages/language.ts';
import { given } from '../support/given.ts';
import { inviteOne, tokenOf } from '../support/invite.ts';
import { givenAccount, givenLogin, givenSite, password, type Page } from '../support/site.ts';

/** Everything a page says: its title and its texts, each by itself. */
function sentencesOf({ html }: Page): string[] {
  const parts = html.replace(/<[^>]*>/g, '\n').split('\n');
  return parts.map((part) => part.replace(/\s+/g, ' ').trim()).filter((part) => /\p{L}{2}/u.test(part));
}

describe('a page in the language of who reads it', () => {
  it('chooses the language that the browser likes best, and English where there is none of ours', () => {
    const wanted = {
      de: 'de',
      'de-CH, en;q=0.5': 'de',
      'it, fr;q=0.8, en;q=0.9': 'en',
      'it, ar-EG;q=0.8, en;q=0.3': 'ar',
      'en;q=0, ja;q=0.001': 'ja',
      'es;q=0, fr;q=nonsense': 'en',
      'FR-ca': 'fr',
      'es;Q=1.0': 'es',
      '*': 'en',
      '': 'en',
      'pt-BR': 'en',
      ', ;q=1,,': 'en',
      [`${'x,'.repeat(20_000)}de`]: 'en',
    };
    for (const [accepted, language] of Object.entries(wanted))
      assert.equal(wantedLanguage(accepted), language, accepted.slice(0, 40));
    assert.equal(wantedLanguage(undefined), 'en');
  });

  it('leaves no English on any page in any other language, says which it is, and which way it is written', async () => {
    const world = await given({ people: { admin: { roles: ['admin'] }, carl: { roles: ['member'] } } });
    const site = await givenSite(world);
    await givenLogin(world, 'admin');
    await givenAccount(world, world.email('carl'), {
      person: 'carl',
      temporaryUntil: new Date(Date.now() + 86_400_000),
    });
    const links = new Map<string, string>();
    for (const language of languages)
      links.set(
        language,
        `accept?token=${await tokenOf(world, await inviteOne(world, `${language}@default.example`))}`,
      );

    /** One person's way through the pages. */
    const walk = async (language: string, at: number): Promise<Page[]> => {
      const from = (n: number) => ({ address: `192.0.2.${at * 10 + n}`, languages: language });
      const invited = site.visitor(from(1));
      const admin = site.visitor(from(2));
      const carl = site.visitor(from(3));
      const stranger = site.visitor(from(4));
      const wrong = await stranger.signIn(`nobody-${language}@default.example`);
      const pages = [wrong, await stranger.visit('sign-in'), await stranger.send({ email: '', password: '' })];
      for (let i = 0; i < 5; i++) pages[0] = await stranger.signIn(`nobody-${language}@default.example`);
      assert.equal(pages[0]!.status, 429);
      stranger.cookies.delete('roster-form');
      pages.push(wrong, await stranger.send({}), await stranger.visit('forgot'), await stranger.send({ email: '' }));
      pages.push(await stranger.send({ email: 'nobody@default.example' }), await stranger.visit('accept'));
      pages.push(await stranger.visit('reset?token=old'), await stranger.visit('sign-out'));
      const [path, init] = [`/roster/sign-in`, { method: 'POST', body: '{}' }];
      const refused = await stranger.request(path, init);
      pages.push({ ...wrong, status: refused.status, html: await refused.text(), headers: refused.headers });
      pages.push(await admin.signIn(world.email('admin')), await admin.visit('sign-in'), await admin.visit('sign-out'));
      pages.push(await admin.visit('sign-in?again'), await admin.visit(links.get(language)!));
      pages.push(await carl.signIn(world.email('carl')), await carl.send({ current: '', password: '' }));
      pages.push(await carl.send({ current: 'wrong', password }), await carl.send({ current: password, password }));
      pages.push(await invited.visit(links.get(language)!), await invited.send({ name: '', password: 'short' }));
      pages.push(await invited.send({ name: 'Bob', password }), await invited.visit('change-password'));
      pages.push(await invited.visit(links.get(language)!));
      return pages;
    };
    const english = await walk('en', 1);
    // Names and addresses are whatever they are.
    const names = new Set([world.portal.name, 'Bob', 'Ada', world.email('admin'), world.email('carl')]);
    const said = new Set(english.flatMap(sentencesOf).filter((one) => !names.has(one) && !one.includes('@')));
    assert.ok(said.size > 70, `the walk sees ${said.size} sentences`);
    for (const [at, language] of languages.entries()) {
      if (language === 'en') continue;
      const pages = await walk(language, at + 1);
      assert.deepEqual(
        pages.map(({ status }) => status),
        english.map(({ status }) => status),
      );
      for (const [index, page] of pages.entries()) {
        assert.ok(page.html.includes(`<html lang="${language}" dir="${directionOf(language)}">`), page.at);
        assert.match(page.headers.get('vary') ?? '', /Accept-Language/i);
        assert.deepEqual(
          sentencesOf(page).filter((one) => said.has(one)),
          [],
          `${language}, ${english[index]!.at}`,
        );
        assert.doesNotMatch(page.html, /undefined|\[object/);
      }
    }
  });
});
