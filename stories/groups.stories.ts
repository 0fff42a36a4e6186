import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import type {} from '../components/controllers/group.events.ts';
import '../components/groups/define.ts';
import '../components/provider/define.ts';
import type { Source } from '../components/source/source.ts';
import { hears, inside, nextEvent, rootOf } from './support/inside.ts';
import { failure, refusingSource, silentSource, smallSource } from './support/memory-source.ts';
import { apiUrl, tokenFor } from './support/page-api.ts';

interface Args {
  query: string;
  sort: string;
  pageSize: number;
  readonly: boolean;
  density: 'comfortable' | 'compact';
  source?: Source;
}

const meta: Meta<Args> = {
  title: 'Groups',
  component: 'roster-groups',
  args: { query: '', sort: '', pageSize: 25, readonly: false, density: 'comfortable' },
  argTypes: { source: { control: false }, density: { control: 'inline-radio', options: ['comfortable', 'compact'] } },
  render: ({ source, query, sort, pageSize, readonly, density }, { loaded }) => html`
    <roster-provider
      api-url=${source ? nothing : apiUrl}
      token=${(loaded.token as string | undefined) ?? nothing}
      density=${density}
      ?readonly=${readonly}
      .source=${source}
    >
      <roster-groups query=${query} sort=${sort} page-size=${pageSize}></roster-groups>
    </roster-provider>
  `,
};
export default meta;

type Story = StoryObj<Args>;

/** The API in the page, asked by this person of the demo. */
const as = (email: string) => [async () => ({ token: await tokenFor(email.split(/[@.]/)[1]!, email) })];
const spectra = as('admin@spectra.example');
const orchard = as('admin@organization-admin.example');

/** Groups with a default one and reservations, on the real API: sort, search, make and change them. */
export const Spectra: Story = {
  loaders: spectra,
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
  loaders: spectra,
  play: async ({ canvasElement }) => {
    const groups = await inside(canvasElement, 'roster-groups');
    await userEvent.click(await groups.findByRole('button', { name: 'Create Group' }));
    const root = await rootOf(canvasElement, 'roster-groups');
    await waitFor(() => expect(root.querySelector('roster-group')).not.toBeNull());
    const dialog = await inside(root as unknown as HTMLElement, 'roster-group');
    await dialog.findByRole('heading', { name: 'Create Group' });
    await dialog.findByText(/of 500 people left/);
  },
};

/** Before a group goes, everybody is named who would lose all access with it. */
export const Deleting: Story = {
  loaders: orchard,
  play: async ({ canvasElement }) => {
    const groups = await inside(canvasElement, 'roster-groups');
    await userEvent.click(await groups.findByRole('button', { name: 'Actions for Engineering' }));
    await userEvent.click(await groups.findByRole('menuitem', { name: 'Delete group' }));
    const dialog = await inside(
      (await rootOf(canvasElement, 'roster-groups')) as unknown as HTMLElement,
      'roster-group',
    );
    await dialog.findByRole('heading', { name: 'Delete Engineering?' });
    await dialog.findByText(/lose all access/);
    await dialog.findByLabelText('Type Engineering to confirm');
  },
};

export const Opening: Story = {
  loaders: spectra,
  play: async ({ canvasElement }) => {
    const groups = await inside(canvasElement, 'roster-groups');
    const asked = nextEvent('roster-group-open');
    await userEvent.click(await groups.findByRole('button', { name: 'Firmware' }));
    await asked;
  },
};

export const NoMatch: Story = {
  loaders: spectra,
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
  args: { source: smallSource({ people: [{ name: 'Robin Sayeed', email: 'robin.sayeed@spectra.example' }] }) },
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
  loaders: spectra,
  args: { readonly: true },
  play: async (context) => {
    await drawn(context);
    const groups = await inside(context.canvasElement, 'roster-groups');
    await expect(groups.queryByRole('button', { name: 'Create Group' })).toBeNull();
  },
};

export const RightToLeft: Story = { loaders: spectra, parameters: { host: { direction: 'rtl' } }, play: drawn };

export const Dark: Story = { loaders: spectra, parameters: { host: { scheme: 'dark' } }, play: drawn };

export const Narrow: Story = { loaders: spectra, parameters: { host: { width: '320px' } }, play: drawn };

export const Compact: Story = { loaders: spectra, args: { density: 'compact' }, play: drawn };
