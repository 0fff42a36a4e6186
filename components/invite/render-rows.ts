import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { roleChoice } from '../messages/en-role-choice.ts';
import { choose } from '../templates/choose.ts';
import { xIcon } from '../templates/icons.ts';
import { circleAlertIcon } from './invite-later.icons.ts';
import { plusIcon } from './invite.icons.ts';
import { labelOf, rulesOf } from './invite-people.ts';
import { personOf, type Row } from './invite-row.ts';
import type { People } from './invite-rows.ts';

/** A row for each person, and the button for one more. */
export function renderRows(people: People): TemplateResult {
  const { words, dialog, rows, removedText } = people;
  const fields = dialog.problem?.fields;
  const fault = fields?.['people'] ?? fields?.['roles'] ?? people.overText;
  const several = rulesOf(dialog.portal).count > 1;
  return html`<div class="row">
    <ul
      class="people ${dialog.groups.offered ? 'grouped' : ''} ${rows.length > 1 ? '' : 'alone'} ${several ? '' : 'single'}"
      role="list"
      aria-label=${words.people}
    >
      ${rows.map((row, index) => html`<li>${renderRow(people, row, index)}</li>`)}
    </ul>
    ${fault ? html`<p class="fault">${circleAlertIcon}${fault}</p>` : nothing}
    ${
      removedText
        ? html`<p class="aside">
            <bdi>${removedText}</bdi>
            <button type="button" class="link" @click=${() => people.undo()}>${dialog.common.undo}</button>
          </p>`
        : nothing
    }
    ${dialog.later?.renderIssues()}
    ${
      several
        ? html`<div class="add">
            <button type="button" class="button" @click=${() => people.add()}>${plusIcon}${words.add}</button>
            <p class="aside">${words.hint}</p>
          </div>`
        : nothing
    }
  </div>`;
}

function renderRow(people: People, row: Row, index: number): TemplateResult {
  const { words, dialog, rows } = people;
  const { later, formats } = dialog;
  const person = words.person(index + 1, formats);
  const who = row.name.trim() || labelOf(personOf(row)) || person;
  const look = later?.lookOf({ key: row.key, value: personOf(row) });
  return html`<div class="person" role="group" aria-label=${person}>
      ${renderText(people, row, 'name', words.name, '')}
      ${renderText(people, row, 'email', words.email, look?.tone ?? '')} ${renderRole(people, row)}
      ${
        row.groups
          ? html`<div class="cell">
              <label class="cell-label" for="groups-${row.id}">${dialog.groups.name}</label>${row.groups.render()}
            </div>`
          : nothing
      }
      ${
        rows.length > 1
          ? html`<button
              id="drop-${row.id}"
              type="button"
              class="button quiet square"
              aria-label=${words.remove(who)}
              @click=${() => people.remove([row.key])}
            >
              ${xIcon}
            </button>`
          : nothing
      }
    </div>
    ${renderStanding(people, row)} ${renderCleared(people, row)}`;
}

function renderText(
  people: People,
  row: Row,
  field: 'name' | 'email',
  label: string,
  tone: '' | 'note' | 'warn' | 'bad',
): TemplateResult {
  const email = field === 'email';
  const onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    people.next(row, field);
  };
  const onPaste = (event: ClipboardEvent): void => {
    const { value, selectionStart, selectionEnd } = event.currentTarget as HTMLInputElement;
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const cell = value.slice(0, selectionStart ?? 0) + text + value.slice(selectionEnd ?? value.length);
    if (people.put(row, field, text, cell)) event.preventDefault();
  };
  return html`<label class="cell"
    ><span class="cell-label">${label}</span
    ><input
      id="${field}-${row.id}"
      class="field ${tone}"
      autocomplete="off"
      autocapitalize=${email ? 'none' : 'words'}
      spellcheck="false"
      inputmode=${email ? 'email' : 'text'}
      dir=${email ? (row.email ? 'ltr' : nothing) : 'auto'}
      ?autofocus=${!email && people.rows[0] === row}
      aria-invalid=${tone === 'bad' ? 'true' : nothing}
      aria-describedby=${email ? `why-${row.id}` : nothing}
      .value=${live(row[field])}
      @input=${(event: Event) => people.write(row, field, (event.currentTarget as HTMLInputElement).value)}
      @change=${() => email && people.put(row, field, row.email)}
      @keydown=${onKeydown}
      @paste=${onPaste}
  /></label>`;
}

/** A select where people have one role, else a field of roles. */
function renderRole(people: People, row: Row): unknown {
  const { dialog } = people;
  const { offered, one, portal, connection } = dialog;
  const words = connection.words('roleChoice', roleChoice);
  if (offered.length === 0) return nothing;
  const label = portal?.labels.role ?? (one ? words.role : words.roles);
  if (!one) {
    return html`<div class="cell">
      <label class="cell-label" for="roles-${row.id}">${label}</label>${row.choice.render()}
    </div>`;
  }
  const [role] = row.roles;
  // Once is enough.
  const first = people.rows.find(({ roles }) => roles[0]?.id === role?.id);
  const described = first === row && role?.description;
  const given = offered.filter(({ can, id }) => can.assign === true || id === role?.id);
  const choices = given.map(({ id, name }) => ({ value: id, label: name }));
  const choice = choose(label, role?.id ?? '', choices, (id) => {
    people.setRoles(
      row,
      offered.filter((one) => one.id === id),
    );
  });
  return html`<div class="cell">
    <span class="cell-label" aria-hidden="true">${label}</span>${choice}
    ${described ? html`<span class="about">${role?.description}</span>` : nothing}
  </div>`;
}

/** What the server says of the address, with what can be done about it. */
function renderStanding({ dialog }: People, row: Row): TemplateResult {
  const { later, formats } = dialog;
  const chip = { key: row.key, value: personOf(row) };
  const { icon, tone, description } = later?.lookOf(chip) ?? {};
  const resends = later?.check.of(row.key)?.state === 'invited' && later.check.of(row.key)?.member;
  return html`<p id="why-${row.id}" class="standing ${tone ?? ''}">
    ${description ? html`${icon}<span>${description}</span>` : nothing}
    ${
      later && resends
        ? html`<button type="button" class="link" @click=${() => void later.sending.resend([chip])}>
            ${later.words.resend(1, formats)}
          </button>`
        : nothing
    }
  </p>`;
}

function renderCleared(people: People, row: Row): unknown {
  const text = people.clearedText(row);
  if (!text) return nothing;
  return html`<p class="aside">
    ${text}
    <button type="button" class="link" @click=${() => people.undoRoles(row)}>${people.dialog.common.undo}</button>
  </p>`;
}
