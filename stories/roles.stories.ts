import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../components/provider/define.ts';
import '../components/roles/define.ts';
import { httpSource } from '../components/source/http-source.ts';
import type { Source } from '../components/source/source.ts';
import { inside } from './support/inside.ts';
import { failure, portals, refusingSource, silentSource, smallSource } from './support/memory-source.ts';
import { apiUrl, as } from './support/page-api.ts';
import { allStates, looks, troubles } from './support/states.ts';

interface Args {
  readonly: boolean;
  source?: Source;
}

const meta: Meta<Args> = {
  title: 'Elements/Roles',
  component: 'roster-roles',
  args: { readonly: false },
  render: ({ source, readonly }, { loaded }) => html`
    <roster-provider
      api-url=${source ? nothing : apiUrl}
      token=${(loaded.token as string | undefined) ?? nothing}
      ?readonly=${readonly}
      .source=${source}
    >
      <roster-roles></roster-roles>
    </roster-provider>
  `,
};
export default meta;

type Story = StoryObj<Args>;

const admin = as('admin@directory.example');

const few = smallSource({ people: [{ name: 'Ada', email: 'ada@meridian.example' }] });

/** Every state at once, each under its name; the editor stands in the page. */
export const AllStates: Story = allStates({
  tag: 'roster-roles',
  title: 'Roles',
  draw: () => html`<roster-roles></roster-roles>`,
  states: [
    { name: 'Roles', source: few, wide: true },
    { name: 'Some stand alone', source: smallSource({ people: [], portal: portals.optra }), wide: true },
    { name: 'Read only', source: few, readonly: true, wide: true },
    {
      name: 'A new role, without a name',
      source: few,
      act: async (roles) => {
        await userEvent.click(await roles.findByRole('button', { name: 'New role' }));
        await userEvent.click(await roles.findByRole('button', { name: 'Save' }));
      },
    },
    {
      name: 'Reading a role',
      source: few,
      readonly: true,
      act: async (roles) => userEvent.click((await roles.findAllByRole('button', { name: /Admin|Member/ }))[0]!),
    },
    ...troubles,
    ...looks({ source: few, wide: true }),
  ],
});

/** What each role allows and how many people have it, on the real API. */
export const Directory: Story = {
  loaders: admin,
  play: async ({ canvasElement }) => {
    const roles = await inside(canvasElement, 'roster-roles');
    await roles.findByRole('button', { name: 'Editor' });
  },
};

/** Two roles stand alone. */
export const StandingAlone: Story = {
  loaders: as('admin@optra.example'),
  play: async ({ canvasElement }) => {
    const roles = await inside(canvasElement, 'roster-roles');
    await waitFor(() => expect(roles.getAllByText('Stands alone')).toHaveLength(2));
  },
};

/** The editor says whom a change reaches before it is made. */
export const Editing: Story = {
  loaders: admin,
  play: async ({ canvasElement }) => {
    const roles = await inside(canvasElement, 'roster-roles');
    await userEvent.click(await roles.findByRole('button', { name: 'Editor' }));
    await roles.findByText(/people have this role/);
  },
};

export const NewRole: Story = {
  loaders: admin,
  play: async ({ canvasElement }) => {
    const roles = await inside(canvasElement, 'roster-roles');
    await userEvent.click(await roles.findByRole('button', { name: 'New role' }));
    await userEvent.click(await roles.findByRole('button', { name: 'Save' }));
    await roles.findAllByText('Give the role a name.');
  },
};

/** Two people changed the same role: mine, theirs, or both. */
export const ChangedMeanwhile: Story = {
  loaders: admin,
  play: async ({ canvasElement, loaded }) => {
    const roles = await inside(canvasElement, 'roster-roles');
    await userEvent.click(await roles.findByRole('button', { name: 'Analyst' }));
    await userEvent.type(await roles.findByLabelText('Name'), ' at large');
    const source = httpSource({ apiUrl, token: loaded.token as string });
    const analyst = (await source.roles()).items.find(({ key }) => key === 'analyst')!;
    await source.updateRole(analyst.id, { description: `Reads data, as of ${Date.now() % 10_000}.` });
    await userEvent.click(roles.getByRole('button', { name: 'Save' }));
    await userEvent.click(await roles.findByRole('button', { name: 'Both' }));
    await waitFor(() => expect(roles.getByRole('button', { name: 'Save' })).toHaveAttribute('aria-disabled', 'false'));
  },
};

/** Nothing can be changed, everything can be read. */
export const Readonly: Story = {
  loaders: admin,
  args: { readonly: true },
  play: async ({ canvasElement }) => {
    const roles = await inside(canvasElement, 'roster-roles');
    await userEvent.click(await roles.findByRole('button', { name: 'Viewer' }));
    await roles.findAllByText('Your role here does not allow this.');
  },
};

export const Few: Story = { args: { source: few } };

export const Loading: Story = { args: { source: silentSource() } };

export const Refused: Story = {
  loaders: as('member@directory.example'),
  play: async ({ canvasElement }) => {
    const roles = await inside(canvasElement, 'roster-roles');
    await roles.findByText('You do not have access to this');
  },
};

export const Offline: Story = {
  args: { source: refusingSource(failure('unavailable', { offline: true })) },
  play: async ({ canvasElement }) => {
    const roles = await inside(canvasElement, 'roster-roles');
    await roles.findByText(/cannot be reached/);
  },
};

export const Narrow: Story = { loaders: admin, globals: { width: '320' } };

export const RightToLeft: Story = { loaders: admin, globals: { direction: 'rtl' } };

export const Dark: Story = { loaders: admin, globals: { scheme: 'dark' } };
