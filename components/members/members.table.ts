import { html, nothing, type TemplateResult } from 'lit';
import type { ColumnKey, Member } from '../../server/contract/index.ts';
import type { Selection } from '../controllers/selection.ts';
import { address, groupsCell } from '../templates/cells.ts';
import { arrowUpIcon, chevronsUpDownIcon } from '../templates/icons-list.ts';
import { day, lastActiveCell, nameCell, opener, rolesCell, statusCell } from './members.cells.ts';
import { columnLabel, isTime, sortOf, type HostColumn, type MembersView } from './members.view.ts';

export interface TableParts {
  columns: readonly (ColumnKey | HostColumn)[];
  members: readonly Member[];
  /** Empty rows that keep the place until there are members. */
  awaited: number;
  /** Whether those are to be seen yet. */
  slow: boolean;
  sort: string;
  /** Absent where nothing can be done with a selection. */
  selection: Selection<Member> | undefined;
  menus: boolean;
  menuOpen: string | undefined;
  fresh: ReadonlySet<string>;
  /** What went wrong with an action on a row, by member. */
  errors: ReadonlyMap<string, string>;
  heading: string;
  onSort(sort: string): void;
  onMenu(member: Member, button: HTMLElement): void;
  onOpen(member: Member, button: HTMLElement): void;
  /** What chooses among the columns; absent while it is not there yet. */
  chooser: unknown;
}

/** A column, and what all of its cells have in common. */
interface Shown {
  column: ColumnKey | HostColumn;
  key: string;
  label: string;
  look: string;
}

/** Columns that explain themselves where there are no heads. */
const plain: ReadonlySet<string> = new Set(['email', 'status']);

function shownColumn(column: ColumnKey | HostColumn, view: MembersView): Shown {
  if (typeof column === 'object') return { column, key: 'own', label: column.label, look: 'own' };
  const look = `c-${column}${plain.has(column) ? ' plain' : ''}`;
  return { column, key: column, label: columnLabel(column, view), look };
}

const cells: Record<ColumnKey, (member: Member, view: MembersView) => unknown> = {
  name: () => nothing,
  email: (member) => address(member.email),
  status: statusCell,
  roles: rolesCell,
  groups: groupsCell,
  lastActive: lastActiveCell,
  joined: (member, view) => day(member.joinedAt, view),
  invited: (member, view) => day(member.invitation?.sentAt, view),
};

/**
 * The native table. Rows are filled anew and not made anew when others are shown, which `RowFocus` makes up for. Roles are
 * spelled out because each row is laid out by itself, as a grid or as a card, and would lose them.
 */
export function membersTable(view: MembersView, parts: TableParts): TemplateResult {
  const { members, selection, columns, awaited } = parts;
  const chosen = members.filter(({ id }) => selection?.has(id)).length;
  const shown = columns.map((column) => shownColumn(column, view));
  const tracks = shown.map(({ key }) => `var(--_${key},)`).join(' ');
  return html`<table
    role="table"
    part="table"
    aria-label=${parts.heading}
    .style=${`--_tracks:${selection ? '40px' : ''} ${tracks} ${parts.menus ? '48px' : ''}`}
  >
    <thead role="rowgroup">
      <tr role="row">
        ${
          selection
            ? html`<th role="columnheader" class="pick">
                <label
                  ><input
                    type="checkbox"
                    aria-label=${view.words.selectPage}
                    .checked=${members.length > 0 && chosen === members.length}
                    .indeterminate=${chosen > 0 && chosen < members.length}
                    @change=${(event: Event) => selection.set(members, (event.target as HTMLInputElement).checked)}
                /></label>
              </th>`
            : nothing
        }
        ${shown.map((column) => header(column, view, parts))}
        ${
          parts.menus
            ? html`<th role="columnheader" class="menu">
                <span class="vh">${view.common.actions}</span>${parts.chooser}
              </th>`
            : nothing
        }
      </tr>
    </thead>
    <tbody role="rowgroup" aria-hidden=${awaited ? 'true' : nothing}>
      ${
        awaited
          ? parts.slow
            ? Array.from({ length: awaited }, () => waiting(parts))
            : html`<tr role="row" .style=${`block-size: calc(${awaited} * var(--_row))`}></tr>`
          : members.map((member) => row(member, shown, view, parts))
      }
    </tbody>
  </table>`;
}

function header({ column, label, look }: Shown, view: MembersView, { sort, onSort }: TableParts): TemplateResult {
  const key = typeof column === 'object' ? undefined : sortOf(column, view.portal);
  if (!key) return html`<th role="columnheader" class=${look}>${label}</th>`;
  const descending = sort === `-${key}`;
  const active = descending || sort === key;
  const other = active ? (descending ? key : (`-${key}` as const)) : isTime(key) ? (`-${key}` as const) : key;
  return html`<th
    role="columnheader"
    class=${look}
    aria-sort=${active ? (descending ? 'descending' : 'ascending') : nothing}
  >
    <button
      type="button"
      class="sort ${active ? 'active' : ''} ${descending ? 'down' : ''}"
      @click=${() => onSort(other)}
    >
      ${label}${active ? arrowUpIcon : chevronsUpDownIcon}
    </button>
  </th>`;
}

function row(member: Member, shown: readonly Shown[], view: MembersView, parts: TableParts): TemplateResult {
  const { selection, fresh, errors } = parts;
  const name = member.name ?? member.email;
  const selected = selection?.has(member.id) ?? false;
  const isFresh = fresh.has(member.id);
  const error = errors.get(member.id);
  const named = parts.columns.includes('name');
  return html`<tr
    role="row"
    data-id=${member.id}
    part="row ${selected ? 'selected' : ''} ${isFresh ? 'new' : ''}"
    class="${selected ? 'selected' : ''} ${isFresh ? 'fresh' : ''}"
  >
    ${
      selection
        ? html`<td role="cell" class="pick">
            <label
              ><input
                type="checkbox"
                aria-label=${view.words.select(name)}
                .checked=${selected}
                @change=${(event: Event) => selection.set([member], (event.target as HTMLInputElement).checked)}
            /></label>
          </td>`
        : nothing
    }
    ${shown.map(({ column, label, look }, index) => {
      const cell =
        typeof column === 'object'
          ? column.render(member)
          : column === 'name'
            ? nameCell(member, view, isFresh, parts.onOpen)
            : cells[column](member, view);
      if (index || typeof column === 'object') {
        const empty = column === 'groups' && !member.groups.length;
        return html`<td role="cell" class=${empty ? `${look} void` : look} data-label=${label}>${cell}</td>`;
      }
      const content = named ? cell : opener(member, cell, view, parts.onOpen);
      const trouble = error ? html`<p class="bad" role="alert">${error}</p>` : nothing;
      return html`<th role="rowheader" scope="row" class=${look}>${content}${trouble}</th>`;
    })}
    ${
      parts.menus
        ? html`<td role="cell" class="menu">
            <button
              type="button"
              class="button quiet square dots"
              part="menu-button"
              aria-label=${view.common.actionsFor(name)}
              aria-haspopup="menu"
              aria-expanded=${parts.menuOpen === member.id ? 'true' : 'false'}
              data-menu
              @click=${(event: Event) => parts.onMenu(member, event.currentTarget as HTMLElement)}
            ></button>
          </td>`
        : nothing
    }
  </tr>`;
}

function waiting({ columns, selection, menus }: TableParts): TemplateResult {
  return html`<tr role="row" class="waiting">
    ${selection ? html`<td role="cell" class="pick"></td>` : nothing}
    ${columns.map(
      (column) =>
        html`<td role="cell" class=${typeof column === 'object' ? 'own' : `c-${column}`}>
          <div class="who">${column === 'name' ? html`<i class="bone round"></i>` : nothing}<i class="bone"></i></div>
        </td>`,
    )}
    ${menus ? html`<td role="cell" class="menu"></td>` : nothing}
  </tr>`;
}
