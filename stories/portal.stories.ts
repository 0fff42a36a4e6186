import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { userEvent } from 'storybook/test';
import '../components/portal/define.ts';
import '../components/provider/define.ts';
import { inside } from './support/inside.ts';
import { apiUrl, as } from './support/page-api.ts';
import { allStates, looks, troubles } from './support/states.ts';

const meta: Meta = {
  title: 'Pages/Portals',
  component: 'roster-portal',
  render: (_args, { loaded }) => html`
    <roster-provider api-url=${apiUrl} token=${loaded.token as string}>
      <roster-portal></roster-portal>
    </roster-provider>
  `,
};
export default meta;

type Story = StoryObj;

/** One of the demo's organizations, as its admin sees it, or whom the toolbar names. */
const of = (organization: string): Pick<Story, 'loaders'> => ({ loaders: as(`admin@${organization}.example`) });

/** Every state at once, each under its name. */
export const AllStates: Story = allStates({
  tag: 'roster-portal',
  title: 'Portal',
  draw: () => html`<roster-portal></roster-portal>`,
  loaders: as('admin@meridian.example'),
  states: [
    { name: 'Members', wide: true },
    {
      name: 'Groups',
      wide: true,
      act: async (portal) => userEvent.click(await portal.findByRole('button', { name: 'Groups' })),
    },
    { name: 'Read only', readonly: true, wide: true },
    ...troubles,
    ...looks({ wide: true }),
  ],
});

/** Sidebar, group switch, members. */
export const Spectra: Story = {
  ...of('spectra'),
  play: async ({ canvasElement }) => {
    const portal = await inside(canvasElement, 'roster-portal');
    await userEvent.click(await portal.findByRole('button', { name: 'Groups' }));
    const groups = await inside((await portal.findByRole('navigation')).parentElement!, 'roster-groups');
    await groups.findByRole('button', { name: 'Everyone' });
  },
};

/** What somebody sees who manages nobody. */
export const PlainMember: Story = { ...of('spectra'), globals: { viewer: 'member' } };

/** Who owns a group keeps its members, and nothing else. */
export const GroupOwner: Story = { ...of('spectra'), globals: { viewer: 'owner' } };

export const Optra: Story = of('optra');

export const Directory: Story = of('directory');

export const Insights: Story = of('insights');

export const OrganizationAdmin: Story = of('organization-admin');

/** Nothing is to be seen, and it says so. */
export const Refused: Story = {
  ...of('directory'),
  globals: { viewer: 'member' },
  play: async ({ canvasElement }) => {
    const portal = await inside(canvasElement, 'roster-portal');
    const content = await portal.findByText('', { selector: '#content' });
    const members = await inside(content, 'roster-members');
    await members.findByText('You do not have access to this');
  },
};

export const Narrow: Story = { ...of('spectra'), globals: { width: '320' } };

export const RightToLeft: Story = { ...of('spectra'), globals: { direction: 'rtl' } };

export const Dark: Story = { ...of('spectra'), globals: { scheme: 'dark' } };
