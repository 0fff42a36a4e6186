import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';

const line =
  /^\s*- '?(button|textbox|searchbox|checkbox|radio|combobox|spinbutton|link|tab|menuitem|columnheader)\b(?: "((?:[^"\\]|\\.)*)")?/;

/**
 * All that a person can use, and every column, as screen readers have it: role and name, in order, each once. Counts are
 * left out, and whom the button of a row is about.
 */
export async function controlsOf(within: Locator): Promise<string[]> {
  const tree = await within.ariaSnapshot();
  const found = tree.split('\n').flatMap((text) => {
    const [, role, name = ''] = line.exec(text) ?? [];
    const plain = name.replace(/\\"/g, '"').replace(/ [\d,]+$/, '');
    return role ? [`${role} ${plain.replace(/^(Actions for|Remove|Group role of) .+/, '$1 …')}`.trim()] : [];
  });
  // What opens and closes a part of a form has no role of its own.
  const parts = (await within.locator('summary').allInnerTexts()).map((text) => `summary ${text.trim()}`);
  return [...new Set([...found, ...parts])];
}

/** Exactly what the product's guide has is there: nothing less, and nothing it does not have. */
export async function hasOnly(within: Locator, guide: string[]): Promise<void> {
  await within.waitFor();
  // What is loaded after the first drawing may still be on its way.
  for (const end = Date.now() + 10_000; Date.now() < end;) {
    if ((await controlsOf(within)).join() === guide.join()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.deepEqual(await controlsOf(within), guide);
}

/** The items of the menu that is open. */
export async function menuOf(page: Page): Promise<string[]> {
  const items = page.getByRole('menuitem');
  await items.first().waitFor();
  return (await items.allInnerTexts()).map((text) => text.trim().split('\n')[0]!);
}
