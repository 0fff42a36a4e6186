import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import '../components/audit/define.ts';
import '../components/provider/define.ts';
import type { Source } from '../components/source/source.ts';
import { inside } from './support/inside.ts';
import { failure, refusingSource, silentSource } from './support/memory-source.ts';
import { apiUrl, tokenFor } from './support/page-api.ts';

interface Args {
  action: string;
  source?: Source;
}

const meta: Meta<Args> = {
  title: 'Audit log',
  component: 'roster-audit',
  args: { action: '' },
  argTypes: { source: { control: false } },
  render: ({ source, action }, { loaded }) => html`
    <roster-provider
      api-url=${source ? nothing : apiUrl}
      token=${(loaded.token as string | undefined) ?? nothing}
      .source=${source}
    >
      <roster-audit action=${action}></roster-audit>
    </roster-provider>
  `,
};
export default meta;

type Story = StoryObj<Args>;

const as = (email: string) => [async () => ({ token: await tokenFor(email.split(/[@.]/)[1]!, email) })];

/** Somebody was suspended and is back; who did it, and what was different before. */
const lively = [
  async () => {
    const token = await tokenFor('directory', 'admin@directory.example');
    const headers = { authorization: `Bearer ${token}` };
    const list = await fetch(`${apiUrl}/v1/members?status=active&limit=3`, { headers });
    const { items } = (await list.json()) as { items: { id: string }[] };
    for (const method of ['POST', 'DELETE'])
      await fetch(`${apiUrl}/v1/members/${items[0]!.id}/suspension`, { method, headers });
    return { token };
  },
];

export const WhatHappened: Story = {
  loaders: lively,
  play: async ({ canvasElement }) => {
    const audit = await inside(canvasElement, 'roster-audit');
    await audit.findAllByText('Suspended');
  },
};

/** Filters that leave nothing, with the way back. */
export const NothingMatches: Story = {
  loaders: lively,
  args: { action: 'webhook.removed' },
  play: async ({ canvasElement }) => {
    const audit = await inside(canvasElement, 'roster-audit');
    await audit.findByText('Nothing matches');
  },
};

export const Loading: Story = { args: { source: silentSource() } };

export const Refused: Story = {
  loaders: as('member@directory.example'),
  play: async ({ canvasElement }) => {
    const audit = await inside(canvasElement, 'roster-audit');
    await audit.findByText('You do not have access to this');
  },
};

export const Offline: Story = {
  args: { source: refusingSource(failure('unavailable', { offline: true })) },
  play: async ({ canvasElement }) => {
    const audit = await inside(canvasElement, 'roster-audit');
    await audit.findByText(/cannot be reached/);
  },
};

export const Narrow: Story = { loaders: lively, globals: { width: '320px' } };

export const RightToLeft: Story = { loaders: lively, globals: { direction: 'rtl' } };

export const Dark: Story = { loaders: lively, globals: { scheme: 'dark' } };
