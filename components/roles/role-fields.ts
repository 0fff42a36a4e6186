import { html, nothing, type TemplateResult } from 'lit';
import type { Permission, RoleList } from '../../server/contract/index.ts';
import type { Connection } from '../controllers/connection.ts';
import type { Messages } from '../messages/en.ts';
import { checkIcon } from '../templates/icons-state.ts';
import type { Draft } from './role-draft.ts';

type Catalogue = RoleList['permissions'];

/** What the fields of a role are drawn from. */
export interface RoleFields {
  connection: Pick<Connection, 'reason'>;
  words: Messages['roles'];
  draft: Draft;
  permissions: Catalogue;
  faults: Readonly<Record<string, string>>;
  set(change: Partial<Draft>): void;
  /** Why a box does not do what it was pressed for. */
  refuse(reason: string): void;
}

/** The fields, for whoever may change them. */
export function roleFields(fields: RoleFields): TemplateResult {
  const { words, draft, permissions, faults, set } = fields;
  const text = (id: 'name' | 'description', label: string, hint = ''): TemplateResult =>
    html`<div class="row">
      <label class="label" for="role-${id}">${label}</label>
      <input
        id="role-${id}"
        class="field"
        dir="auto"
        autocomplete="off"
        aria-invalid=${faults[id] ? 'true' : nothing}
        aria-describedby="role-${id}-said"
        .value=${draft[id]}
        @input=${(event: Event) => set({ [id]: (event.target as HTMLInputElement).value })}
      />
      <p id="role-${id}-said" class=${faults[id] ? 'fault' : 'aside'}>${faults[id] ?? hint}</p>
    </div>`;
  return html`${text('name', words.name)} ${text('description', words.description, words.descriptionHint)}
    <fieldset class="row">
      <legend class="label">${words.allows}</legend>
      ${faults['permissions'] ? html`<p class="fault">${faults['permissions']}</p>` : nothing}
      ${resources(words, permissions, (entry) => box(fields, entry))}
    </fieldset>
    <label class="check"
      ><input
        type="checkbox"
        .checked=${draft.exclusive}
        @change=${(event: Event) => set({ exclusive: (event.target as HTMLInputElement).checked })}
      /><span>${words.exclusiveLabel}<small class="about">${words.exclusiveHint}</small></span></label
    >`;
}

/** The role as text, for whoever may only read it: what it allows, and nothing of what it could. */
export function roleFacts({
  words,
  draft,
  permissions,
}: Pick<RoleFields, 'words' | 'draft' | 'permissions'>): TemplateResult {
  const held = permissions.filter(({ permission }) => draft.permissions.has(permission));
  return html`<div class="form">
    ${draft.description ? html`<p class="about-role">${draft.description}</p>` : nothing}
    <div class="row">
      <div class="label">${words.allows}</div>
      ${
        held.length
          ? resources(
              words,
              held,
              ({ permission }) =>
                html`<span class="check" title=${permission}
                  >${checkIcon}<span>${actOf(words, permission)}</span></span
                >`,
            )
          : html`<p class="aside">${words.nothing}</p>`
      }
    </div>
    ${draft.exclusive ? html`<p class="aside">${words.exclusiveHint}</p>` : nothing}
  </div>`;
}

/** A permission in words, "Members · Invite"; a host's own by its name. */
export function permissionLabel(words: Messages['roles'], permission: Permission): string {
  return `${resourceOf(words, permission)} · ${actOf(words, permission)}`;
}

function resourceOf({ resources: known }: Messages['roles'], permission: Permission): string {
  const [resource = ''] = permission.split(':');
  return known[resource] ?? resource;
}

function actOf({ acts }: Messages['roles'], permission: Permission): string {
  return acts[permission] ?? permission.split(':')[1] ?? '';
}

/** The catalogue, by what the permissions are about. */
function resources(
  words: Messages['roles'],
  permissions: Catalogue,
  draw: (entry: Catalogue[number]) => TemplateResult,
): TemplateResult {
  const byResource = new Map<string, Catalogue>();
  for (const entry of permissions) {
    const resource = resourceOf(words, entry.permission);
    byResource.set(resource, [...(byResource.get(resource) ?? []), entry]);
  }
  return html`<div>
    ${[...byResource].map(
      ([resource, entries]) =>
        html`<div class="resource" role="group" aria-label=${resource}>
          <span class="resource-name" aria-hidden="true">${resource}</span>
          <div>${entries.map(draw)}</div>
        </div>`,
    )}
  </div>`;
}

/** What the person looking does not hold stays, with the reason. */
function box(
  { words, connection, draft, set, refuse }: RoleFields,
  { permission, can }: Catalogue[number],
): TemplateResult {
  const has = draft.permissions.has(permission);
  const reason = can === true || has ? undefined : connection.reason(can);
  const toggle = (): void => {
    const permissions = new Set(draft.permissions);
    if (!permissions.delete(permission)) permissions.add(permission);
    set({ permissions });
  };
  return html`<label class="check" title=${reason ?? permission}
    ><input
      type="checkbox"
      .value=${permission}
      aria-disabled=${reason ? 'true' : 'false'}
      .checked=${has}
      @click=${(event: Event) => reason && (event.preventDefault(), refuse(reason))}
      @change=${toggle}
    /><span class=${reason ? 'quiet' : ''}>${actOf(words, permission)}</span></label
  >`;
}
