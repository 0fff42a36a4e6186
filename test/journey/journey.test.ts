import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { findChromium } from '../support/chrome.ts';
import { startDemo, type DemoServer } from '../support/demo-server.ts';
import { givenSmtp, type GivenSmtp } from '../support/smtp.ts';
import { visitor, type Visitor } from '../support/visitor.ts';

/** As three people look when they are copied out of a mail program's address field. */
const copied =
  '"Lovelace, Ada" <ada.lovelace@spectra.example>; Größer, Jörg <joerg.groesser@spectra.example>;\n' +
  '‘Sam Guest’ <sam.guest@northgate-partners.example>';
const invited = [
  'ada.lovelace@spectra.example',
  'joerg.groesser@spectra.example',
  'sam.guest@northgate-partners.example',
];
const adasPassword = 'quiet otters carry blue lanterns';
/** The page asks again every half minute while it is looked at. */
const untilFresh = 60_000;

// Each step stands on the one before it: one story, told once.
describe('an admin of a product that has Roster in it', () => {
  const shots = process.env['ROSTER_SHOTS'] ?? mkdtempSync(join(tmpdir(), 'roster-journey-'));
  let smtp: GivenSmtp;
  let demo: DemoServer;
  let browser: Browser;
  let admin: Visitor;
  let ada: Visitor;

  before(async () => {
    mkdirSync(shots, { recursive: true });
    smtp = await givenSmtp();
    demo = await startDemo({ smtpUrl: smtp.url });
    browser = await chromium.launch(await findChromium());
    admin = await visitor(browser, demo.url);
    ada = await visitor(browser, demo.url);
  });
  after(async () => {
    await browser?.close();
    await demo?.stop();
    await smtp?.close();
    console.log(`pictures of the journey: ${shots}`);
  });

  const shoot = (who: Visitor, name: string): Promise<unknown> =>
    who.page.screenshot({ path: join(shots, `${name}.png`) });
  const rowOf = (email: string): Locator => admin.page.getByRole('row').filter({ hasText: email });
  /** What is on screen is what was asked for. */
  const settled = (): Promise<void> => admin.page.locator('roster-members [aria-busy=false]').waitFor();
  const search = (text: string): Promise<void> => admin.page.getByRole('searchbox').fill(text);

  let broken = false;
  /** A step that is not walked once an earlier one has failed. */
  function step(title: string, walk: () => Promise<void> | void): void {
    it(title, async () => {
      assert.ok(!broken, 'a step before this one failed');
      broken = true;
      await walk();
      broken = false;
    });
  }

  step('opens / and sees the members in the middle of a page that is not ours (WID-01)', async () => {
    const { page } = admin;
    await page.goto(demo.url);
    await page.getByRole('link', { name: 'Spectra' }).click();
    assert.equal(new URL(page.url()).pathname, '/demo/spectra');
    await shows(page, '1–25 of 300');
    const host = await page.evaluate(() => getComputedStyle(document.documentElement).fontFamily);
    const inside = await page.getByRole('table').evaluate((table) => getComputedStyle(table).fontFamily);
    assert.equal(inside, host);
    const shown = await page.locator('#embed code').last().textContent();
    assert.ok((await page.content()).includes(shown!.split('\n').at(1)!.trim()));
    await shoot(admin, '1-members');
    await admin.judge('the members');
  });

  step('pages by keyboard through three hundred people, and searches and filters them (S-01, S-02)', async () => {
    const { page } = admin;
    await page.getByRole('button', { name: 'Next' }).focus();
    for (const range of ['26–50 of 300', '51–75 of 300']) {
      await page.keyboard.press('Enter');
      await shows(page, range);
      await settled();
    }
    await page.getByRole('searchbox').focus();
    await page.keyboard.type('northgate');
    await page.getByRole('button', { name: 'Clear filters' }).first().waitFor();
    await shows(page, /^1–\d+ of \d{1,2}$/);
    await settled();
    const [, ...found] = await page.getByRole('row').all();
    assert.ok(found.length > 1);
    for (const row of found) assert.match(await row.innerText(), /@\s*northgate/);
    await page.getByRole('combobox', { name: 'Organization Role' }).selectOption({ label: 'Org Member' });
    await settled();
    for (const row of (await page.getByRole('row').all()).slice(1)) assert.match(await row.innerText(), /Org Member/);
    await shoot(admin, '2-search');
    await page.getByRole('button', { name: 'Clear filters' }).first().click();
    await shows(page, '1–25 of 300');
  });

  step('pastes three people out of a mail program, and sends (O-02, S-05, S-08, D-01)', async () => {
    const { page } = admin;
    await page.getByRole('button', { name: 'Invite Member' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Email addresses').waitFor();
    await admin.judge('the empty dialog');
    await page.evaluate((text) => navigator.clipboard.writeText(text), copied);
    await dialog.getByLabel('Email addresses').focus();
    await page.keyboard.press('ControlOrMeta+V');
    const chips = dialog.getByRole('list', { name: 'People to invite' }).getByRole('listitem');
    await assertCount(chips, 3);
    await dialog.getByRole('radio', { name: /^Org Member/ }).check();
    await shows(dialog, /No group chosen: people join/);
    await shoot(admin, '3-pasted');
    await admin.judge('three people in the dialog');
    assert.equal(smtp.received.length, 0, 'nothing is sent before that is asked for');
    await dialog.getByRole('button', { name: 'Send 3 invitations' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const focus = await page.evaluate(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return active?.textContent?.trim();
    });
    assert.equal(focus, 'Invite Member');
  });

  step('sees them in the table as invited, and the counts, without a reload (O-02, D-02)', async () => {
    const { page } = admin;
    await shows(page, '3 invitations sent');
    await rowOf(invited[0]!).getByText('Invite Pending').waitFor();
    await shows(page, '1–25 of 303');
    await rowOf(invited[0]!).getByText('Lovelace, Ada').waitFor();
    await shoot(admin, '5-sent');
    await admin.judge('the members after sending');
    for (const email of invited) {
      await search(email);
      await shows(page, '1–1 of 1');
      await settled();
      await rowOf(email).getByText('Invite Pending').waitFor();
    }
    await search(invited[0]!);
    await settled();
    await rowOf(invited[0]!).getByText('Invite Pending').waitFor();
  });

  step('has had one mail sent to each, with their own link and nobody else in it (O-03)', async () => {
    const mails = await smtp.until(3, 20_000);
    assert.deepEqual(mails.flatMap(({ to }) => to).sort(), invited);
    const links = mails.map(({ mail }) => {
      assert.equal(mail.subject, "You've been invited to the Spectra Portal");
      assert.match(mail.html ?? '', /Accept Invitation/i);
      return linkIn(mail.text);
    });
    assert.equal(new Set(links).size, 3);
  });

  step(
    'while whoever was invited opens the link in a browser of their own, chooses a password, and is in (D-01)',
    async () => {
      const { page } = ada;
      const mail = smtp.received.find(({ to }) => to.includes(invited[0]!))!.mail;
      await page.goto(linkIn(mail.text));
      assert.ok(!page.url().includes('inv_'), 'the link does not stay in the address');
      await page.getByRole('heading', { name: 'Join Spectra Software' }).waitFor();
      assert.equal(await page.getByLabel('Email address').inputValue(), invited[0]);
      await shoot(ada, '6-accept');
      await ada.judge('the page of the invitation');
      await page.getByLabel('Choose a password').fill('short');
      await page.keyboard.press('Enter');
      await page.getByLabel('Choose a password').waitFor();
      await ada.judge('the page of the invitation with a refused password');
      await page.getByLabel('Choose a password').fill(adasPassword);
      await page.keyboard.press('Enter');
      await page.waitForURL('**/demo/spectra');
      await shows(page, '1–25 of 303');
      assert.match(await page.locator('p.who').innerText(), /Lovelace/);
      await shoot(ada, '7-landed');
      await ada.judge('the page of a plain member');
    },
  );

  step('and sees the row turn from invited to active, still without a reload (D-02)', async () => {
    const { page } = admin;
    await page.bringToFront();
    await rowOf(invited[0]!).getByText('Invite Pending').waitFor({ state: 'detached', timeout: untilFresh });
    await rowOf(invited[0]!).waitFor();
    await shoot(admin, '8-active');
  });

  step('the link that was used works no second time (O-03)', async () => {
    const mail = smtp.received.find(({ to }) => to.includes(invited[0]!))!.mail;
    const late = await visitor(browser, demo.url);
    await late.page.goto(linkIn(mail.text));
    await late.page
      .getByText(/no longer works/i)
      .first()
      .waitFor();
    await late.context.close();
  });

  step('and all the while no rule of the host page was broken, and no other server was asked for anything', () => {
    // The refused password and the used link are answers a browser notes in its console.
    const unexpected = (faults: string[]): string[] => faults.filter((fault) => !/status of 4(22|10)/.test(fault));
    assert.deepEqual({ admin: unexpected(admin.faults), ada: unexpected(ada.faults) }, { admin: [], ada: [] });
    assert.deepEqual([...admin.strangers, ...ada.strangers], []);
  });
});

/** Waits for a text that can be seen, not one that is only spoken. */
function shows(where: Page | Locator, text: string | RegExp): Promise<void> {
  return where.getByText(text).filter({ visible: true }).first().waitFor();
}

async function assertCount(locator: Locator, count: number): Promise<void> {
  await locator.nth(count - 1).waitFor();
  assert.equal(await locator.count(), count);
}

function linkIn(text: string | undefined): string {
  const link = /https?:\/\/\S+\/accept\?token=[\w-]+/.exec(text ?? '')?.[0];
  assert.ok(link, 'a link in the text of the mail');
  return link;
}
