import type { TemplateResult } from 'lit';
import type { ReactiveController } from 'lit';
import { adopt } from '../styles/adopt.ts';
import { menu, menuStyles, type MenuItem } from '../templates/menu.ts';
import type { MembersHost } from './members.context.ts';

interface Opened {
  key: string;
  button: HTMLElement;
  label: string;
  items(): readonly MenuItem[];
}

/** The one menu that is open at a time, under the button that opened it. */
export class OpenMenu implements ReactiveController {
  readonly #host: MembersHost;
  #opened: Opened | undefined;

  constructor(host: MembersHost) {
    this.#host = host;
    adopt(host.renderRoot, menuStyles);
    host.addController(this);
  }

  /** Of whom or what it is open. */
  get key(): string | undefined {
    return this.#opened?.key;
  }

  async toggle(opened: Opened): Promise<void> {
    const again = this.#opened?.key === opened.key;
    this.close();
    if (again) return;
    this.#opened = opened;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const list = this.#list;
    list?.showPopover();
    list?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }

  close(only = this.#opened): void {
    if (!this.#opened || this.#opened !== only) return;
    const { button } = this.#opened;
    const list = this.#list;
    const focused = list?.contains((this.#host.renderRoot as ShadowRoot).activeElement);
    this.#opened = undefined;
    if (list?.matches(':popover-open')) list.hidePopover();
    if (focused) button.focus();
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.close();
  }

  render(): TemplateResult | undefined {
    const opened = this.#opened;
    return opened && menu(opened.label, opened.items(), () => this.close(opened));
  }

  get #list(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('#menu');
  }
}
