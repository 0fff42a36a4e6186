import { html, nothing } from 'lit';
import { hasFeature } from '../../server/contract/index.ts';
import { chevronDownIcon } from '../templates/icons.ts';
import { textField } from './member.form.ts';
import type { Profile } from './member.profile.ts';
import { belowWords, contactLabel } from './member.words.ts';

/** How to reach the person: closed while there is nothing in it. */
export function drawContact(profile: Profile): unknown {
  const { draft } = profile;
  const words = belowWords(profile);
  if (profile.creating || profile.can('update') !== true || !hasFeature(profile.portal, 'contact')) return nothing;
  const keys = new Set([...Object.keys(words.contact), ...Object.keys(profile.base.contact)]);
  const wrong = Object.keys(profile.faults).some((field) => field.startsWith('contact'));
  return html`<details class="part" ?open=${wrong || Object.keys(profile.base.contact).length > 0}>
    <summary>${words.contactHeading}${chevronDownIcon}</summary>
    <div class="pair">
      ${[...keys].map((key) =>
        textField(profile, {
          field: `contact/${key}`,
          label: contactLabel(profile, key),
          value: draft.contact[key] ?? '',
          changed: (value) => profile.set({ contact: { ...profile.draft.contact, [key]: value } }, `contact/${key}`),
        }),
      )}
    </div>
  </details>`;
}
