import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { chromium, type Browser, type Page } from 'playwright-core';
import { serve, type Serving } from '../../server/serve.ts';
import { findChromium } from '../support/chrome.ts';
import { given, type World } from '../support/given.ts';
import { inviteOne, tokenOf } from '../support/invite.ts';
import { givenLogin, givenSite, password, type Site } from '../support/site.ts';
import { visitor, type Visitor } from '../support/visitor.ts';

describe('the pages for people without a host, in a browser', () => {
  let world: World;
  let site: Site;
  let serving: Serving;
  let browser: Browser;
  let origin: string;

  before(async () => {
    world = await given({
      people: { admin: { roles: ['admin'] }, sue: { status: 'suspended' } },
    });
    await givenLogin(world, 'admin');
    await givenLogin(world, 'sue');
    site = await givenSite(world);
    serving = await serve(site.roster.app, { host: '127.0.0.1', port: 0 });
    origin = `http://127.0.0.1:${serving.port}`;
    browser = await chromium.launch(await findChromium());
  });
  after(async () => {
    await browser?.close();
    await serving?.stop();
  });

  async function invite(email: string): Promise<string> {
    const id = await inviteOne(world, email);
    return `${origin}/roster/accept?token=${await tokenOf(world, id)}`;
  }

  async function signIn(page: Page, person: string): Promise<void> {
    await page.goto(`${origin}/roster/sign-in?switch=1`);
    await page.getByLabel('Email address').fill(world.email(person));
    await page.getByLabel('Password').fill(password);
    await page.keyboard.press('Enter');
    await page
      .getByRole('heading')
      .filter({ hasNotText: /^Sign in$/ })
      .waitFor();
  }

  /** A refused form is answered with a status of its own, which the console notes as a failed request. */
  const quiet = (someone: Visitor): void =>
    assert.deepEqual(
      someone.faults.filter((fault) => !/the server responded with a status of 4\d\d/.test(fault)),
      [],
    );

  it('O-03 D-01 an invited person follows the link, is corrected once, and is in, by keyboard alone', async () => {
    const bob = await visitor(browser, origin);
    const { page } = bob;
    await page.goto(await invite('bob@default.example'));
    assert.equal(page.url(), `${origin}/roster/accept`, 'the token has left the address');
    assert.equal(await page.evaluate(() => document.referrer), '');
    await page.getByLabel('Your name').focus();
    await page.keyboard.type('Bob Ångström');
    await page.keyboard.press('Tab');
    await page.keyboard.type('too short');
    await page.keyboard.press('Enter');
    await page.getByText('Use at least 15 characters').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'password', 'focus is on what is wrong');
    assert.equal(await page.getByLabel('Your name').inputValue(), 'Bob Ångström');
    assert.equal(await page.getByLabel('Choose a password').inputValue(), '');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Hello Bob Ångström' }).waitFor();
    await page.goto(`${origin}/roster/accept`);
    await page.getByText('There is no invitation here').waitFor();
    quiet(bob);
    assert.deepEqual(bob.strangers, [], 'nothing was asked of anybody else');
    await bob.context.close();
  });

  it('INV-02 INV-28 somebody else who is signed in switches the account and only then sees the form', async () => {
    const admin = await visitor(browser, origin);
    const { page } = admin;
    await signIn(page, 'admin');
    await page.goto(await invite('carol@default.example'));
    await page.getByText('This invitation is for another address').waitFor();
    await page.getByRole('button', { name: 'Switch account' }).click();
    await page.getByLabel('Choose a password').waitFor();
    quiet(admin);
    await admin.context.close();
  });

  it('signing out takes the person’s pages with it: going back shows nothing of theirs', async () => {
    const admin = await visitor(browser, origin);
    const { page } = admin;
    await signIn(page, 'admin');
    await page.getByText(world.email('admin')).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You are signed out').waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    quiet(admin);
    await admin.context.close();
  });

  it('every page is accessible and fits: light and dark, 320 px, right to left, larger text', async () => {
    const link = await invite('dora@default.example');
    const pages: Record<string, (page: Page) => Promise<unknown>> = {
      'sign-in': (page) => page.goto(`${origin}/roster/sign-in`),
      'sign-in, wrong': async (page) => {
        await page.goto(`${origin}/roster/sign-in`);
        await page.getByLabel('Email address').fill('nobody@default.example');
        await page.getByLabel('Password').fill('wrong, whoever it is');
        await page.keyboard.press('Enter');
        await page.getByRole('alert').waitFor();
      },
      suspended: (page) => signIn(page, 'sue'),
      accept: (page) => page.goto(link),
      'accept, wrong': async (page) => {
        await page.goto(link);
        await page.getByLabel('Choose a password').fill('short');
        await page.keyboard.press('Enter');
        await page.locator('[aria-invalid]').first().waitFor();
      },
      'accept, nothing': (page) => page.goto(`${origin}/roster/accept`),
      forgot: (page) => page.goto(`${origin}/roster/forgot`),
      'reset, over': (page) => page.goto(`${origin}/roster/reset`),
      home: (page) => signIn(page, 'admin'),
      'change-password': async (page) => {
        await signIn(page, 'admin');
        await page.goto(`${origin}/roster/change-password`);
      },
      'sign-out': async (page) => {
        await signIn(page, 'admin');
        await page.goto(`${origin}/roster/sign-out`);
      },
    };
    for (const [name, open] of Object.entries(pages)) {
      const someone = await visitor(browser, origin, { width: 320 });
      const { page } = someone;
      await open(page);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await someone.judge(`${name}, ${colorScheme}`);
      }
      for (const change of ['rtl', 'large'] as const) {
        const overflow = await page.evaluate((how) => {
          const root = document.documentElement;
          if (how === 'rtl') root.dir = 'rtl';
          else root.style.fontSize = '32px';
          return root.scrollWidth - root.clientWidth;
        }, change);
        assert.ok(overflow <= 0, `${name}, ${change}: ${overflow} px too wide`);
      }
      await someone.context.close();
    }
  });
});
