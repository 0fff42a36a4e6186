import { toId } from '../../contract/index.ts';
import { events } from '../../db/schema.ts';
import type { Context, Services } from '../context.ts';

/** What has happened to people, for whoever listens: ids only, in the transaction in which it happened. */
export async function tell(
  { tx, organizationId, services }: Pick<Context, 'tx' | 'organizationId'> & { services: Pick<Services, 'newUuid'> },
  type: 'member.invited' | 'member.joined' | 'member.updated' | 'member.removed',
  memberIds: readonly string[],
): Promise<void> {
  if (memberIds.length === 0) return;
  await tx.insert(events).values(
    memberIds.map((memberId) => ({
      organizationId,
      id: services.newUuid(),
      type,
      data: { id: toId('mem', memberId) },
    })),
  );
}
