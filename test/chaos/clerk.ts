import { ask, newName, pause, type Ask, type Outcome } from './door.ts';
import { absent, type Ledger } from './ledger.ts';
import { acceptInvitation, guestName } from './guest.ts';
import type { MailSink } from './mail-sink.ts';
import type { Random } from './random.ts';

/** One tenant of the run. */
export interface Tenant {
  slug: string;
  /** `org_…` */
  id: string;
  key: string;
  /** Ids of roles by their keys. */
  roles: Record<string, string>;
}

export interface ClerkOptions {
  tenant: Tenant;
  ledger: Ledger;
  random: Random;
  mail: MailSink;
  /** Addresses of the servers, in any order. */
  doors(): string[];
  stopped(): boolean;
  /** Milliseconds between two requests, on the average. */
  rest: number;
}

interface Group {
  id: string;
  name: string;
  members: Set<string>;
}

interface Person {
  id: string;
  email: string;
  status: 'invited' | 'active' | 'suspended';
  /** Somebody asked for something that may have ended it: what is asked next tells. */
  unsure?: boolean;
}

const statusOf = (email: string): string => `status of ${email}`;
const nameOf = (email: string): string => `name of ${email}`;
const rolesOf = (email: string): string => `roles of ${email}`;

/**
 * Somebody at work in one organization, one request after the other, with people of their own: so what they were told last
 * about each is what must be true. Who was told nothing asks again where that is safe, and otherwise reckons with both.
 */
export class Clerk {
  readonly #options: ClerkOptions;
  readonly #people: Person[] = [];
  readonly #groups: Group[] = [];

  constructor(options: ClerkOptions) {
    this.#options = options;
  }

  async work(): Promise<void> {
    const { ledger, random, rest, stopped } = this.#options;
    const acts: [number, () => Promise<void>][] = [
      [4, () => this.#create()],
      [5, () => this.#invite()],
      [2, () => this.#accept()],
      [6, () => this.#rename()],
      [4, () => this.#changeRoles()],
      [4, () => this.#suspendOrReactivate()],
      [2, () => this.#remove()],
      [1, () => this.#makeGroup()],
      [3, () => this.#changeGroup()],
      [2, () => this.#makeKey()],
      [10, () => this.#useToken()],
      [3, () => this.#look()],
    ];
    const lots = acts.flatMap(([weight, act]) => Array<() => Promise<void>>(weight).fill(act));
    while (!stopped()) {
      // An answer that is not what was asked for.
      await random
        .pick(lots)()
        .catch((error: unknown) => ledger.odd.push(String(error)));
      await pause(rest * 2 * random.next());
    }
  }

  async #ask(request: Omit<Ask, 'token'> & { token?: string }): Promise<Outcome> {
    const { ledger, random, doors, tenant } = this.#options;
    const outcome = await ask(ledger, random.pick(doors()), { token: tenant.key, ...request });
    if (outcome.kind === 'done' && request.method !== 'GET') ledger.acknowledged++;
    if (outcome.kind === 'done') this.#mustBeOurs(request.path, JSON.stringify(outcome.answer.body));
    // Whoever is told "not now" comes again in a moment.
    if (outcome.kind === 'unknown') await pause(100 + 200 * random.next());
    return outcome;
  }

  /** Nobody of another organization is named in an answer. */
  #mustBeOurs(path: string, text: string): void {
    const { ledger, tenant } = this.#options;
    for (const [address, slug] of text.matchAll(/[\w.]+@(tenant\d+)\.example/g))
      if (slug !== tenant.slug) return void ledger.leaked.push(`${path} of ${tenant.slug} named ${address}`);
  }

  #unexpected(what: string, outcome: Outcome): void {
    if (outcome.kind !== 'refused' || outcome.answer.status === 429) return;
    this.#options.ledger.odd.push(`${what}: ${outcome.answer.status} ${JSON.stringify(outcome.answer.body)}`);
  }

  /** Asks for a change of one of their people; what comes of it is noted under `thing`. */
  async #change(person: Person, thing: string, value: string, request: Omit<Ask, 'token'>): Promise<boolean> {
    const { ledger } = this.#options;
    const outcome = await this.#ask(request);
    if (outcome.kind === 'done') ledger.told(thing, value);
    else if (outcome.kind === 'unknown') {
      ledger.perhaps(thing, value);
      person.unsure = true;
    } else if (outcome.answer.status === 404) this.#gone(person);
    else if (!person.unsure) this.#unexpected(`${request.method} ${thing}`, outcome);
    return outcome.kind === 'done';
  }

  /** Not found: because it was removed when nobody said so, or because it was lost. */
  #gone(person: Person): void {
    const { ledger } = this.#options;
    if (ledger.mayBe(statusOf(person.email), absent)) this.#forget(person);
    else ledger.lost.push(`${person.email} was acknowledged and is not found`);
    this.#people.splice(this.#people.indexOf(person), 1);
  }

  #forget({ email }: Person): void {
    const { ledger } = this.#options;
    for (const thing of [statusOf(email), nameOf(email), rolesOf(email)]) ledger.told(thing, absent);
    for (const { name, members } of this.#groups)
      if (members.delete(email)) ledger.told(`members of ${name}`, listed(members));
  }

  #somebody(...statuses: Person['status'][]): Person | undefined {
    const fitting = this.#people.filter(({ status }) => statuses.includes(status));
    return fitting.length === 0 ? undefined : this.#options.random.pick(fitting);
  }

  #came(person: Person, name: string | undefined): void {
    const { ledger } = this.#options;
    ledger.told(statusOf(person.email), person.status);
    ledger.told(rolesOf(person.email), 'member');
    if (name !== undefined) ledger.told(nameOf(person.email), name);
    this.#people.push(person);
  }

  #mayHaveCome(email: string, status: Person['status'], name: string | undefined): void {
    const { ledger } = this.#options;
    ledger.perhaps(statusOf(email), status);
    ledger.perhaps(rolesOf(email), 'member');
    if (name !== undefined) ledger.perhaps(nameOf(email), name);
  }

  async #create(): Promise<void> {
    const { tenant } = this.#options;
    const name = newName('Person ');
    const email = `${newName('c')}@${tenant.slug}.example`;
    const body = { email, name, roles: [tenant.roles['member']] };
    const outcome = await this.#ask({ method: 'POST', path: '/members', body });
    if (outcome.kind === 'done') this.#came({ id: outcome.answer.body.member.id, email, status: 'active' }, name);
    else if (outcome.kind === 'unknown') this.#mayHaveCome(email, 'active', name);
    else this.#unexpected('create', outcome);
  }

  /** Asks again with the same key until there is an answer: however often it was heard, one mail goes out. */
  async #invite(): Promise<void> {
    const { tenant, stopped } = this.#options;
    const email = `${newName('i')}@${tenant.slug}.example`;
    const body = { people: [{ email }], roles: [tenant.roles['member']] };
    const headers = { 'idempotency-key': newName(`${tenant.slug}-invite-`) };
    for (let tries = 0; tries < 20; tries++) {
      const outcome = await this.#ask({ method: 'POST', path: '/invitations', body, headers });
      if (outcome.kind === 'done') {
        const result = outcome.answer.body.results?.[0] as { status: string; member?: { id: string } } | undefined;
        if (result?.member) this.#came({ id: result.member.id, email, status: 'invited' }, undefined);
        else this.#options.ledger.odd.push(`invite: ${JSON.stringify(outcome.answer.body)}`);
        return;
      }
      this.#mayHaveCome(email, 'invited', undefined);
      // The first one of them is still being answered.
      const busy = outcome.kind === 'refused' && outcome.answer.body.code === 'in_progress';
      if (outcome.kind === 'refused' && !busy) return this.#unexpected('invite', outcome);
      if (stopped()) return;
      if (busy) await pause(300);
    }
  }

  /** The invited person opens the link of their mail, once it has come. */
  async #accept(): Promise<void> {
    const { ledger, mail, random, doors } = this.#options;
    const person = this.#people.find(
      ({ email, status, unsure }) => status === 'invited' && !unsure && mail.copies.some(({ to }) => to === email),
    );
    if (!person) return;
    const link = mail.copies.find(({ to }) => to === person.email)!.link;
    const accepted = await acceptInvitation(ledger, random.pick(doors()), link);
    if (accepted === 'done') {
      ledger.acknowledged++;
      ledger.told(statusOf(person.email), (person.status = 'active'));
      ledger.told(nameOf(person.email), guestName);
    } else {
      // Whether it was, shows in what can be done with the person next; they are left alone.
      ledger.perhaps(statusOf(person.email), 'active');
      ledger.perhaps(nameOf(person.email), guestName);
      this.#people.splice(this.#people.indexOf(person), 1);
    }
  }

  async #rename(): Promise<void> {
    const person = this.#somebody('active', 'suspended');
    if (!person) return;
    const name = newName('Name ');
    const request = { method: 'PATCH', path: `/members/${person.id}`, body: { name } };
    await this.#change(person, nameOf(person.email), name, request);
  }

  async #changeRoles(): Promise<void> {
    const { random, tenant } = this.#options;
    const person = this.#somebody('active', 'suspended');
    if (!person) return;
    const keys = random.pick([['member'], ['manager'], ['manager', 'member']]);
    const request = {
      method: 'PATCH',
      path: `/members/${person.id}`,
      body: { roles: keys.map((key) => tenant.roles[key]) },
    };
    await this.#change(person, rolesOf(person.email), keys.join(), request);
  }

  async #suspendOrReactivate(): Promise<void> {
    const person = this.#somebody('active', 'suspended');
    if (!person || person.unsure) return;
    const next = person.status === 'active' ? 'suspended' : 'active';
    const request = {
      method: next === 'suspended' ? 'POST' : 'DELETE',
      path: `/members/${person.id}/suspension`,
    };
    if (await this.#change(person, statusOf(person.email), next, request)) person.status = next;
  }

  async #remove(): Promise<void> {
    const { ledger } = this.#options;
    const person = this.#somebody('active', 'suspended');
    if (!person) return;
    const outcome = await this.#ask({ method: 'DELETE', path: `/members/${person.id}` });
    if (outcome.kind === 'done') {
      this.#forget(person);
      this.#people.splice(this.#people.indexOf(person), 1);
    } else if (outcome.kind === 'unknown') {
      person.unsure = true;
      for (const thing of [statusOf, nameOf, rolesOf]) ledger.perhaps(thing(person.email), absent);
      for (const group of this.#groups.filter(({ members }) => members.has(person.email)))
        this.#leaveAlone(group, without(group.members, person.email));
    } else if (outcome.answer.status === 404) this.#gone(person);
    else this.#unexpected('remove', outcome);
  }

  async #makeGroup(): Promise<void> {
    const { ledger, tenant } = this.#options;
    if (this.#groups.length >= 3) return;
    const name = newName(`Group of ${tenant.slug} `);
    const outcome = await this.#ask({ method: 'POST', path: '/groups', body: { name } });
    if (outcome.kind === 'done') {
      this.#groups.push({ id: outcome.answer.body.group.id, name, members: new Set() });
      ledger.told(`members of ${name}`, listed([]));
    } else if (outcome.kind === 'unknown') ledger.perhaps(`members of ${name}`, listed([]));
    else this.#unexpected('make group', outcome);
  }

  /** Only with people of whom it is known how they are. */
  async #changeGroup(): Promise<void> {
    const { ledger, random } = this.#options;
    const person = this.#somebody('active');
    if (!person || person.unsure || this.#groups.length === 0) return;
    const group = random.pick(this.#groups);
    const goes = group.members.has(person.email);
    const after = goes ? without(group.members, person.email) : new Set([...group.members, person.email]);
    const outcome = await this.#ask({
      method: 'PATCH',
      path: `/groups/${group.id}/members`,
      body: goes ? { remove: [person.id] } : { add: [{ id: person.id }] },
    });
    if (outcome.kind === 'unknown') {
      group.members.add(person.email);
      this.#leaveAlone(group, after);
    } else if (outcome.kind === 'done') {
      group.members = after;
      ledger.told(`members of ${group.name}`, listed(after));
    } else this.#unexpected('change group', outcome);
  }

  /** Its members are in doubt: it and they stay as they are, so that no second doubt comes to the first. */
  #leaveAlone(group: Group, perhaps: Set<string>): void {
    this.#options.ledger.perhaps(`members of ${group.name}`, listed(perhaps));
    this.#groups.splice(this.#groups.indexOf(group), 1);
    this.#people.splice(0, Infinity, ...this.#people.filter(({ email }) => !group.members.has(email)));
  }

  /** Done twice, there would be two of one name. */
  async #makeKey(): Promise<void> {
    const { ledger, tenant } = this.#options;
    const name = newName(`Key of ${tenant.slug} `);
    const body = { name, scopes: ['member:read'] };
    const outcome = await this.#ask({ method: 'POST', path: '/keys', body });
    if (outcome.kind === 'done') ledger.told(name, 'one');
    else if (outcome.kind === 'unknown') ledger.perhaps(name, 'one');
    else this.#unexpected('make key', outcome);
  }

  /** A token that one process gave opens another one at once. */
  async #useToken(): Promise<void> {
    const { ledger, random, doors } = this.#options;
    const person = this.#somebody('active');
    if (!person || person.unsure) return;
    const outcome = await this.#ask({ method: 'POST', path: '/tokens', body: { member: person.id } });
    if (outcome.kind !== 'done') return this.#unexpected('token', outcome);
    const { token } = outcome.answer.body as { token: string };
    const seen = await ask(ledger, random.pick(doors()), { method: 'GET', path: '/capabilities', token });
    if (seen.kind === 'refused' && seen.answer.status === 401)
      ledger.lost.push(`A token of ${person.email} was acknowledged and opens nothing`);
    else if (seen.kind === 'done' && seen.answer.body.caller.member !== person.id)
      ledger.leaked.push(`The token of ${person.email} is somebody else's: ${JSON.stringify(seen.answer.body.caller)}`);
  }

  /** Reads a page: everybody on it is of this organization. */
  async #look(): Promise<void> {
    const { ledger, tenant } = this.#options;
    const sort = this.#options.random.pick(['email', '-email', 'name']);
    const outcome = await this.#ask({ method: 'GET', path: `/members?limit=50&sort=${sort}` });
    if (outcome.kind !== 'done') return this.#unexpected('look', outcome);
    const { items } = outcome.answer.body as { items: { email: string }[] };
    if (items.length === 0 && this.#people.length > 0) ledger.lost.push(`${tenant.slug} was shown an empty list`);
  }
}

const listed = (members: Iterable<string>): string => `[${[...members].toSorted().join()}]`;

function without(members: ReadonlySet<string>, one: string): Set<string> {
  const rest = new Set(members);
  rest.delete(one);
  return rest;
}
