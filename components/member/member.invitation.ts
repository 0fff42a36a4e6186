import { html, nothing } from 'lit';
import type { Profile } from './member.profile.ts';
import { dotted } from './member.view.ts';

/** When it was sent and by whom, how the mail went, and until when the link works. */
export function drawInvitation({ person, words, formats, later }: Profile): unknown {
  const { invitation: sent } = person!;
  if (!sent) return nothing;
  const failed = sent.delivery === 'failed';
  return dotted([
    html`<time datetime=${sent.sentAt} title=${formats.moment(sent.sentAt)}
      >${later?.inviter ?? words.invitedAt(formats.relative(sent.sentAt))}</time
    >`,
    html`<span class=${failed ? 'bad' : ''}
      >${words.delivery[sent.delivery]}${sent.deliveryDetail ? html`: <bdi>${sent.deliveryDetail}</bdi>` : nothing}</span
    >`,
    sent.state === 'pending' && words.expires(formats.moment(sent.expiresAt)),
  ]);
}
