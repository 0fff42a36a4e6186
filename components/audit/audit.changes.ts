import { html, nothing, type TemplateResult } from 'lit';
import type { AuditItem } from '../../server/contract/index.ts';
import type { Messages } from '../messages/en.ts';
import type { Formats } from '../messages/formats.ts';

export interface ChangesView {
  names: Readonly<Record<string, string>>;
  words: Messages['audit'];
  formats: Formats;
}

/** What was different before, and after: one line a field, ids as names, moments in the reader's own. */
export function changesOf(item: AuditItem, view: ChangesView): TemplateResult | typeof nothing {
  const { words } = view;
  const lines = Object.entries({ ...item.changes, ...item.values })
    // What was is told with what is.
    .filter(([field, value]) => value !== true && !field.endsWith('Before'))
    .map(([field, value]): [string, unknown, unknown] => {
      if (!isRecord(value)) return [field, item.values[`${field}Before`], value];
      const { before, after, removed = before, added = after, from = removed, to = added } = value;
      const pair = ['from', 'to', 'before', 'after', 'added', 'removed'].some((key) => key in value);
      return pair ? [field, from, to] : [field, undefined, value];
    })
    .filter(([, from, to]) => said(from) || said(to));
  if (!lines.length) return nothing;
  return html`<dl>
    ${lines.map(([field, from, to]) => {
      const old = said(from) ? html`<del>${show(from, view)}</del> <span class="to">→</span> ` : nothing;
      return html`<dt>${words.fields[field] ?? spaced(field)}</dt>
        <dd>${old}<ins>${said(to) ? show(to, view) : words.nothing}</ins></dd>`;
    })}
  </dl>`;
}

function said(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown, view: ChangesView): string {
  if (Array.isArray(value)) return view.formats.list(value.map((one) => show(one, view)));
  if (isRecord(value)) {
    return Object.entries(value)
      .map(([key, one]) => `${view.names[key] ?? spaced(key)}: ${show(one, view)}`)
      .join(', ');
  }
  if (typeof value === 'number') return view.formats.number(value);
  const text = String(value);
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return view.formats.moment(text);
  return view.words.values[text] ?? view.names[text] ?? text;
}

/** `defaultGroup` as "default group": for a field that the dictionary has no word for. */
const spaced = (field: string): string => field.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
