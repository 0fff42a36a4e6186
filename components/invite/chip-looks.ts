import type { TemplateResult } from 'lit';
import type { ChipLook } from '../templates/chips.ts';
import { banIcon } from '../templates/icons-later.ts';
import { checkIcon, clockIcon } from '../templates/icons-state.ts';
import { triangleAlertIcon } from '../templates/icons.ts';
import { circleAlertIcon, copyIcon, globeIcon, userCheckIcon } from './invite-later.icons.ts';
import type { InviteLater } from './invite-later.ts';
import type { PersonChip, StandingState } from './invite-people.ts';

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

/** What the server's answer adds to the chip of one person. */
export function lookOf(later: InviteLater, { key }: PersonChip): Omit<ChipLook, 'label' | 'name'> {
  const { words, check } = later;
  const standing = check.of(key);
  if (!standing) return {};
  const { state, detail, resembles } = standing;
  const own = state === 'lookalike' && resembles ? words.resembles(resembles) : words.state[state];
  // What was refused came in the language of the page.
  const description = state === 'refused' ? (detail ?? own) : later.sentence(detail, own);
  return { ...looks[state], description };
}
