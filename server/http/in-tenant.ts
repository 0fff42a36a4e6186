import { authenticate, type Credential } from '../domain/credentials/authenticate.ts';
import type { Actor, Context, Database, Services } from '../domain/context.ts';
import { Refused } from '../domain/refused.ts';

export interface TenantRequest {
  credential: Credential;
  requestId: string;
  /** Told who asks, as soon as that is known; for the log. */
  onActor?: (actor: Actor) => void;
}

/** One request, one transaction: who asks is judged in it, and what they ask is done in it. */
export function inTenant<T>(
  database: Database,
  services: Services,
  { credential, requestId, onActor }: TenantRequest,
  work: (context: Context) => Promise<T>,
): Promise<T> {
  const { organizationId } = credential;
  const accountId = credential.kind === 'session' ? credential.accountId : undefined;
  return database.withTenant({ organizationId, ...(accountId && { accountId }) }, async (tx) => {
    const notes: (() => Promise<void>)[] = [];
    const actor = await authenticate(tx, credential, (work) => void notes.push(work));
    onActor?.(actor);
    let overruled: Refused | undefined;
    const judgeAgain = async (): Promise<void> => {
      overruled ??= await lostRights(tx, credential, actor);
    };
    const answer = await work({ tx, organizationId, actor, requestId, services, judgeAgain });
    // Only now: what the rules refuse to anybody (the last admin) is the better reason.
    if (overruled) throw overruled;
    for (const note of notes) await note();
    return answer;
  });
}

/** Why somebody who waited may no longer do what they were about to; undefined where nothing was taken from them. */
async function lostRights(tx: Context['tx'], credential: Credential, before: Actor): Promise<Refused | undefined> {
  try {
    const { permissions } = await authenticate(tx, credential, () => {});
    const lost = [...before.permissions].some((permission) => !permissions.has(permission));
    return lost ? new Refused('forbidden', { detail: 'What you may do has just changed.' }) : undefined;
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
}
