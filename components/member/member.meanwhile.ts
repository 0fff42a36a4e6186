import { html, nothing, type TemplateResult } from 'lit';
import type { MemberAnswer } from '../../server/contract/index.ts';
import { changedBy } from '../controllers/changed-by.ts';
import { triangleAlertIcon } from '../templates/icons.ts';
import { keep, merge } from './member.change.ts';
import { different } from './member.compare.ts';
import { draftOf, type Draft, type Field } from './member.draft.ts';
import { rolesLabel } from './member.form.ts';
import type { MemberDoing } from './member.doing.ts';
import { belowWords, contactLabel } from './member.words.ts';

/** What somebody else changed while the form was open, and what becomes of what was typed. */
export class Meanwhile {
  readonly #doing: MemberDoing;
  /** As it was when the form was last in step; absent while nobody has to choose. */
  #base: Draft | undefined;
  #theirs: MemberAnswer | undefined;
  #who = '';
  /** What was changed, field by field. */
  #changes: TemplateResult[] = [];

  constructor(doing: MemberDoing) {
    this.#doing = doing;
  }

  /** A newer state has come: into the form where nothing was typed, else as a question. `asked`: a change was refused for it. */
  async meet(theirs: MemberAnswer, asked: boolean): Promise<void> {
    const { profile, words } = this.#doing;
    const before = profile.person;
    this.#base ??= profile.base;
    const now = draftOf(theirs.member);
    const changed = different(this.#base, now);
    const status = before?.status !== theirs.member.status;
    this.#theirs = theirs;
    this.#changes = [
      ...changed.flatMap((field) => this.#said(field, this.#base!, now, theirs.names)),
      ...(status && before
        ? [this.#line(words.status, profile.words.status[before.status], profile.words.status[theirs.member.status])]
        : []),
    ];
    if (!profile.dirty || !changed.length) {
      keep(profile, theirs);
      this.#base = undefined;
    }
    // Something that nobody sees in the form: a group's roles, or a version alone.
    if (!this.#changes.length) return;
    const { id, source, connection, capabilities } = profile;
    this.#who = await changedBy(id!, source, connection, capabilities, words);
    profile.say(this.#who);
    profile.host.requestUpdate();
    // Nobody is taken out of the field they type in by what somebody else does.
    if (this.#base && asked) this.#doing.focus('#meanwhile');
  }

  render(): unknown {
    const { profile } = this.#doing;
    if (!this.#theirs || !this.#changes.length) return nothing;
    return html`<div class="banner" id="meanwhile" tabindex="-1">
      ${triangleAlertIcon}
      <div>
        <p><strong>${this.#who}</strong></p>
        ${this.#changes}
        ${
          this.#base
            ? this.#choices(this.#base, this.#theirs)
            : html`<button type="button" class="link" @click=${() => this.#end()}>${profile.common.dismiss}</button>`
        }
      </div>
    </div>`;
  }

  #choices(base: Draft, theirs: MemberAnswer): TemplateResult {
    const { profile, words } = this.#doing;
    const now = draftOf(theirs.member);
    const { draft, clashing } = merge(base, profile.draft, now, profile.roles, profile.one);
    const clash = clashing.length
      ? words.clash(profile.formats.list(clashing.map((field) => this.#label(field))))
      : undefined;
    const button = (label: string, chosen: Draft): TemplateResult =>
      html`<button type="button" class="button" @click=${() => this.#choose(theirs, chosen)}>${label}</button>`;
    return html`<div class="choices">
        ${button(words.mine, profile.draft)} ${button(words.theirs, now)}
        ${
          clash
            ? html`<button type="button" class="button" aria-disabled="true" aria-describedby="clash">
                ${words.both}
              </button>`
            : button(words.both, draft)
        }
      </div>
      ${clash ? html`<p class="aside" id="clash">${clash}</p>` : nothing}`;
  }

  #choose(theirs: MemberAnswer, chosen: Draft): void {
    const { profile, words } = this.#doing;
    profile.take(theirs);
    profile.fill(chosen);
    this.#end();
    if (profile.dirty) profile.say(words.chosen);
    this.#doing.focus(profile.dirty ? '.go' : 'h2');
  }

  #end(): void {
    this.#base = this.#theirs = undefined;
    this.#changes = [];
    this.#doing.profile.host.requestUpdate();
  }

  #said(field: Field, before: Draft, after: Draft, names: Record<string, string>): TemplateResult[] {
    const { profile } = this.#doing;
    if (field === 'contact') {
      const keys = new Set([...Object.keys(before.contact), ...Object.keys(after.contact)]);
      return [...keys].flatMap((key) => {
        const [was, is] = [before.contact[key] ?? '', after.contact[key] ?? ''];
        return was === is ? [] : [this.#line(contactLabel(profile, key), was, is)];
      });
    }
    const text = (value: string | readonly string[]): string =>
      typeof value === 'string' ? value : profile.formats.list(value.map((id) => names[id] ?? profile.nameOf(id)));
    return [this.#line(this.#label(field), text(before[field]), text(after[field]))];
  }

  #line(label: string, before: string, after: string): TemplateResult {
    const { words } = this.#doing;
    return html`<p class="quiet">${label}: <bdi>${words.from(before || words.empty, after || words.empty)}</bdi></p>`;
  }

  #label(field: Field): string {
    const { words, portal } = this.#doing.profile;
    const labels: Record<Field, string> = {
      name: words.name,
      email: words.email,
      contact: belowWords(this.#doing.profile).contactHeading,
      roles: rolesLabel(this.#doing.profile),
      groups: portal?.labels.groups ?? words.groups,
    };
    return labels[field];
  }
}
