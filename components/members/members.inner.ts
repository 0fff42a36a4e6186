import { html, nothing, type TemplateResult } from 'lit';
import type { InviteResult } from '../../server/contract/index.ts';
import type { Notices } from '../controllers/notices.ts';
import type { Settings } from '../controllers/settings.ts';
import { membersLater } from '../messages/en-members-later.ts';
import type { MembersContext, MembersHost } from './members.context.ts';

type InviteElement = HTMLElement & { open(init?: unknown): Promise<void> };
type MemberElement = HTMLElement & {
  open(id: string, opening?: { invoker?: HTMLElement | null }): Promise<void>;
  create(opening?: { invoker?: HTMLElement | null }): Promise<void>;
};

/** What happens to people inside, as far as the list is another one then. */
const changes = ['created', 'updated', 'suspended', 'reactivated', 'removed'].map((what) => `roster-member-${what}`);

/** The elements inside this one: the dialog that invites, and the one about a person. */
export class Inner {
  readonly #host: MembersHost;
  readonly #context: MembersContext;
  readonly #notices: Notices;
  #invite = false;
  #member = false;

  constructor(host: MembersHost, context: MembersContext, notices: Notices) {
    this.#host = host;
    this.#context = context;
    this.#notices = notices;
    for (const type of [...changes, 'roster-invite-resent', 'roster-invite-revoked']) {
      host.renderRoot.addEventListener(type, this.#onChanged);
    }
  }

  reset(): void {
    this.#invite = this.#member = false;
  }

  async openInvite(init: unknown): Promise<void> {
    await import('../invite/define.ts');
    this.#invite = true;
    const element = await this.#drawn<InviteElement>('roster-invite');
    await element?.open(init);
  }

  async openMember(id: string, invoker: HTMLElement | undefined): Promise<void> {
    const element = await this.#memberElement();
    await element?.open(id, invoker ? { invoker } : {});
  }

  async create(): Promise<void> {
    const element = await this.#memberElement();
    const invoker = this.#host.renderRoot.querySelector<HTMLElement>('#create');
    await element?.create({ invoker });
  }

  async #memberElement(): Promise<MemberElement | null> {
    await import('../member/define.ts');
    this.#member = true;
    return this.#drawn<MemberElement>('roster-member');
  }

  async #drawn<T extends Element>(tag: string): Promise<T | null> {
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    return this.#host.renderRoot.querySelector<T>(tag);
  }

  render(): TemplateResult {
    const { connection } = this.#context;
    const settings = connection.forward();
    const layout = this.#host.inviteLayout;
    const portal: Settings['portal'] = layout ? { ...settings.portal, inviteLayout: layout } : settings.portal;
    return html`${
      this.#invite
        ? html`<roster-invite
            no-button
            .source=${settings.source}
            .messages=${settings.messages}
            .portal=${portal}
            .locale=${settings.locale}
            .timeZone=${settings.timeZone}
            .theme=${settings.theme}
            .density=${settings.density}
            .notifications=${settings.notifications}
            @roster-invite-sent=${this.#onSent}
          ></roster-invite>`
        : nothing
    }
    ${
      this.#member
        ? html`<roster-member
            .source=${settings.source}
            .messages=${settings.messages}
            .portal=${settings.portal}
            .locale=${settings.locale}
            .timeZone=${settings.timeZone}
            .theme=${settings.theme}
            .density=${settings.density}
            .notifications=${settings.notifications}
            .readonly=${connection.setting('readonly')}
          ></roster-member>`
        : nothing
    }`;
  }

  readonly #onChanged = (event: Event): void => {
    const { member } = event as Event & { member?: { id: string } };
    if (event.type === 'roster-member-created' && member) this.#context.mark([member.id]);
    void this.#context.data.poll();
  };

  readonly #onSent = (event: Event): void => {
    const { results } = event as Event & { results: InviteResult[] };
    const sent = results.flatMap(({ status, member }) => (status === 'invited' && member ? [member.id] : []));
    this.#context.mark(sent);
    void this.#context.data.poll();
    const words = this.#context.connection.words('membersLater', membersLater);
    if (sent.length) this.#notices.tell({ text: words.invitationsSent(sent.length, this.#context.view().formats) });
  };
}
