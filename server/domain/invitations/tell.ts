import { toId } from '../../contract/index.ts';
import { events } from '../../db/schema.ts';
import type { Context, Services } from '../context.ts';

type Happening =
  `member.${'invited' | 'joined' | 'updated' | 'removed'}` | `${'group' | 'role'}.${'created' | 'updated' | 'deleted'}`;

const prefixes = { member: 'mem', group: 'grp', role: 'rol' } as const;

/** What has happened to people, groups and roles, for whoever listens: ids only, in the transaction in which it happened. */
export async function tell(
  { tx, organizationId, services }: Pick<Context, 'tx' | 'organizationId'> & { services: Pick<Services, 'newUuid'> },
  type: Happening,
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
}
