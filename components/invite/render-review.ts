import { html, nothing, type TemplateResult } from 'lit';
import type { DialogContent } from '../templates/dialog.ts';
import { triangleAlertIcon } from '../templates/icons.ts';
import { globeIcon } from './invite-later.icons.ts';
import type { InviteDialog } from './invite-dialog.ts';
import type { InviteLater } from './invite-later.ts';
import { byDomain, type DomainPeople } from './domain-people.ts';
import { labelOf } from './invite-people.ts';
import { renderGo } from './render-go.ts';

/** For each person outside the organization's own domains, the domain that is confirmed. */
function outsiders(dialog: InviteDialog, later: InviteLater): string[] {
  return byDomain(dialog.people.state.chips, (key) => later.check.of(key)).flatMap(({ kind, domain, people }) =>
    kind === 'own' ? [] : people.map(() => domain),
  );
}

/** What is about to be sent, by domain, what needs a second look first; going on is one click. */
export function reviewContent(dialog: InviteDialog, later: InviteLater): Omit<DialogContent, 'close'> {
  const { words } = later;
  const count = dialog.people.state.chips.length;
  const outside = outsiders(dialog, later);
  return {
    heading: words.reviewHeading(count, outside.length, later.own, dialog.formats),
    body: renderReview(dialog, later),
    foot: renderFoot(dialog, later, [...new Set(outside)]),
  };
}

function renderFoot(dialog: InviteDialog, { words, sending }: InviteLater, domains: string[]): TemplateResult {
  const { busy, formats, mails } = dialog;
  const count = dialog.people.state.chips.length;
  return html`${
    busy
      ? html`<button type="button" class="button" @click=${() => sending.stop()}>${dialog.words.stop}</button>`
      : html`<button type="button" class="button" @click=${() => void sending.back()}>${words.back}</button>`
  }
  ${renderGo(
    busy,
    dialog.words,
    (mails ? dialog.words.send : dialog.words.create)(count, formats),
    () => void sending.send(domains),
    false,
  )}`;
}

function renderReview(dialog: InviteDialog, later: InviteLater): TemplateResult {
  const domains = byDomain(dialog.people.state.chips, (key) => later.check.of(key));
  return html`<div class="review">
    ${domains.map((domain) => renderDomain(dialog, later, domain))} ${renderTerms(dialog, later)}
  </div>`;
}

function renderDomain(
  dialog: InviteDialog,
  { words, own }: InviteLater,
  { domain, kind, resembles, people }: DomainPeople,
): TemplateResult {
  const { formats } = dialog;
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
        (chip) =>
          html`<li>
            ${chip.value.name ? html`<bdi>${chip.value.name}</bdi>` : nothing}
            <bdi dir="ltr" translate="no" class=${chip.value.name ? 'address' : ''}>${labelOf(chip.value)}</bdi>
            ${dialog.people.layout === 'rows' ? html`<span class="counter">${dialog.people.own(chip)}</span>` : nothing}
          </li>`,
      )}
    </ul>
  </section>`;
}

function renderTerms({ formats, people, groups }: InviteDialog, { words }: InviteLater): unknown {
  const { roles } = people;
  if (!roles) return nothing;
  const joined = groups.chosen.map(({ name }) => name);
  if (joined.length === 0 && groups.standard) joined.push(groups.standard);
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
