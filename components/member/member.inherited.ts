import { css, html, nothing } from 'lit';
import type { GroupId, RoleId } from '../../server/contract/index.ts';
import { adopt } from '../styles/adopt.ts';
import { lockIcon } from '../templates/icons-state.ts';
import type { Profile } from './member.profile.ts';

/** Several badges in a line. */
export const badges = css`
  .badges {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
`;

/** What the groups in the form give, as far as is known. */
export function inheritedRoles({ person, later, draft }: Profile): { role: RoleId; groups: GroupId[] }[] {
  const found = new Map<RoleId, GroupId[]>();
  for (const { role, groups } of person?.inheritedRoles ?? []) found.set(role, [...groups]);
  for (const [group, roles] of later?.groups.roles ?? [])
    for (const role of roles) found.set(role, [...new Set([...(found.get(role) ?? []), group])]);
  return [...found].flatMap(([role, all]) => {
    const groups = all.filter((group) => draft.groups.includes(group));
    return groups.length ? [{ role, groups }] : [];
  });
}

/** Roles that groups give: they cannot be changed here, and say where they come from. */
export function drawInherited(profile: Profile): unknown {
  const { words, formats } = profile;
  const all = inheritedRoles(profile);
  if (!all.length) return nothing;
  adopt(profile.host.renderRoot, badges);
  return html`<div class="row">
    <div class="label"><span id="inherited">${words.inherited}</span></div>
    <ul class="badges" role="list" aria-labelledby="inherited">
      ${all.map(
        ({ role, groups }) =>
          html`<li class="badge">
            ${lockIcon}<span
              ><bdi>${profile.nameOf(role)}</bdi>
              <span class="quiet">${words.from(formats.list(groups.map((group) => profile.nameOf(group))))}</span></span
            >
          </li>`,
      )}
    </ul>
  </div>`;
}
