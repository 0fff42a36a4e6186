import { html, type TemplateResult } from 'lit';
import type { MemberAccess, RoleId } from '../../server/contract/index.ts';
import { personal } from '../templates/cells.ts';
import { chevronDownIcon } from '../templates/icons.ts';
import type { MemberDoing } from './member.doing.ts';

type Source = MemberAccess['roles'][number]['from'][number];

/** Every role in effect, and of each permission why the person has it. */
export async function disclose(doing: MemberDoing): Promise<{ render(): TemplateResult }> {
  const { source, id } = doing.profile;
  const access = await source.access(id!);
  return { render: () => draw(doing, access) };
}

function draw(doing: MemberDoing, access: MemberAccess): TemplateResult {
  const { words } = doing;
  const from = new Map(access.roles.map((one) => [one.role, one.from]));
  const role = (id: RoleId): TemplateResult =>
    html`<div>
      ${personal(access.names[id] ?? id)}
      ${(from.get(id) ?? []).map((source) => html`<small>${origin(doing, access, source)}</small>`)}
    </div>`;
  return html`<div>
    <ul class="lines" role="list">
      ${access.roles.map((one) => html`<li>${role(one.role)}</li>`)}
    </ul>
    <p class="quiet">
      ${access.permissions.length ? words.permissions(access.permissions.length, doing.profile.formats) : words.noPermissions}
    </p>
    <ul class="lines tight" role="list">
      ${access.permissions.map(
        ({ permission, roles }) =>
          html`<li>
            <details>
              <summary aria-label=${words.why(permission)}>
                <code translate="no">${permission}</code>${chevronDownIcon}
              </summary>
              ${roles.map(role)}
            </details>
          </li>`,
      )}
    </ul>
  </div>`;
}

function origin({ words, profile }: MemberDoing, { names }: MemberAccess, source: Source): string {
  const { formats } = profile;
  const { group, givenBy, givenAt, until } = source;
  return [
    group ? words.fromGroup(names[group] ?? group) : words.own,
    givenBy ? words.givenBy(names[givenBy] ?? givenBy, formats.day(givenAt)) : words.givenAt(formats.day(givenAt)),
    ...(until ? [words.until(formats.moment(until))] : []),
  ].join(' · ');
}
