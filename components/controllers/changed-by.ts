import type { Capabilities } from '../../server/contract/index.ts';
import type { Messages } from '../messages/en.ts';
import type { Source } from '../source/source.ts';
import type { Connection } from './connection.ts';

/** Who changed something meanwhile, and when: of the log, for those who may read it. */
export async function changedBy(
  id: string,
  source: Source,
  { formats }: Pick<Connection, 'formats'>,
  capabilities: Capabilities | undefined,
  words: Pick<Messages['memberLater'], 'you' | 'changed' | 'changedMeanwhile'>,
): Promise<string> {
  if (capabilities?.caller.can['audit:read'] !== true) return words.changedMeanwhile;
  const log = await source.audit({ target: [id], limit: 1 }).catch(() => undefined);
  const [last] = log?.items ?? [];
  const who = last?.actor.id && (last.actor.id === capabilities.caller.member ? words.you : log?.names[last.actor.id]);
  return who && last ? words.changed(who, formats.relative(last.at)) : words.changedMeanwhile;
}
