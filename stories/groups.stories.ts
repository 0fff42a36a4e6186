import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { expect, userEvent } from 'storybook/test';
import type {} from '../components/controllers/group.events.ts';
import '../components/groups/define.ts';
import '../components/provider/define.ts';
import type { Source } from '../components/source/source.ts';
import { hears, inside, nextEvent, rootOf } from './support/inside.ts';
import { failure, refusingSource, silentSource, smallSource } from './support/memory-source.ts';
import { apiUrl, as } from './support/page-api.ts';
import { allStates, looks, troubles } from './support/states.ts';

interface Args {
  query: string;
  sort: string;
  pageSize: number;
  readonly: boolean;
  source?: Source;
}

const meta: Meta<Args> = {
  title: 'Elements/Groups',
  component: 'roster-groups',
  args: { query: '', sort: '', pageSize: 25, readonly: false },
  render: ({ source, query, sort, pageSize, readonly }, { loaded }) => html`
    <roster-provider
      api-url=${source ? nothing : apiUrl}
      token=${(loaded.token as string | undefined) ?? nothing}
      ?readonly=${readonly}
      .source=${source}
    >
      <roster-groups query=${query} sort=${sort} page-size=${pageSize}></roster-groups>
    </roster-provider>
  `,
};
export default meta;

type Story = StoryObj<Args>;

const whole = as('admin@meridian.example');
const orchard = as('admin@organization-admin.example');

const empty = smallSource({ people: [{ name: 'Robin Sayeed', email: 'robin.sayeed@meridian.example' }] });

/** Every state at once, each under its name. */
export const AllStates: Story = allStates({
  tag: 'roster-groups',
  title: 'Groups',
  draw: () => html`<roster-groups page-size="4"></roster-groups>`,
  loaders: whole,
  states: [
    { name: 'Groups', wide: true },
    { name: 'Read only', readonly: true, wide: true },
    { name: 'No groups yet', source: empty },
    { name: 'No groups match', draw: () => html`<roster-groups query="no-group-is-called-this"></roster-groups>` },
    ...troubles,
    ...looks({ wide: true }),
  ],
});

/** Groups with a default one and reservations, on the real API: sort, search, make and change them. */
export const Sorted: Story = {
  loaders: whole,
  play: async ({ canvasElement }) => {
    const groups = await inside(canvasElement, 'roster-groups');
    await groups.findByRole('button', { name: 'Everyone' });
    await userEvent.click(groups.getByRole('button', { name: 'Member count' }));
    await hears(await rootOf(canvasElement, 'roster-groups'), /Sorted by Member count/);
  },
};

/** Groups that give roles. */
export const GivingRoles: Story = {
  loaders: orchard,
  play: async ({ canvasElement }) => {
    const groups = await inside(canvasElement, 'roster-groups');
    await groups.findByRole('columnheader', { name: 'Roles' });
  },
};

export const NewGroup: Story = {
  loaders: whole,
  play: async ({ canvasElement }) => {
    const groups = await inside(canvasElement, 'roster-groups');
    await userEvent.click(await groups.findByRole('button', { name: 'Create Group' }));
    await groups.findByRole('heading', { name: 'Create Group' });
    await groups.findByText(/of 500 people left/);
  },
};

/** Before a group goes, everybody is named who would lose all access with it. */
export const Deleting: Story = {
  loaders: orchard,
  play: async ({ canvasElement }) => {
    const groups = await inside(canvasElement, 'roster-groups');
    await userEvent.click(await groups.findByRole('button', { name: 'Actions for Engineering' }));
    await userEvent.click(await groups.findByRole('menuitem', { name: /^Delete/ }));
    await groups.findByRole('heading', { name: 'Delete Engineering?' });
    await groups.findByText(/lose all access/);
    await groups.findByLabelText('Type Engineering to confirm');
  },
};

export const Opening: Story = {
  loaders: whole,
  play: async ({ canvasElement }) => {
    const groups = await inside(canvasElement, 'roster-groups');
    const asked = nextEvent('roster-group-open');
    await userEvent.click(await groups.findByRole('button', { name: 'Firmware' }));
    await asked;
  },
};

export const NoMatch: Story = {
  loaders: whole,
  args: { query: 'no-group-is-called-this' },
  play: async ({ canvasElement }) => {
    const groups = await inside(canvasElement, 'roster-groups');
    await groups.findByText('No groups match');
    await userEvent.click(groups.getByRole('button', { name: 'Clear search' }));
    await groups.findByRole('button', { name: 'Everyone' });
  },
};

export const Loading: Story = { args: { source: silentSource() } };

export const Empty: Story = {
  args: { source: empty },
  play: async ({ canvasElement }) => {
    const groups = await inside(canvasElement, 'roster-groups');
    await groups.findByText('No groups yet');
  },
};

/** Somebody of this organization who may not see its groups: the API says so, and nothing of them is in the page. */
export const Refused: Story = {
  loaders: as('member@optra.example'),
  play: async ({ canvasElement }) => {
    const groups = await inside(canvasElement, 'roster-groups');
    await groups.findByText('You do not have access to this');
    await expect(groups.queryByRole('table')).toBeNull();
    await expect(groups.queryByRole('button', { name: /New/ })).toBeNull();
  },
};

export const Offline: Story = {
  args: { source: refusingSource(failure('unavailable', { offline: true })) },
  play: async ({ canvasElement }) => {
    const groups = await inside(canvasElement, 'roster-groups');
    await groups.findByText(/The server cannot be reached/);
  },
};

const drawn: Story['play'] = async ({ canvasElement }) => {
  const groups = await inside(canvasElement, 'roster-groups');
  await groups.findByRole('button', { name: 'Everyone' });
};

export const Readonly: Story = {
  loaders: whole,
  args: { readonly: true },
  play: async (context) => {
    await drawn(context);
    const groups = await inside(context.canvasElement, 'roster-groups');
    await expect(groups.queryByRole('button', { name: 'Create Group' })).toBeNull();
  },
};

export const RightToLeft: Story = { loaders: whole, globals: { direction: 'rtl' }, play: drawn };

export const Dark: Story = { loaders: whole, globals: { scheme: 'dark' }, play: drawn };

export const Narrow: Story = { loaders: whole, globals: { width: '320' }, play: drawn };

export const Compact: Story = { loaders: whole, globals: { density: 'compact' }, play: drawn };
