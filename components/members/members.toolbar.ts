import { html, nothing, type TemplateResult } from 'lit';
import {
  hasFeature,
  type Group,
  type MemberStatus,
  type MemberSummary,
  type TabKey,
} from '../../server/contract/index.ts';
import { choose, type Choice } from '../templates/choose.ts';
import { searchIcon, xIcon } from '../templates/icons.ts';
import { columnLabel, isTime, nounOf, sortOf, statusesOf, type MembersView } from './members.view.ts';

export interface TabParts {
  tab: TabKey;
  summary: MemberSummary | undefined;
  onTab(tab: TabKey): void;
  /** A key was pressed in the row of tabs. */
  onWalk(event: KeyboardEvent): void;
}

/** The tabs, each with its count: one tab stop, arrows walk, Enter or a click shows. */
export function tabList(view: MembersView, { tab, summary, onTab, onWalk }: TabParts): TemplateResult {
  const { portal, words, formats } = view;
  const { tabs, labels } = portal;
  return html`<div class="tabs" role="tablist" part="tabs" aria-label=${words.tabs} @keydown=${onWalk}>
    ${tabs.map((key) => {
      const statuses = statusesOf(key, tabs);
      const count =
        summary && (statuses.length ? statuses.reduce((sum, one) => sum + summary.byStatus[one], 0) : summary.total);
      const label = key === 'all' ? (labels.all ?? words.tabAll(nounOf(view))) : (labels[key] ?? words.status[key]);
      return html`<button
        type="button"
        role="tab"
        id="tab-${key}"
        part="tab"
        aria-controls="panel"
        aria-selected=${key === tab ? 'true' : 'false'}
        tabindex=${key === tab ? 0 : -1}
        @click=${() => onTab(key)}
      >
        ${label}${
          hasFeature(portal, 'counts')
            ? html`<span class="count">${count === undefined ? '' : formats.number(count)}</span>`
            : nothing
        }
      </button>`;
    })}
  </div>`;
}

export interface FilterParts {
  typed: string;
  role: string;
  group: string;
  status: MemberStatus | '';
  sort: string;
  groups: readonly Group[];
  filtered: boolean;
  onType(text: string): void;
  onRole(role: string): void;
  onGroup(group: string): void;
  onStatus(status: MemberStatus | ''): void;
  onSort(sort: string): void;
  onClear(): void;
}

/** Search, the portal's filters, and in a narrow place what the column heads do elsewhere. */
export function filters(view: MembersView, parts: FilterParts): TemplateResult {
  const { portal, words, common, roles } = view;
  const { filterable, labels, searchable, tabs } = portal;
  const roleName = labels.role ?? words.filterRole;
  const groupName = labels.group ?? words.filterGroup;
  const statuses: MemberStatus[] = ['active', 'invited', 'suspended'];
  const fields = searchable.map((field) => words.searchBy[field]);
  return html`${
    searchable.length
      ? html`<span class="search">
          ${searchIcon}<input
            class="field"
            type="search"
            part="search"
            maxlength="100"
            autocomplete="off"
            aria-label=${words.search(nounOf(view))}
            placeholder=${words.searchPlaceholder(fields)}
            .value=${parts.typed}
            @input=${(event: Event) => parts.onType((event.target as HTMLInputElement).value)}
            @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && parts.typed && parts.onType('')}
          />${
            parts.typed
              ? html`<button
                  type="button"
                  class="button quiet"
                  aria-label=${common.clearSearch}
                  @click=${clearSearch(parts)}
                >
                  ${xIcon}
                </button>`
              : nothing
          }</span
        >`
      : nothing
  }
  ${
    filterable.includes('status') && tabs.length < 2
      ? choose(
          words.filterStatus,
          parts.status,
          statuses.map((value) => ({ value, label: words.status[value] })),
          (value) => parts.onStatus(value as MemberStatus | ''),
          words.any(words.filterStatus),
        )
      : nothing
  }
  ${
    filterable.includes('role')
      ? choose(
          roleName,
          parts.role,
          roles.filter(({ scope }) => scope === 'organization').map(({ id, name }) => ({ value: id, label: name })),
          parts.onRole,
          words.any(roleName),
        )
      : nothing
  }
  ${
    filterable.includes('group') && parts.groups.length
      ? choose(
          groupName,
          parts.group,
          parts.groups.map(({ id, name }) => ({ value: id, label: name })),
          parts.onGroup,
          words.any(groupName),
        )
      : nothing
  }
  ${
    portal.sortable.length
      ? html`<span class="narrow-only">${choose(words.sortBy, parts.sort, sortChoices(view), parts.onSort)}</span>`
      : nothing
  }
  ${
    parts.filtered && filterable.length
      ? html`<button type="button" class="button quiet" @click=${parts.onClear}>${words.clearFilters}</button>`
      : nothing
  }`;
}

/** Clearing takes the button away: focus goes where one types on. */
function clearSearch({ onType }: FilterParts) {
  return (event: Event): void => {
    (event.currentTarget as Element).parentElement?.querySelector('input')?.focus();
    onType('');
  };
}

function sortChoices(view: MembersView): Choice[] {
  return view.portal.columns.flatMap((column) => {
    const key = sortOf(column, view.portal);
    const label = columnLabel(column, view);
    return key
      ? [false, true].map((descending) => ({
          value: `${descending ? '-' : ''}${key}`,
          label: view.words.sortOption(label, descending, isTime(key)),
        }))
      : [];
  });
}
