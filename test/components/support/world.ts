// The real server behind a real element. In five lines:
//   const w = await world({ preset: 'spectra', people: [{ name: 'Ada', roles: ['org-admin'] }, { name: 'Bo', status: 'invited' }] });
//   const element = await w.mount('roster-members', 'Ada', { 'heading-level': '2' });   // speaks to /roster as Ada
//   await w.api('Ada').call('PATCH', `/members/${w.people.Bo.id}/invitation`, { name: 'Bob' }); // behind the element's back
//   expect((await w.mail(1))[0].subject).to.contain('invited');   // waits for so many mails of this world, newest first
//   afterEach(clearWorlds);                                       // takes what was mounted out of the page again
import type { HttpSettings } from '../../../components/source/http-source.ts';
import type { Problem } from '../../../server/contract/index.ts';
import type { Description, Found, FoundPerson, KeptMessage } from '../../support/given-description.ts';

export type { Description, FoundPerson } from '../../support/given-description.ts';

/** What the API said; paths are those below `/v1`. */
export interface Reply<T> {
  status: number;
  headers: Headers;
  /** The JSON in it; a problem document where it is one. */
  body: T & Partial<Problem>;
}

export interface Api {
  // eslint-disable-next-line typescript/no-explicit-any -- a test reads what it expects
  call<T = any>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply<T>>;
}

/** An organization of the test's own, on the real server. Nobody else's test sees it. */
export interface World {
  /** For `api-url`. */
  api(person: string): Api;
  apiUrl: '/roster';
  /** The organization's slug. */
  org: string;
  organization: string;
  /** Everybody by the name the test gave them. */
  people: Record<string, FoundPerson>;
  /** Public ids: of groups by name, of roles by key. */
  groups: Record<string, string>;
  roles: Record<string, string>;
  /** A widget token that works for ten minutes. @throws Error for somebody who is not active */
  token(person: string): string;
  /** Another token of the same person, narrowed to these permissions. */
  freshToken(person: string, scopes?: string[]): Promise<string>;
  /** Settings of an HttpSource, or of an element. */
  as(person: string): HttpSettings;
  /** An element in a page of its own, given the person's token. Properties are set before it is put into the page. */
  mount<Tag extends keyof HTMLElementTagNameMap>(
    tag: Tag,
    person: string,
    attributes?: Record<string, string>,
    properties?: Partial<HTMLElementTagNameMap[Tag]>,
  ): Promise<HTMLElementTagNameMap[Tag]>;
  /** Mails of this world, newest first, once there are `count` of them. */
  mail(count?: number): Promise<KeptMessage[]>;
}

const pages: HTMLElement[] = [];

/** Takes away what was mounted. */
export function clearWorlds(): void {
  for (const page of pages.splice(0)) page.remove();
}

export async function world(description: Description): Promise<World> {
  const found = await send<Found>('/given', description);
  const token = (person: string): string => {
    const held = personOf(found, person).token;
    if (held === undefined) throw new Error(`${person} has no token: ask freshToken, or make them active.`);
    return held;
  };
  return {
    ...found,
    apiUrl: '/roster',
    token,
    freshToken: async (person, scopes) =>
      (await send<{ token: string }>('/given/token', { org: found.org, person, ...(scopes && { scopes }) })).token,
    as: (person) => ({ apiUrl: '/roster', token: token(person) }),
    api: (person) => ({ call: (...request) => call(token(person), ...request) }),
    async mount(tag, person, attributes = {}, properties = {}) {
      const page = document.createElement('main');
      const element = document.createElement(tag);
      for (const [name, value] of Object.entries({ 'api-url': '/roster', token: token(person), ...attributes }))
        element.setAttribute(name, value);
      Object.assign(element, properties);
      page.append(element);
      document.body.append(page);
      pages.push(page);
      await (element as Partial<{ updateComplete: Promise<boolean> }>).updateComplete;
      return element;
    },
    async mail(count = 0) {
      for (const end = Date.now() + 10_000; ;) {
        const { items } = (await (await fetch(`/given/mail?after=${found.mailsBefore}`)).json()) as {
          items: KeptMessage[];
        };
        if (items.length >= count) return items;
        if (Date.now() > end) throw new Error(`${items.length} of ${count} mails came.`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
  };
}

function personOf(found: Found, person: string): FoundPerson {
  const one = found.people[person];
  if (!one) throw new Error(`This world has no ${person}.`);
  return one;
}

async function call<T>(
  token: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply<T>> {
  const response = await fetch(`/roster/v1${path}`, {
    method,
    credentials: 'omit',
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: (text ? JSON.parse(text) : {}) as Reply<T>['body'],
  };
}

async function send<T>(path: string, body: unknown): Promise<T> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}
