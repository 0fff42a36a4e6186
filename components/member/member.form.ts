import { html, nothing, type TemplateResult } from 'lit';
import { hasFeature } from '../../server/contract/index.ts';
import { roleChoice } from '../messages/en-role-choice.ts';
import { comboboxBefore } from '../templates/combobox-before.ts';
import { chevronDownIcon, triangleAlertIcon, xIcon } from '../templates/icons.ts';
import type { Profile } from './member.profile.ts';

/** What went wrong, at its field. */
export function fault(profile: Profile, field: string): unknown {
  const text = profile.faults[field];
  return text ? html`<p class="fault" id="${idOf(field)}-fault">${triangleAlertIcon}<span>${text}</span></p>` : nothing;
}

const idOf = (field: string): string => field.replace('/', '-') || 'form';

/** One line of text, with its label and what is wrong with it. */
interface Text {
  field: string;
  label: string;
  value: string;
  type?: string;
  hint?: string | undefined;
  optional?: boolean;
  changed(value: string): void;
}

export function textField(
  profile: Profile,
  { field, label, value, type = 'text', hint, optional, changed }: Text,
): unknown {
  const id = idOf(field);
  const wrong = profile.faults[field] !== undefined;
  const about = [wrong && `${id}-fault`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return html`<div class="row ${wrong ? 'wrong' : ''}" data-field=${field}>
    <div class="label">
      <label for=${id}>${label}</label
      >${optional ? html`<span class="counter">${profile.words.optional}</span>` : nothing}
    </div>
    <input
      id=${id}
      class="field"
      type=${type}
      dir=${type === 'text' ? 'auto' : 'ltr'}
      autocomplete="off"
      spellcheck="false"
      aria-invalid=${wrong ? 'true' : nothing}
      aria-describedby=${about || nothing}
      .value=${value}
      @input=${(event: InputEvent) => changed((event.currentTarget as HTMLInputElement).value)}
    />
    ${fault(profile, field)} ${hint ? html`<p id="${id}-hint" class="aside">${hint}</p>` : nothing}
  </div>`;
}

/** The form of one person: what can be changed as fields, what cannot as text with the reason. */
export function memberForm(profile: Profile): TemplateResult {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void profile.use(async (later) => (await later.doing()).save());
  };
  return html`<form id="form" class="form" novalidate @submit=${submit}>
    ${
      profile.creating || hasFeature(profile.portal, 'names')
        ? html`<div class="pair">${name(profile)} ${email(profile)}</div>`
        : email(profile)
    }
    ${profile.beginning?.password(profile) ?? nothing} ${roles(profile)}
    ${profile.inherited?.drawInherited(profile) ?? nothing} ${groups(profile)} ${profile.below?.contact() ?? nothing}
  </form>`;
}

function name(profile: Profile): unknown {
  const { draft, words } = profile;
  const changed = (value: string): void => profile.set({ name: value }, 'name');
  return textField(profile, { field: 'name', label: words.name, value: draft.name, changed });
}

function email(profile: Profile): unknown {
  const { draft, words } = profile;
  const can = profile.can('changeEmail');
  if (can !== true) {
    return html`<div class="row">
      <div class="label"><span>${words.email}</span></div>
      <bdi class="fixed" dir="ltr" translate="no">${draft.email}</bdi>
      ${can ? html`<p class="aside">${profile.connection.reason(can)}</p>` : nothing}
    </div>`;
  }
  return textField(profile, {
    field: 'email',
    type: 'email',
    label: words.email,
    value: draft.email,
    changed: (value) => profile.set({ email: value }, 'email'),
  });
}

function roles(profile: Profile): unknown {
  const { words, choice } = profile;
  const clash = profile.later?.clash();
  if (!profile.roles.length) return nothing;
  const wrong = profile.faults['roles'] !== undefined;
  return html`<fieldset
    class="row ${wrong ? 'wrong' : ''}"
    data-field="roles"
    aria-describedby=${wrong ? 'roles-fault' : nothing}
  >
    <legend class="label">${rolesLabel(profile)}</legend>
    ${choice.render()} ${fault(profile, 'roles')}
    ${
      clash && !wrong
        ? html`<p class="fault" role="alert">${triangleAlertIcon}<span>${words.clash(clash.name)}</span></p>`
        : nothing
    }
  </fieldset>`;
}

/** What roles are called here. */
export function rolesLabel({ connection, portal, one }: Profile): string {
  const words = connection.words('roleChoice', roleChoice);
  return portal?.labels.role ?? (one ? words.role : words.roles);
}

function groups(profile: Profile): unknown {
  const { later, faults } = profile;
  if (!profile.groupsOffered) return nothing;
  const wrong = faults['groups'] !== undefined;
  return html`<div class="row ${wrong ? 'wrong' : ''}" data-field="groups">
    <label class="label" for="groups">${groupsLabel(profile)}</label>
    ${later?.groups.combobox.render(wrong ? 'groups-fault' : undefined) ?? groupsBefore(profile)}
    ${fault(profile, 'groups')}
  </div>`;
}

/** What groups are called here. */
export const groupsLabel = ({ portal, words }: Profile): string => portal?.labels.groups ?? words.groups;

/** The groups as they are, in what stands for the field until somebody goes to it. */
function groupsBefore(profile: Profile): TemplateResult {
  const { words } = profile;
  const groups = profile.draft.groups.map((id) => ({ id, name: profile.nameOf(id) }));
  return html`<div class="before" part="chips">
    ${
      groups.length
        ? html`<ul role="list" aria-label=${groupsLabel(profile)}>
            ${groups.map(
              (group) =>
                html`<li part="chip">
                  <bdi>${group.name}</bdi>
                  <button
                    type="button"
                    aria-label=${words.withoutGroup(group.name)}
                    @click=${() => profile.use((later) => later.groups.combobox.toggle(group))}
                  >
                    ${xIcon}
                  </button>
                </li>`,
            )}
          </ul>`
        : nothing
    }
    ${comboboxBefore({ id: 'groups', placeholder: words.groupsPlaceholder, use: (before) => void profile.use((later) => later.takeOver(before)) })}
    ${chevronDownIcon}
  </div>`;
}
