import { css, html, nothing, type TemplateResult } from 'lit';
import { hasFeature } from '../../server/contract/index.ts';
import { personal } from '../templates/cells.ts';
import { rolesLabel } from './member.form.ts';
import { badges, drawInherited } from './member.inherited.ts';
import type { Profile } from './member.profile.ts';
import { belowWords, contactLabel } from './member.words.ts';

/** The person for somebody who cannot change them. */
export function drawFacts(profile: Profile): TemplateResult {
  const { words, portal, base, editable, connection } = profile;
  const list = (ids: readonly string[]): unknown =>
    ids.length
      ? html`<span class="badges"
          >${ids.map((id) => html`<span class="badge">${personal(profile.nameOf(id))}</span>`)}</span
        >`
      : words.none;
  const rows: [string, unknown][] = [
    [rolesLabel(profile), list(base.roles)],
    ...(profile.groupsOffered || base.groups.length
      ? [[portal?.labels.groups ?? words.groups, list(base.groups)] as [string, unknown]]
      : []),
    ...Object.entries(hasFeature(portal, 'contact') ? base.contact : {}).map(
      ([key, value]) => [contactLabel(profile, key), personal(value)] as [string, unknown],
    ),
  ];
  return html`<div class="form">
    <dl class="facts">
      ${rows.map(
        ([term, value]) =>
          html`<dt>${term}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
    ${drawInherited(profile)}
    ${
      editable && editable !== true
        ? html`<p class="aside">
            ${editable.code === 'forbidden' ? belowWords(profile).readOnly : connection.reason(editable)}
          </p>`
        : nothing
    }
  </div>`;
}

export const factsStyles = css`
  ${badges}
  .facts {
    display: grid;
    grid-template-columns: minmax(90px, auto) 1fr;
    gap: 10px 20px;
    margin: 0;
  }
  .facts dt {
    color: var(--_muted);
  }
  .facts dd {
    margin: 0;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
`;
