import { html, type TemplateResult } from 'lit';

/** How to go on from what somebody else saved: with all that stands in the form, with nothing of it, with what was changed in it. */
export type Way = 'mine' | 'theirs' | 'both';

/** What is different now, and the ways to go on from there. */
export function choices(
  words: Record<Way, string>,
  differing: readonly (readonly [label: string, value: string])[],
  choose: (way: Way) => void,
): TemplateResult {
  return html`<ul>
      ${differing.map(([label, value]) => html`<li>${label}: <bdi>${value || '–'}</bdi></li>`)}
    </ul>
    <div class="ways">
      ${(['mine', 'theirs', 'both'] as const).map(
        (way) => html`<button type="button" class="button" @click=${() => choose(way)}>${words[way]}</button>`,
      )}
    </div>`;
}

/** Both: what is there now, without what was taken out here, and with what was put in. */
export function merged<Id>(before: readonly Id[], mine: readonly Id[], now: readonly Id[]): Id[] {
  const kept = now.filter((id) => mine.includes(id) || !before.includes(id));
  return [...new Set([...kept, ...mine.filter((id) => !before.includes(id))])];
}
