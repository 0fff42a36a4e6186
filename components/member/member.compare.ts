import type { Draft, Field } from './member.draft.ts';

export const fields = ['name', 'email', 'contact', 'roles', 'groups'] as const satisfies readonly Field[];

/** A field so that two that say the same are the same text: gaps at the ends and the order of a set say nothing. */
function said(value: Draft[Field]): string {
  if (typeof value === 'string') return value.trim();
  if (Array.isArray(value)) return value.toSorted().join();
  return JSON.stringify(filled(value as Draft['contact']));
}

/** Without the empty ones; in the order of their names. */
export function filled(contact: Draft['contact']): Record<string, string> {
  const entries = Object.entries(contact).map(([key, value]) => [key, value.trim()] as const);
  return Object.fromEntries(entries.filter(([, value]) => value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The fields that are not the same. */
export function different(a: Draft, b: Draft): Field[] {
  return fields.filter((field) => said(a[field]) !== said(b[field]));
}
