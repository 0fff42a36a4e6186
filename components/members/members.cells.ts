import { html, nothing, type TemplateResult } from 'lit';
import { hasFeature, type Member, type RoleId } from '../../server/contract/index.ts';
import { avatar } from '../templates/avatar.ts';
import { address, none, personal, rest, shown, when } from '../templates/cells.ts';
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
    <div class="whom">
      ${opener(member, name === member.email ? address(name) : personal(name), view, onOpen)}
      ${fresh ? html` <span class="badge new" part="badge">${words.isNew}</span>` : nothing}
      ${
        member.status === 'suspended' && !portal.columns.includes('status')
          ? html` <span class="badge" part="badge">${portal.labels.suspended ?? words.status.suspended}</span>`
          : nothing
      }
    </div>
  </div>`;
}

export function statusCell(member: Member, view: MembersView): TemplateResult {
  const { words, portal } = view;
  if (member.status === 'invited') return pending(member, view);
  if (member.status === 'suspended') {
    return html`<span class="badge" part="badge">${portal.labels.suspended ?? words.status.suspended}</span>`;
  }
  return html`<span class="state"><i class="dot"></i>${words.status.active}</span>`;
}

/** Where an invitation stands; what went wrong with its mail is said beside it. */
function pending(
  { invitation }: Member,
  { words, formats }: MembersView,
  label = words.status.invited,
): TemplateResult {
  const expired = invitation?.state === 'expired';
  const failed = invitation?.delivery === 'failed';
  const until = invitation && !expired ? words.expires(formats.moment(invitation.expiresAt)) : '';
  return html`<span class="badge ${expired || failed ? '' : 'warn'}" part="badge" title=${until || nothing}
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
  return member.lastActiveAt ? when(member.lastActiveAt, view) : html`<span class="quiet">${view.common.never}</span>`;
}

export function day(moment: string | null | undefined, { formats, words }: MembersView): TemplateResult {
  return moment
    ? html`<time dir="auto" datetime=${moment} title=${formats.moment(moment)}>${formats.day(moment)}</time>`
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
  return html`<span class="badges"
    >${all
      .slice(0, shown)
      .map(
        (role) =>
          html`<span
            class="badge ${role.from && 'inherited'}"
            part="badge ${role.from && 'inherited'}"
            title=${text(role)}
            >${role.from ? usersIcon : nothing}<span
              >${personal(role.name)}${role.from ? html` <span class="from">${personal(role.from)}</span>` : nothing}</span
            ></span
          >`,
      )}${rest(all.slice(shown).map(text), view)}</span
  >`;
}
