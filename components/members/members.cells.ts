import { html, nothing, type TemplateResult } from 'lit';
import { hasFeature, type Member, type RoleId } from '../../server/contract/index.ts';
import { avatar } from '../templates/avatar.ts';
import { address, none, personal, rest, shown } from '../templates/cells.ts';
import { triangleAlertIcon } from '../templates/icons.ts';
import { usersIcon } from '../templates/icons-list.ts';
import { nameOf, type MembersView } from './members.view.ts';

/** What opens the person. */
export function opener(
  member: Member,
  content: unknown,
  { portal }: MembersView,
  onOpen: (member: Member, button: HTMLElement) => void,
): unknown {
  const look = `name ${member.name === null ? 'quiet' : ''}`;
  if (!hasFeature(portal, 'openByName')) return html`<span class=${look} part="name">${content}</span>`;
  return html`<button
    type="button"
    class=${look}
    part="name"
    @click=${(event: Event) => onOpen(member, event.currentTarget as HTMLElement)}
  >
    ${content}
  </button>`;
}

export function nameCell(
  member: Member,
  view: MembersView,
  fresh: boolean,
  onOpen: (member: Member, button: HTMLElement) => void,
): TemplateResult {
  const { portal, words } = view;
  const name = nameOf(member, portal);
  const given = member.name !== null;
  return html`<div class="who">
    ${avatar(member.id, member.status === 'invited' && !given ? null : name)}
    ${opener(member, name === member.email ? address(name) : personal(name), view, onOpen)}
    ${fresh ? html`<span class="badge new" part="badge">${words.isNew}</span>` : nothing}
    ${member.status === 'suspended' && !portal.columns.includes('status') ? suspended(view) : nothing}
  </div>`;
}

const suspended = ({ words, portal }: MembersView): TemplateResult =>
  html`<span class="badge" part="badge">${portal.labels.suspended ?? words.status.suspended}</span>`;

export function statusCell(member: Member, view: MembersView): TemplateResult {
  if (member.status === 'invited') return pending(member, view);
  if (member.status === 'suspended') return suspended(view);
  return html`<span class="state">${view.words.status.active}</span>`;
}

/** Where an invitation stands; what went wrong with its mail is said beside it. */
function pending({ invitation }: Member, { words }: MembersView, label = words.status.invited): TemplateResult {
  const expired = invitation?.state === 'expired';
  const failed = invitation?.delivery === 'failed';
  return html`<span
      class="badge ${expired || failed ? '' : 'warn'}"
      part="badge"
      data-until=${invitation && !expired ? invitation.expiresAt : nothing}
      >${expired ? words.inviteExpired : label}</span
    >
    ${
      failed
        ? html`<span class="badge bad" part="badge">${triangleAlertIcon}${words.delivery.failed}</span>
            ${invitation?.deliveryDetail ? html`<span class="why">${personal(invitation.deliveryDetail)}</span>` : nothing}`
        : nothing
    }`;
}

export function lastActiveCell(member: Member, view: MembersView): TemplateResult {
  if (member.status === 'invited') {
    return view.portal.columns.includes('status')
      ? html`<span class="quiet"
          >${member.invitation?.state === 'expired' ? view.words.inviteExpired : view.words.invitePending}</span
        >`
      : pending(member, view, view.words.invitePending);
  }
  const { lastActiveAt } = member;
  return lastActiveAt
    ? html`<time dir="auto" datetime=${lastActiveAt}>${view.formats.relative(lastActiveAt)}</time>`
    : html`<span class="quiet">${view.common.never}</span>`;
}

export function day(moment: string | null | undefined, { formats, words }: MembersView): TemplateResult {
  return moment
    ? html`<time dir="auto" datetime=${moment}>${formats.day(moment)}</time>`
    : html`<span class="quiet" aria-label=${words.none}>–</span>`;
}

export function rolesCell(member: Member, view: MembersView): TemplateResult {
  const { names, words, formats, roles } = view;
  // In the order of the portal, the same in every row.
  const rank = (id: RoleId): number => roles.findIndex((role) => role.id === id);
  const own = member.roles.toSorted((a, b) => rank(a) - rank(b)).map((id) => ({ name: names[id] ?? id, from: '' }));
  const inherited = member.inheritedRoles.map(({ role, groups }) => ({
    name: names[role] ?? role,
    from: words.inheritedFrom(formats.list(groups.map((group) => names[group] ?? group))),
  }));
  const all = [...own, ...inherited];
  if (!all.length) return none(view);
  const text = ({ name, from }: (typeof all)[0]): string => (from ? `${name} ${from}` : name);
  // What most rows have is one element.
  return html`<span class="badges"
    >${all.slice(0, shown).map((role) =>
      role.from
        ? html`<span class="badge inherited" part="badge inherited" title=${text(role)}
            >${usersIcon}<span>${personal(role.name)} <span class="from">${personal(role.from)}</span></span></span
          >`
        : html`<bdi class="badge" part="badge" translate="no" title=${role.name}>${role.name}</bdi>`,
    )}${rest(all.slice(shown).map(text), view)}</span
  >`;
}
