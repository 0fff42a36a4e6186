import { authenticate, type Credential } from '../domain/credentials/authenticate.ts';
import type { Actor, Context, Database, Services } from '../domain/context.ts';

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
    const actor = await authenticate(tx, credential);
    onActor?.(actor);
    return work({ tx, organizationId, actor, requestId, services });
  });
}
