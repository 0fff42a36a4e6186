import { html, nothing } from 'lit';
import type { Profile } from './member.profile.ts';
import { belowWords } from './member.words.ts';
import { dotted } from './member.view.ts';

/** When it was sent and by whom, how the mail went, and until when the link works. */
export function drawInvitation(profile: Profile): unknown {
  const { person, formats, inviter } = profile;
  const words = belowWords(profile);
  const { invitation: sent } = person!;
  if (!sent) return nothing;
  const failed = sent.delivery === 'failed';
  return dotted([
    html`<time datetime=${sent.sentAt} title=${formats.moment(sent.sentAt)}
      >${inviter ?? words.invitedAt(formats.relative(sent.sentAt))}</time
    >`,
    html`<span class=${failed ? 'bad' : ''}
      >${words.delivery[sent.delivery]}${sent.deliveryDetail ? html`: <bdi>${sent.deliveryDetail}</bdi>` : nothing}</span
    >`,
    sent.state === 'pending' && words.expires(formats.moment(sent.expiresAt)),
  ]);
}

/** "Invited by Ada 2 hours ago", where whoever looks may know. */
export async function findInviter(profile: Profile, signal: AbortSignal): Promise<string | undefined> {
  const { capabilities, person, source, formats } = profile;
  if (!person || capabilities?.caller.can['audit:read'] !== true) return undefined;
  const query = { target: [person.id], action: ['member.invited'], limit: 1 };
  const found = await source.audit(query, { signal }).catch(() => undefined);
  const by = found?.items[0]?.actor.id;
  if (!by || signal.aborted) return undefined;
  return belowWords(profile).inviter(found.names[by] ?? by, formats.relative(found.items[0]!.at));
}
