import { html, nothing, type TemplateResult } from 'lit';
import type { Messages } from '../messages/en.ts';
import type { Formats } from '../messages/formats.ts';

/** What cells draw from. */
export interface CellView {
  /** Names of roles and groups by id. */
  names: Readonly<Record<string, string>>;
  words: Pick<Messages['members'], 'more' | 'none'>;
  formats: Formats;
}

/** Text of a person, kept apart from the direction and the machine translation of the page around it. */
export const personal = (text: string): TemplateResult => html`<bdi translate="no">${text}</bdi>`;

/** An address breaks before its `@` rather than anywhere else, and is never cut. */
export function address(email: string): TemplateResult {
  const at = Math.max(0, email.indexOf('@'));
  return html`<bdi dir="ltr" translate="no" class="address">${email.slice(0, at)}<wbr />${email.slice(at)}</bdi>`;
}

/** So many of a list are shown in its cell. */
export const shown = 3;

export function groupsCell(member: { groups: readonly string[] }, view: CellView): TemplateResult {
  const groups = member.groups.map((id) => view.names[id] ?? id);
  if (!groups.length) return none(view);
  return html`<span class="groups"
    >${groups.slice(0, shown).map((name, index) => html`${index ? ', ' : ''}<bdi translate="no">${name}</bdi>`)}
    ${rest(groups.slice(shown), view)}</span
  >`;
}

/** "+2", which says the two by hovering, and aloud. */
export function rest(hidden: string[], { words, formats }: CellView): unknown {
  if (!hidden.length) return nothing;
  const list = formats.list(hidden);
  return html`<span class="badge" title=${list}
    ><span aria-hidden="true">${words.more(formats.number(hidden.length))}</span
    ><span class="vh">${personal(list)}</span></span
  >`;
}

export function none({ words }: CellView): TemplateResult {
  return html`<span class="quiet"><span aria-hidden="true">–</span><span class="vh">${words.none}</span></span>`;
}
