import type { Preview } from '@storybook/web-components-vite';
import { hostPage } from './host-page.ts';
import { initial, toolbars } from './toolbars.ts';

/** What a story hands to its element as an object: nothing that a control could show. */
const givenByStory = ['source'];

const preview: Preview = {
  parameters: {
    layout: 'fullscreen',
    a11y: { test: 'error' },
    controls: { expanded: true, disableSaveFromUI: true },
    options: {
      storySort: {
        order: [
          'Elements',
          [
            'Members',
            'Invite',
            'Member',
            'Groups',
            'Group',
            'Roles',
            'Audit log',
            'Stats',
            'User label',
            'Role picker',
            'People picker',
            '*',
            ['Docs', 'All States', '*'],
          ],
          'Pages',
          ['Portals', 'Host pages'],
          'Foundations',
        ],
      },
    },
  },
  argTypes: Object.fromEntries(givenByStory.map((name) => [name, { table: { disable: true } }])),
  globalTypes: toolbars,
  initialGlobals: { ...initial },
  decorators: [hostPage],
};

export default preview;
