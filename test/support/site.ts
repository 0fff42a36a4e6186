import { after } from 'node:test';
import { sql } from 'drizzle-orm';
import { hash } from '@node-rs/argon2';
import { createRoster, type Roster, type RosterOptions } from '../../server/index.ts';
import type { Log } from '../../server/domain/log.ts';
import { basePath, publicUrl, rowsOf, type World } from './given.ts';

/** The whole server over a world's database, pages and mail included. */
export interface Site {
  roster: Roster;
  /** A browser of its own: cookies, one address. */
  visitor(options?: VisitorOptions): Visitor;
  log: { level: string; event: string; fields: Record<string, unknown> }[];
}

/** Where a visitor comes from, and the languages their browser asks for. */
export interface VisitorOptions {
  address?: string;
  forwarded?: string;
  languages?: string;
}

export const secret = 'a secret of the tests, long enough';
export const password = 'seven quiet walruses';
export const otherPassword = 'nine brisk herons at dusk';

let hashed: Promise<string> | undefined;

export async function givenSite(world: World, options: Partial<RosterOptions> = {}): Promise<Site> {
  const log: Site['log'] = [];
  const write: Log = (level, event, fields = {}) => void log.push({ level, event, fields });
  const roster = await createRoster({ database: world.database, secret, url: publicUrl, log: write, ...options });
  after(() => roster.close());
  return { roster, log, visitor: (from = {}) => new Visitor(roster, from) };
}

export interface AccountOptions {
  /** `temporary` until this moment. */
  temporaryUntil?: Date;
  verified?: boolean;
  /** Who of the world it belongs to; absent: nobody. */
  person?: string;
}

/** An account with the password of the tests. */
export async function givenAccount(world: World, email: string, options: AccountOptions = {}): Promise<string> {
  const id = world.services.newUuid();
  const passwordHash = await (hashed ??= hash(password));
  const verifiedAt = options.verified === false ? null : '2026-01-01T00:00:00Z';
  await world.database.withAccount(id, (tx) =>
    tx.execute(sql`insert into roster.accounts (id, email, password_hash, email_verified_at, temporary_until)
      values (${id}, ${email}, ${passwordHash}, ${verifiedAt}::timestamptz,
              ${options.temporaryUntil?.toISOString() ?? null}::timestamptz)`),
  );
  const { person } = options;
  if (person !== undefined) {
    await rowsOf(
      world,
      sql`update roster.members set account_id = ${id} where organization_id = ${world.organizationId} and id = ${world.uuid(person)}`,
    );
  }
  return id;
}

/** Gives a person of the world an account, so that they can sign in. */
export function givenLogin(world: World, person: string, options: AccountOptions = {}): Promise<string> {
  return givenAccount(world, world.email(person), { ...options, person });
}

/** A page as a visitor has it before them. */
export interface Page {
  status: number;
  /** Path and search of where the visitor ended up. */
  at: string;
  headers: Headers;
  html: string;
  /** What a person reads. */
  text: string;
  /** The address of the redirect, where redirects were not followed. */
  location: string | null;
}

/** Somebody with a browser: keeps cookies, follows redirects, fills in the form that is shown. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  page: Page | undefined;
  readonly #roster: Roster;
  readonly #from: VisitorOptions;

  constructor(roster: Roster, from: VisitorOptions) {
    this.#roster = roster;
    this.#from = from;
  }

  async request(path: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(path, `${publicUrl}/`);
    const headers = new Headers(init.headers);
    if (this.cookies.size > 0) headers.set('cookie', [...this.cookies].map((pair) => pair.join('=')).join('; '));
    if (this.#from.forwarded) headers.set('x-forwarded-for', this.#from.forwarded);
    if (this.#from.languages) headers.set('accept-language', this.#from.languages);
    const remoteAddress = this.#from.address ?? '192.0.2.1';
    const response = await this.#roster.app.request(
      url.href,
      { ...init, headers },
      { incoming: { socket: { remoteAddress } } },
    );
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (/max-age=0/i.test(cookie)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  async visit(path: string, { follow = true }: { follow?: boolean } = {}): Promise<Page> {
    return this.#read(await this.request(path), path, follow);
  }

  /** Fills in the first form of the page and sends it. */
  async send(fields: Record<string, string>, { follow = true }: { follow?: boolean } = {}): Promise<Page> {
    const [action, body] = this.form(fields);
    return this.#read(await this.request(action, body), action, follow);
  }

  /** The first form of the page, filled in: its address, and the request it makes. */
  form(fields: Record<string, string>): [action: string, init: RequestInit] {
    const { html = '', at = '' } = this.page ?? {};
    const form = /<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/.exec(html);
    if (!form) throw new Error(`There is no form at ${at}.`);
    const hidden = [...form[2]!.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
    const body = new URLSearchParams(hidden.map(([, name, value]) => [name!, decoded(value!)]));
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
    return [form[1]!, { method: 'POST', body: body.toString(), headers }];
  }

  async signIn(email: string, secretWord = password): Promise<Page> {
    await this.visit('sign-in?switch=1');
    return this.send({ email, password: secretWord });
  }

  get session(): string | undefined {
    return this.cookies.get('roster-session');
  }

  /** Asks the API as a page of the server does. */
  api(path: string): Promise<Response> {
    return this.request(`${basePath}/v1${path}`, { headers: { 'sec-fetch-site': 'same-origin' } });
  }

  async #read(response: Response, path: string, follow: boolean): Promise<Page> {
    const location = response.headers.get('location');
    const at = new URL(path, `${publicUrl}/`);
    if (follow && location !== null) return this.visit(new URL(location, at).href.slice(at.origin.length));
    const html = await response.text();
    const text = decoded(html.replace(/<head>[\s\S]*<\/head>/, '').replace(/<[^>]*>/g, ''))
      .replace(/\s+/g, ' ')
      .trim();
    const page = {
      status: response.status,
      at: at.pathname + at.search,
      headers: response.headers,
      html,
      text,
      location,
    };
    if (html !== '') this.page = page;
    return page;
  }
}

function decoded(text: string): string {
  return text
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}
