import type { Preview } from '@storybook/web-components-vite';
import { html } from 'lit';

const preview: Preview = {
  parameters: {
    layout: 'fullscreen',
    a11y: { test: 'error' },
    controls: { expanded: true, sort: 'requiredFirst' },
    options: { storySort: { order: ['Members', 'Invite'] } },
  },
  globalTypes: {
    scheme: {
      description: 'Colours of the host page',
      toolbar: { title: 'Scheme', icon: 'contrast', items: ['light', 'dark'], dynamicTitle: true },
    },
    direction: {
      description: 'Direction of the host page',
      toolbar: { title: 'Direction', icon: 'transfer', items: ['ltr', 'rtl'], dynamicTitle: true },
    },
    width: {
      description: 'Width of the container',
      toolbar: { title: 'Width', icon: 'grow', items: ['100%', '960px', '640px', '320px'], dynamicTitle: true },
    },
  },
  initialGlobals: { scheme: 'light', direction: 'ltr', width: '100%' },
  decorators: [
    (story, { globals, parameters }) => {
      const { scheme, direction, width } = { ...globals, ...(parameters.host as Record<string, string> | undefined) };
      document.documentElement.dir = String(direction);
      document.documentElement.style.colorScheme = String(scheme);
      document.body.style.cssText =
        'font-family: system-ui, sans-serif; background: light-dark(#fff, #15171c); color: light-dark(#1b1d22, #eceef2)';
      return html`<main style="box-sizing: border-box; width: ${width}; max-width: 100%; padding: 24px 16px">
        ${story()}
      </main>`;
    },
  ],
};

export default preview;
