import type { ReactiveControllerHost } from 'lit';
import type { ConfirmController, Question } from './dialog-confirm.ts';

type Host = ReactiveControllerHost & HTMLElement & { readonly renderRoot: HTMLElement | DocumentFragment };

/** The questions an element asks before it goes on; how one is asked is loaded with the first. */
export class Questions {
  readonly #host: Host;
  #confirm: ConfirmController | undefined;

  constructor(host: Host) {
    this.#host = host;
  }

  get asking(): boolean {
    return this.#confirm?.asking === true;
  }

  /** `false` for Cancel, Escape and removal from the page. A second question answers the first with `false`. */
  async ask(question: Question): Promise<boolean> {
    const { ConfirmController } = await import('./dialog-confirm.ts');
    if (!this.#host.isConnected) return false;
    this.#confirm ??= new ConfirmController(this.#host);
    return this.#confirm.ask(question);
  }

  /** Whatever is asked is answered with `false`. */
  reset(): void {
    this.#confirm?.hostDisconnected();
  }

  render(): unknown {
    return this.#confirm?.render();
  }
}
