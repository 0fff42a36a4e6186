import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import '../components/audit/define.ts';
import '../components/provider/define.ts';
import type { Source } from '../components/source/source.ts';
import { inside } from './support/inside.ts';
import { failure, refusingSource, silentSource } from './support/memory-source.ts';
import { apiUrl, as, tokenFor } from './support/page-api.ts';
import { allStates, looks, troubles } from './support/states.ts';

interface Args {
  action: string;
  source?: Source;
}

const meta: Meta<Args> = {
  title: 'Elements/Audit log',
  component: 'roster-audit',
  args: { action: '' },
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

let prepared: Promise<void> | undefined;
const lively = [() => (prepared ??= suspendOnce()), ...as('admin@directory.example')];

async function suspendOnce(): Promise<void> {
  const headers = { authorization: `Bearer ${await tokenFor('admin@directory.example')}` };
  const list = await fetch(`${apiUrl}/v1/members?status=active&limit=3`, { headers });
  const { items } = (await list.json()) as { items: { id: string }[] };
  for (const method of ['POST', 'DELETE'])
    await fetch(`${apiUrl}/v1/members/${items[0]!.id}/suspension`, { method, headers });
}

const suspensions = () => html`<roster-audit action="member.suspended"></roster-audit>`;

/** Every state at once, each under its name. */
export const AllStates: Story = allStates({
  tag: 'roster-audit',
  title: 'Audit log',
  draw: suspensions,
  loaders: lively,
  states: [
    { name: 'What happened', wide: true },
    { name: 'Nothing matches', draw: () => html`<roster-audit action="webhook.removed"></roster-audit>` },
    ...troubles,
    ...looks({ wide: true }),
  ],
});

/** Somebody was suspended and is back; who did it, and what was different before. */
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

export const Narrow: Story = { loaders: lively, globals: { width: '320' } };

export const RightToLeft: Story = { loaders: lively, globals: { direction: 'rtl' } };

export const Dark: Story = { loaders: lively, globals: { scheme: 'dark' } };
