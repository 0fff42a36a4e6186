/**
 * Asks the host before something is changed. `preventDefault()` keeps it from happening; `waitUntil` holds it until a
 * promise is fulfilled, and keeps it from happening when that is rejected or answers `false`.
 */
export abstract class BeforeEvent extends Event {
  readonly #waits: Promise<unknown>[] = [];

  constructor(type: string) {
    super(type, { bubbles: true, composed: true, cancelable: true });
  }

  waitUntil(promise: Promise<unknown>): void {
    this.#waits.push(promise);
  }

  /** Whether to go on, once all the host waits for is settled. */
  async settled(): Promise<boolean> {
    if (this.defaultPrevented) return false;
    const answers = await Promise.allSettled(this.#waits);
    return answers.every((answer) => answer.status === 'fulfilled' && answer.value !== false);
  }
}

/** Dispatches the question; true when the host lets it happen. */
export async function ask(target: EventTarget, event: BeforeEvent): Promise<boolean> {
  target.dispatchEvent(event);
  return event.settled();
}
