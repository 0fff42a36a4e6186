import type { TestRunnerPlugin } from '@web/test-runner';
import type { Page } from 'playwright-core';

/** One node of what assistive technology is given. */
export interface AccessibleNode {
  role: string;
  name: string;
}

interface ProtocolNode {
  ignored: boolean;
  role?: { value: unknown };
  name?: { value: unknown };
}

/** The command `accessibility-tree` for tests in the browser: the whole tree as Chromium hands it to a screen reader. */
export function accessibilityTree(): TestRunnerPlugin {
  return {
    name: 'accessibility-tree',
    async executeCommand({ command, session }) {
      if (command !== 'accessibility-tree') return undefined;
      const page = (session.browser as unknown as { getPage(id: string): Page }).getPage(session.id);
      const protocol = await page.context().newCDPSession(page);
      try {
        const { nodes } = (await protocol.send('Accessibility.getFullAXTree')) as { nodes: ProtocolNode[] };
        return nodes
          .filter(({ ignored }) => !ignored)
          .map(({ role, name }): AccessibleNode => ({
            role: String(role?.value ?? ''),
            name: String(name?.value ?? '')
              .replace(/\s+/g, ' ')
              .trim(),
          }));
      } finally {
        await protocol.detach();
      }
    },
  };
}
