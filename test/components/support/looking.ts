import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import 'axe-core/axe.min.js';
import type { AxeResults } from 'axe-core';

declare const axe: { run(context: Element, options: object): Promise<AxeResults> };

/** The root of an element, and what a person sees and hears of it. */
export interface Seen {
  root: ShadowRoot;
  /** All that is to be read in the element, in order. */
  text(): string;
  /** A button or link by the words on it. */
  button(name: string | RegExp): HTMLElement;
  row(text: string): HTMLElement;
  /** What has the focus, by its accessible name or text. */
  focused(): string;
  /** Sentences said to a screen reader since it was looked at, in order. */
  said: string[];
}

export function look(element: HTMLElement): Seen {
  const root = element.shadowRoot!;
  const said: string[] = [];
  new MutationObserver((records) => {
    for (const { target, addedNodes } of records) {
      if (!(target as Element).matches?.('[data-live]')) continue;
      for (const node of addedNodes) said.push(node.textContent ?? '');
    }
  }).observe(root, { subtree: true, childList: true });
  return {
    root,
    said,
    text: () => clean(root.textContent),
    button(name) {
      const all = [...root.querySelectorAll<HTMLElement>('button, a, [role=menuitem]')];
      const found = all.findLast((one) => (typeof name === 'string' ? nameOf(one) === name : name.test(nameOf(one))));
      if (!found) throw new Error(`There is no button called ${name}; there is: ${all.map(nameOf).join(' | ')}`);
      return found;
    },
    row(text) {
      const found = [...root.querySelectorAll<HTMLElement>('tbody tr')].find((row) => row.textContent?.includes(text));
      if (!found) throw new Error(`There is no row with ${text}`);
      return found;
    },
    focused: () => nameOf(root.activeElement),
  };
}

function nameOf(element: Element | null): string {
  return clean(element?.getAttribute('aria-label') ?? element?.textContent);
}

const clean = (text: string | null | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim();

export async function until<T>(condition: () => T, what: string, patience = 8000): Promise<NonNullable<T>> {
  const end = Date.now() + patience;
  for (;;) {
    const value = condition();
    if (value) return value as NonNullable<T>;
    if (Date.now() > end) throw new Error(`Waited in vain until ${what}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** Types into a field as a person does who replaces what is there. */
export function type(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  field.focus();
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

/** The next event of this name that reaches the page. */
export function heard<Name extends keyof HTMLElementEventMap>(name: Name): Promise<HTMLElementEventMap[Name]> {
  return new Promise((resolve) =>
    document.addEventListener(name, (event) => resolve(event as HTMLElementEventMap[Name]), { once: true }),
  );
}

/** Nothing for axe to find: in light and dark, right to left, and at 320 px. */
export async function expectAccessible(element: HTMLElement): Promise<void> {
  const page = element.closest('main') ?? element;
  try {
    for (const [scheme, dir, width] of [
      ['light', 'ltr', 1100],
      ['dark', 'ltr', 1100],
      ['light', 'rtl', 1100],
      ['light', 'ltr', 320],
    ] as const) {
      page.style.colorScheme = scheme;
      page.style.background = scheme === 'dark' ? '#111216' : '#fff';
      page.style.color = scheme === 'dark' ? '#ebecef' : '#1b1d22';
      page.dir = dir;
      await setViewport({ width, height: 900 });
      // Colours change by a transition, of which axe would judge the middle.
      await new Promise((done) => setTimeout(done, 250));
      const { violations } = await axe.run(page, {
        resultTypes: ['violations'],
        rules: { region: { enabled: false } },
      });
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
      expect(found, `${scheme} ${dir} ${width}`).to.deep.equal([]);
      if (width === 320) {
        expect(document.documentElement.scrollWidth, 'nothing wider than the page').to.be.at.most(320);
      }
    }
  } finally {
    await setViewport({ width: 1280, height: 800 });
    page.removeAttribute('style');
    page.removeAttribute('dir');
  }
}
