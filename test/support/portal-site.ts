import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { findChromium } from './chrome.ts';
import { startDemo } from './demo-server.ts';
import { givenSmtp, type GivenSmtp } from './smtp.ts';
import { visitor, type Visitor } from './visitor.ts';

/** What people of these tests choose, unless a test says otherwise. */
export const chosenPassword = 'quiet otters carry blue lanterns';

export type Person = 'admin' | 'owner' | 'member';

export interface Answer {
  status: number;
  // eslint-disable-next-line typescript/no-explicit-any -- a test reads what it expects
  body: any;
}

/** One product of the demo, on a server, a database and a mail server of its own. */
export interface PortalSite {
  url: string;
  /** The product's address, `/demo/optra`. */
  home: string;
  smtp: GivenSmtp;
  browser: Browser;
  /** A person's own browser, at a page of the product. */
  open(person: Person, path?: string): Promise<Visitor>;
  /** Nobody's browser yet: who follows the link of a mail. */
  stranger(): Promise<Visitor>;
  /** A browser of somebody who signs in on Roster's own page. */
  signIn(email: string, password?: string): Promise<Visitor>;
  /** What the API answers to the session of a browser: 200, or 401 once it has ended. */
  session(who: Visitor): Promise<number>;
  /** Asks the API as the person would, without the page in between. */
  api(person: Person, method: string, path: string, body?: unknown): Promise<Answer>;
  /** The id of the member with this address. */
  idOf(email: string): Promise<string>;
  /** The newest mail to an address, once there is one newer than `after` mails. */
  mailTo(address: string, after?: number): Promise<{ subject: string; text: string; html: string; link: string }>;
  stop(): Promise<void>;
}

export async function givenPortal(slug: string): Promise<PortalSite> {
  const smtp = await givenSmtp();
  const demo = await startDemo({ smtpUrl: smtp.url }).catch(async (error: unknown) => {
    // What listens still would keep the test's process for ever.
    await smtp.close();
    throw error;
  });
  const browser = await chromium.launch(await findChromium());
  const home = `/demo/${slug}`;
  const tokens = new Map<Person, string>();

  async function tokenOf(person: Person): Promise<string> {
    const held = tokens.get(person);
    if (held) return held;
    const headers = { cookie: `roster-demo-person=${person}`, origin: demo.url, 'sec-fetch-site': 'same-origin' };
    const response = await fetch(`${demo.url}${home}/token`, { method: 'POST', headers });
    const { token } = (await response.json()) as { token: string };
    tokens.set(person, token);
    return token;
  }

  const site: PortalSite = {
    url: demo.url,
    home,
    smtp,
    browser,
    async open(person, path = '') {
      const opened = await visitor(browser, demo.url);
      await opened.context.addCookies([{ name: 'roster-demo-person', value: person, url: `${demo.url}/demo` }]);
      await opened.page.goto(`${demo.url}${home}${path}`);
      return opened;
    },
    stranger: () => visitor(browser, demo.url),
    async signIn(email, password = chosenPassword) {
      const opened = await visitor(browser, demo.url);
      await opened.page.goto(`${demo.url}/roster/sign-in`);
      await opened.page.getByLabel('Email address').fill(email);
      await opened.page.getByLabel('Password').fill(password);
      await opened.page.keyboard.press('Enter');
      await opened.page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
      return opened;
    },
    async session({ context }) {
      const headers = { 'sec-fetch-site': 'same-origin' };
      return (await context.request.get(`${demo.url}/roster/v1/capabilities`, { headers })).status();
    },
    async api(person, method, path, body) {
      const response = await fetch(`${demo.url}/roster/v1${path}`, {
        method,
        headers: {
          // As from the page: the token is bound to its origin.
          origin: demo.url,
          authorization: `Bearer ${await tokenOf(person)}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const json = response.headers.get('content-type')?.includes('json');
      return { status: response.status, body: json ? JSON.parse(text) : text };
    },
    async idOf(email) {
      const { body } = await site.api('admin', 'GET', `/members?query=${encodeURIComponent(email)}`);
      const found = body.items.find((one: { email: string }) => one.email === email);
      if (!found) throw new Error(`Nobody has the address ${email}.`);
      return found.id;
    },
    async mailTo(address, after = 0) {
      for (const end = Date.now() + 20_000; ;) {
        const mails = smtp.received.filter(({ to }) => to.includes(address));
        const { mail } = mails.length > after ? mails.at(-1)! : { mail: undefined };
        if (mail) {
          const text = mail.text ?? '';
          const link = /https?:\/\/\S+\/(?:accept|reset)\?token=[\w-]+/.exec(text)?.[0] ?? '';
          return { subject: mail.subject ?? '', text, html: mail.html ?? '', link };
        }
        if (Date.now() > end) throw new Error(`No mail came to ${address}.`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    async stop() {
      await browser.close();
      await demo.stop();
      await smtp.close();
    },
  };
  return site;
}

/** The row of the table in which a text stands. */
export function rowWith(page: Page, text: string | RegExp): Locator {
  return page.locator('tbody tr').filter({ hasText: text });
}

/** Searches, and waits until the list shows what was searched for. */
export async function search(page: Page, text: string): Promise<void> {
  await page.getByRole('searchbox').fill(text);
  await page.locator('[aria-busy=false]').first().waitFor();
  await rowWith(page, text).first().waitFor();
}

/** Opens a row's menu and chooses from it. */
export async function choose(page: Page, row: string | RegExp, action: string): Promise<void> {
  await rowWith(page, row)
    .getByRole('button', { name: /^Actions for/ })
    .click();
  await page.getByRole('menuitem', { name: action }).click();
}

/** What an invited person does: follows the link, says their name where nobody has, chooses a password, is in. */
export async function accept(
  who: Visitor,
  link: string,
  { name = 'Somebody New', password = chosenPassword }: { name?: string; password?: string } = {},
): Promise<void> {
  const { page } = who;
  await page.goto(link);
  const called = page.getByLabel('Your name');
  if (!(await called.inputValue())) await called.fill(name);
  await page.getByLabel('Choose a password').fill(password);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.pathname.endsWith('/accept'));
}

/** What went wrong in somebody's pages, but for refusals, which the console notes as failed requests. */
export function faultsOf({ faults }: Visitor): string[] {
  return faults.filter((fault) => !/the server responded with a status of 4\d\d/.test(fault));
}
