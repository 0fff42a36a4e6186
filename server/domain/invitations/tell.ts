import { toId, type EventType } from '../../contract/index.ts';
import { events } from '../../db/schema.ts';
import { markTold } from '../../db/tx.ts';
import type { Context, Services } from '../context.ts';

const prefixes = { member: 'mem', group: 'grp', role: 'rol', organization: 'org' } as const;

/**
 * What has happened to people, groups, roles and the organization, for whoever listens: ids only, in the transaction in
 * which it happened. The database gives each event its place among the organization's others when it commits.
 */
export async function tell(
  { tx, organizationId, services }: Pick<Context, 'tx' | 'organizationId'> & { services: Pick<Services, 'newUuid'> },
  type: EventType,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const prefix = prefixes[type.slice(0, type.indexOf('.')) as keyof typeof prefixes];
  await tx.insert(events).values(
    ids.map((id) => ({
      organizationId,
      id: services.newUuid(),
      type,
      data: { id: toId(prefix, id) },
    })),
  );
  markTold(tx);
}
