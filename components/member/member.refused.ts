import { troubleOf } from '../controllers/trouble.ts';
import { calm } from '../templates/calm.ts';
import { searchIcon } from '../templates/icons.ts';
import { troubled } from '../templates/trouble.ts';
import type { TemplateResult } from 'lit';
import type { Profile } from './member.profile.ts';
import { belowWords } from './member.words.ts';

/** Why the person is not shown. */
export function refused(profile: Profile): TemplateResult {
  const { error, common, formats } = profile;
  const words = belowWords(profile);
  const trouble = troubleOf(error!);
  if (trouble === 'missing') return calm({ icon: searchIcon, title: words.gone, detail: words.goneDetail });
  return troubled(trouble, error, { ...common, failedTitle: words.failedTitle }, formats, {
    notAllowed: words.notAllowed,
    retry: () => void profile.load(),
  });
}
