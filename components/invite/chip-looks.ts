import type { TemplateResult } from 'lit';
import type { ChipLook } from '../templates/chips.ts';
import { banIcon, checkIcon, clockIcon, mailIcon, triangleAlertIcon } from '../templates/icons.ts';
import { circleAlertIcon, copyIcon, globeIcon, userCheckIcon } from './invite.icons.ts';
import type { InviteDialog } from './invite-dialog.ts';
import { isWhole, labelOf, type PersonChip, type StandingState } from './invite-people.ts';

/** How each state looks: never by colour alone. */
export const looks: Record<StandingState, { icon: TemplateResult; tone?: 'note' | 'warn' | 'bad' }> = {
  ok: { icon: checkIcon },
  malformed: { icon: circleAlertIcon, tone: 'bad' },
  refused: { icon: circleAlertIcon, tone: 'bad' },
  blocked: { icon: banIcon, tone: 'bad' },
  member: { icon: userCheckIcon, tone: 'bad' },
  invited: { icon: clockIcon, tone: 'warn' },
  duplicate: { icon: copyIcon, tone: 'warn' },
  rateLimited: { icon: clockIcon, tone: 'warn' },
  lookalike: { icon: triangleAlertIcon, tone: 'warn' },
  otherDomain: { icon: globeIcon, tone: 'note' },
};

/** How the chip of one person looks and reads. */
export function lookOf(dialog: InviteDialog, { key, value }: PersonChip): ChipLook {
  const { words } = dialog;
  const standing = dialog.check.of(key);
  const { icon, tone } = standing ? looks[standing.state] : { icon: mailIcon, tone: undefined };
  const resembles = standing?.state === 'lookalike' && standing.resembles;
  return {
    label: labelOf(value),
    name: isWhole(value) ? value.name : undefined,
    icon,
    tone,
    description: standing?.detail ?? (resembles ? words.resembles(resembles) : standing && words.state[standing.state]),
  };
}
