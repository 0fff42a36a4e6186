import type postgres from 'postgres';
import { toId } from '../../server/contract/index.ts';
import type { Tenant } from './clerk.ts';
import { ask, pause } from './door.ts';
import type { Ledger } from './ledger.ts';
import type { Listener } from './listener.ts';
import type { MailSink } from './mail-sink.ts';

export interface Evidence {
  ledger: Ledger;
  tenants: Tenant[];
  /** A server that is up. */
  door: string;
  listeners: Map<Tenant, Listener>;
  mail: MailSink;
  /** Mails of which a worker could not say what became of them: so many may have gone out once more. */
  mayRepeat: number;
  asOwner<T>(work: (sql: postgres.Sql) => Promise<T>): Promise<T>;
}

/** Compares what was acknowledged with what is there, and what each was shown with what is theirs. */
export async function judge(evidence: Evidence): Promise<void> {
  const { ledger, tenants } = evidence;
  const found = new Map<string, string>();
  for (const tenant of tenants) await readTenant(evidence, tenant, found);
  ledger.compare(found);
  await judgeTwice(evidence);
  await judgeHeard(evidence);
  judgeMail(evidence, found);
}

/** How it is, read as everybody reads it. */
async function readTenant({ ledger, door }: Evidence, tenant: Tenant, found: Map<string, string>): Promise<void> {
  const roleKeys = new Map(Object.entries(tenant.roles).map(([key, id]) => [id, key]));
  const members = await all<Shown>(ledger, door, tenant, '/members?');
  for (const { email, name, status, roles } of members) {
    if (!email.endsWith(`@${tenant.slug}.example`)) ledger.leaked.push(`${email} is in ${tenant.slug}`);
    found.set(`status of ${email}`, status);
    found.set(
      `roles of ${email}`,
      roles
        .map((id) => roleKeys.get(id) ?? id)
        .toSorted()
        .join(),
    );
    if (name !== null) found.set(`name of ${email}`, name);
  }
  for (const { id, name } of await all<{ id: string; name: string }>(ledger, door, tenant, '/groups?')) {
    if (!name.startsWith(`Group of ${tenant.slug} `)) ledger.leaked.push(`${name} is in ${tenant.slug}`);
    const inIt = await all<Shown>(ledger, door, tenant, `/groups/${id}/members?`);
    found.set(
      `members of ${name}`,
      `[${inIt
        .map(({ email }) => email)
        .toSorted()
        .join()}]`,
    );
  }
  for (const { name } of await all<{ name: string }>(ledger, door, tenant, '/keys?')) {
    if (!name.startsWith('Key of ')) continue;
    if (!name.startsWith(`Key of ${tenant.slug} `)) ledger.leaked.push(`${name} is in ${tenant.slug}`);
    if (found.has(name)) ledger.duplicated.push(`${name} is there twice`);
    found.set(name, 'one');
  }
}

interface Shown {
  email: string;
  name: string | null;
  status: string;
  roles: string[];
}

async function all<Item>(ledger: Ledger, door: string, { key }: Tenant, path: string): Promise<Item[]> {
  const items: Item[] = [];
  let failures = 0;
  for (let cursor: string | null = ''; cursor !== null;) {
    const at: string = `${path}${path.startsWith('/keys') ? '' : '&limit=100'}${cursor && `&cursor=${cursor}`}`;
    const outcome = await ask(ledger, door, { method: 'GET', path: at, token: key });
    if (outcome.kind === 'refused' && outcome.answer.status !== 429)
      throw new Error(`${at}: ${JSON.stringify(outcome.answer)}`);
    if (outcome.kind !== 'done') {
      if (++failures === 40) throw new Error(`${at} is never answered`);
      await pause(250);
      continue;
    }
    const page = outcome.answer.body as { items: Item[]; next?: string | null };
    items.push(...page.items);
    cursor = page.next ?? null;
  }
  return items;
}

/** What one request did is in the audit once for each thing it did it to. */
async function judgeTwice({ ledger, asOwner }: Evidence): Promise<void> {
  const rows = await asOwner(
    (sql) => sql<{ action: string; target_id: string; times: number }[]>`
    select action, target_id, count(*)::int as times from roster.audit
     group by organization_id, request_id, action, target_id having count(*) > 1`,
  );
  for (const { action, target_id, times } of rows)
    ledger.duplicated.push(`${action} of ${target_id} was done ${times} times by one request`);
}

/** Nobody heard of what is somebody else's, and everybody of all that is theirs, or that something was left out. */
async function judgeHeard({ ledger, listeners, asOwner }: Evidence): Promise<void> {
  const rows = await asOwner(
    (sql) => sql<{ organization_id: string; id: string }[]>`
    select organization_id, data ->> 'id' as id from roster.events`,
  );
  const owner = new Map<string, string>();
  for (const { organization_id, id } of rows) owner.set(id, toId('org', organization_id));
  for (const [tenant, listener] of listeners) {
    for (const id of listener.heard) {
      const of = owner.get(id);
      if (of !== undefined && of !== tenant.id) ledger.leaked.push(`${tenant.slug} heard of ${id}`);
    }
    if (listener.resyncs > 0) continue;
    for (const [id, of] of owner)
      if (of === tenant.id && !id.startsWith('org_') && !listener.heard.has(id))
        ledger.lost.push(`${tenant.slug} never heard of ${id}`);
  }
}

/**
 * Every invitation that stands has been mailed. A copy more comes only where the mail server died before it had said that
 * it took one, or a worker could not say that it was taken; and it is the same mail, by its Message-ID and its link.
 */
function judgeMail({ ledger, mail, mayRepeat }: Evidence, found: ReadonlyMap<string, string>): void {
  const taken = new Map<string, number>();
  const ids = new Map<string, Set<string>>();
  for (const copy of mail.copies.filter(({ to }) => ledger.has(`status of ${to}`))) {
    ids.set(copy.to, (ids.get(copy.to) ?? new Set()).add(`${copy.messageId} ${copy.link}`));
    if (copy.taken) taken.set(copy.to, (taken.get(copy.to) ?? 0) + 1);
  }
  for (const [thing, status] of found) {
    const email = thing.replace('status of ', '');
    if (status === 'invited' && ledger.has(thing) && !taken.has(email)) ledger.lost.push(`${email} was never mailed`);
  }
  for (const [email, different] of ids)
    if (different.size > 1) ledger.duplicated.push(`${email} got different mails: ${[...different].join(', ')}`);
  const repeated = [...taken].filter(([, times]) => times > 1);
  ledger.repeated = repeated.reduce((sum, [, times]) => sum + times - 1, 0);
  if (ledger.repeated <= mayRepeat) return;
  for (const [email, times] of repeated.slice(mayRepeat)) ledger.duplicated.push(`${email} was mailed ${times} times`);
}
