import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import '../components/provider/define.ts';
import '../components/stats/define.ts';
import type { Source } from '../components/source/source.ts';
import { inside } from './support/inside.ts';
import { failure, refusingSource, silentSource, smallSource } from './support/memory-source.ts';
import { apiUrl, as } from './support/page-api.ts';
import { allStates, looks, troubles } from './support/states.ts';

interface Args {
  source?: Source;
}

const meta: Meta<Args> = {
  title: 'Elements/Stats',
  component: 'roster-stats',
  render: ({ source }, { loaded }) => html`
    <roster-provider
      api-url=${source ? nothing : apiUrl}
      token=${(loaded.token as string | undefined) ?? nothing}
      .source=${source}
    >
      <roster-stats></roster-stats>
    </roster-provider>
  `,
};
export default meta;

type Story = StoryObj<Args>;

const admin = as('admin@insights.example');

const nobody = smallSource({ people: [] });

/** Every state at once, each under its name. */
export const AllStates: Story = allStates({
  tag: 'roster-stats',
  title: 'Stats',
  draw: () => html`<roster-stats></roster-stats>`,
  loaders: admin,
  states: [{ name: 'Numbers' }, { name: 'Nobody yet', source: nobody }, ...troubles, ...looks({})],
});

/** How many are active, invited and inactive, and of each role. */
export const Insights: Story = {
  loaders: admin,
  play: async ({ canvasElement }) => {
    const stats = await inside(canvasElement, 'roster-stats');
    await stats.findByText('Team Leader');
  },
};

export const Loading: Story = { args: { source: silentSource() } };

export const Refused: Story = {
  loaders: as('member@insights.example'),
  play: async ({ canvasElement }) => {
    const stats = await inside(canvasElement, 'roster-stats');
    await stats.findByText('You do not have access to this');
  },
};

export const Offline: Story = {
  args: { source: refusingSource(failure('unavailable', { offline: true })) },
  play: async ({ canvasElement }) => {
    const stats = await inside(canvasElement, 'roster-stats');
    await stats.findByText(/cannot be reached/);
  },
};

export const Narrow: Story = { loaders: admin, globals: { width: '320' } };

export const RightToLeft: Story = { loaders: admin, globals: { direction: 'rtl' } };

export const Dark: Story = { loaders: admin, globals: { scheme: 'dark' } };
