import { html, nothing } from 'lit';
import { selectRole, type Role } from '../../server/contract/index.ts';
import type { RoleChoice } from './role-choice.ts';

export type RoleChoosing = typeof roleChoosing;

/** What happens when a person chooses a role: what it excludes goes, is said, and comes back by Undo. */
export const roleChoosing = {
  choose(choice: RoleChoice, role: Role, on: boolean): void {
    const { one, say, changed } = choice.options;
    const before = choice.selected;
    choice.cleared = undefined;
    if (on) {
      const { selected, cleared } = selectRole(before, role, one() ? 'one' : 'many');
      choice.selected = selected;
      if (cleared.length > 0 && !one()) {
        choice.cleared = { chosen: role, roles: cleared, before };
        say(clearedText(choice) ?? '');
      }
    } else {
      choice.selected = before.filter(({ id }) => id !== role.id);
    }
    changed();
    choice.host.requestUpdate();
  },

  /** What the last choice cleared, with Undo. */
  renderCleared(choice: RoleChoice): unknown {
    const text = clearedText(choice);
    if (!text) return nothing;
    return html`<p class="aside">
      ${text} <button type="button" class="link" @click=${() => undo(choice)}>${choice.options.undo()}</button>
    </p>`;
  },
};

function clearedText({ cleared, options }: RoleChoice): string | undefined {
  if (!cleared) return undefined;
  const { chosen, roles } = cleared;
  return options.words().roleCleared(chosen.name, options.formats().list(roles.map(({ name }) => name)), roles.length);
}

function undo(choice: RoleChoice): void {
  const { words, formats, say, changed } = choice.options;
  if (!choice.cleared) return;
  choice.selected = choice.cleared.before;
  choice.cleared = undefined;
  say(words().rolesRestored(formats().list(choice.selected.map(({ name }) => name))));
  changed();
  choice.host.requestUpdate();
  const [first] = choice.selected;
  void choice.host.updateComplete.then(() =>
    choice.host.renderRoot.querySelector<HTMLElement>(`#role-${first?.id}`)?.focus(),
  );
}
