import { configure, expect, waitFor, within } from 'storybook/test';

// Its own report prints the document, and knows no shadow roots. The API in the page takes its time on a busy machine.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? 'not found') });

/** Queries of Testing Library for what an element draws in its shadow root. */
export type Inside = ReturnType<typeof within>;

/** The shadow root of the first element of this tag on the canvas, once it is there. */
export async function rootOf(canvas: HTMLElement, tag: string): Promise<ShadowRoot> {
  return waitFor(() => {
    const root = canvas.querySelector(tag)?.shadowRoot;
    if (!root) throw new Error(`There is no ${tag} yet.`);
    return root;
  });
}

export async function inside(canvas: HTMLElement, tag: string): Promise<Inside> {
  return within((await rootOf(canvas, tag)) as unknown as HTMLElement);
}

/** What has focus in the page, inside whatever shadow roots. */
export function focused(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

/** Waits until a screen reader has been told something of this. */
export async function hears(root: ParentNode, text: RegExp): Promise<void> {
  await waitFor(() => {
    const said = [...root.querySelectorAll('[data-live]')].map((region) => region.textContent).join(' ');
    return expect(said).toMatch(text);
  });
}

/** The next event of this name that reaches the document. */
export function nextEvent<Name extends keyof HTMLElementEventMap>(name: Name): Promise<HTMLElementEventMap[Name]> {
  return new Promise((resolve) => {
    document.addEventListener(name, resolve as EventListener, { once: true });
  });
}

/** Pastes as a browser does, into the field that has focus. */
export function paste(field: HTMLElement, text: string): void {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  field.focus();
  field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true }));
}
