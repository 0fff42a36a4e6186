import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { apiUrl, tokenFor } from './support/page-api.ts';

const meta: Meta = { title: 'Members', component: 'roster-members' };
export default meta;

export const RealApi: StoryObj = {
  loaders: [async () => ({ token: await tokenFor('spectra', 'admin@spectra.example') })],
  render: (_args, { loaded }) =>
    html`<roster-provider api-url=${apiUrl} token=${loaded.token as string}
      ><roster-members></roster-members
    ></roster-provider>`,
};
