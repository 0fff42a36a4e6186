import { nothing } from 'lit';
import { emptyDraft } from './member.draft.ts';
import { textField } from './member.form.ts';
import type { Profile } from './member.profile.ts';
import { belowWords } from './member.words.ts';

/** Where everybody has one role, people start with the one that allows least, of those that can be given. */
export function begin(profile: Profile): void {
  const free = profile.roles.filter(({ can, exclusive }) => can.assign === true && !exclusive);
  const [least] = profile.one ? free.toSorted((a, b) => a.permissions.length - b.permissions.length) : [];
  profile.base = { ...emptyDraft, roles: least ? [least.id] : [] };
  profile.fill(profile.base);
}

/** What the dialog says under its heading. */
export const lead = (profile: Profile): string => belowWords(profile).createLead;

/** The password they sign in with first, where they sign in with one. */
export function password(profile: Profile): unknown {
  if (profile.capabilities?.organization.singleSignOn) return nothing;
  const words = belowWords(profile);
  return textField(profile, {
    field: 'temporaryPassword',
    label: words.password,
    value: profile.password,
    type: 'text',
    optional: true,
    hint: words.passwordHint,
    changed: (value) => {
      profile.password = value;
      profile.set({}, 'temporaryPassword');
    },
  });
}
