import { html, nothing, type TemplateResult } from 'lit';
import { triangleAlertIcon } from '../templates/icons.ts';
import { globeIcon } from './invite.icons.ts';
import type { InviteDialog } from './invite-dialog.ts';
import { byDomain, labelOf, type DomainPeople } from './invite-people.ts';

/** The people outside the organization's own domains, with the domain each is confirmed by. */
export function outsiders(dialog: InviteDialog): { domain: string }[] {
  return byDomain(dialog.chips.state.chips, (key) => dialog.check.of(key)).flatMap(({ kind, domain, people }) =>
    kind === 'own' ? [] : people.map(() => ({ domain })),
  );
}

/** What is about to be sent, by domain, what needs a second look first. */
export function renderReview(dialog: InviteDialog): TemplateResult {
  const domains = byDomain(dialog.chips.state.chips, (key) => dialog.check.of(key));
  return html`<div class="review">
    ${domains.map((domain) => renderDomain(dialog, domain))} ${renderTerms(dialog)}
  </div>`;
}

function renderDomain(dialog: InviteDialog, { domain, kind, resembles, people }: DomainPeople): TemplateResult {
  const { words, formats, own } = dialog;
  const tone = { lookalike: 'bad', otherDomain: 'warn', own: '' }[kind];
  const badge = { lookalike: words.resemblesBadge(resembles ?? own), otherDomain: words.outside(own), own: '' }[kind];
  return html`<section class="domain ${tone}" aria-label=${domain}>
    <h3 aria-level=${dialog.headingLevel ? dialog.headingLevel + 1 : nothing}>
      ${kind === 'lookalike' ? triangleAlertIcon : kind === 'otherDomain' ? globeIcon : nothing}
      <bdi dir="ltr" translate="no">${domain}</bdi>
      ${badge ? html`<span class="badge ${tone}">${badge}</span>` : nothing}
      <span class="counter">${words.people(people.length, formats)}</span>
    </h3>
    ${kind === 'lookalike' ? html`<p>${words.lookCloser(domain, resembles ?? own)}</p>` : nothing}
    <ul role="list">
      ${people.map(
        (person) =>
          html`<li>
            ${person.name ? html`<bdi>${person.name}</bdi>` : nothing}
            <bdi dir="ltr" translate="no" class=${person.name ? 'address' : ''}>${labelOf(person)}</bdi>
          </li>`,
      )}
    </ul>
  </section>`;
}

function renderTerms(dialog: InviteDialog): TemplateResult {
  const { words, formats, roles, groups, portal, defaultGroup } = dialog;
  const joined = groups.selected.map(({ name }) => name);
  if (joined.length === 0 && portal?.rules.defaultGroup && defaultGroup) joined.push(defaultGroup);
  return html`<dl class="terms">
    <dt>${words.theyGet}</dt>
    <dd>${roles.length > 0 ? formats.list(roles.map(({ name }) => name)) : words.noRoles}</dd>
    ${
      joined.length > 0
        ? html`<dt>${words.inGroups}</dt>
            <dd>${formats.list(joined)}</dd>`
        : nothing
    }
  </dl>`;
}
