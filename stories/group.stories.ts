import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { expect, userEvent } from 'storybook/test';
import '../components/group/define.ts';
import type { Group } from '../components/group/group.ts';
import '../components/provider/define.ts';
import { httpSource } from '../components/source/http-source.ts';
import type { Source } from '../components/source/source.ts';
import { focused, inside } from './support/inside.ts';
import { failure, refusingSource, silentSource } from './support/memory-source.ts';
import { apiUrl, as, tokenFor } from './support/page-api.ts';
import { allStates, looks, troubles } from './support/states.ts';

interface Args {
  query: string;
  pageSize: number;
  readonly: boolean;
  source?: Source;
}

/** Which group the loader of a story found, and who looks. */
interface Loaded {
  token?: string;
  group?: string;
}

const meta: Meta<Args> = {
  title: 'Elements/Group',
  component: 'roster-group',
  args: { query: '', pageSize: 25, readonly: false },
  render: ({ source, query, pageSize, readonly }, { loaded }) => {
    const { token, group = 'grp_01h455vb4pex5vsknk084sn02q' } = loaded as Loaded;
    return html`
      <roster-provider
        api-url=${source ? nothing : apiUrl}
        token=${token ?? nothing}
        ?readonly=${readonly}
        .source=${source}
      >
        <roster-group group=${group} query=${query} page-size=${pageSize}></roster-group>
      </roster-provider>
    `;
  },
};
export default meta;

type Story = StoryObj<Args>;

/** A group of the demo by its name, on the real API in the page, asked by this person. */
const group = (email: string, name: string) => [
  async (): Promise<Loaded> => {
    const token = await tokenFor(email.replace(/^\w+/, 'admin'));
    const { items } = await httpSource({ apiUrl, token }).groups({ query: name });
    return { group: items[0]!.id };
  },
  ...as(email),
];
const platform = group('admin@meridian.example', 'Platform Engineering');

const page = (group: string) => html`<roster-group group=${group} page-size="4"></roster-group>`;

/** Every state at once, each under its name; the dialogs stand in the page. */
export const AllStates: Story = allStates({
  tag: 'roster-group',
  title: 'Group',
  draw: ({ group }) => page(group as string),
  loaders: platform,
  states: [
    { name: 'A group', wide: true },
    { name: 'Read only', readonly: true, wide: true },
    { name: 'Managing', wide: true, act: async (_, element) => (element as Group).openEditor() },
    { name: 'Editing', act: async (_, element) => (element as Group).edit() },
    {
      name: 'Deleting',
      act: async (group, element) => {
        // Ends with the answer, which nobody gives.
        void (element as Group).deleteGroup();
        await group.findByRole('alertdialog');
      },
    },
    { name: 'Not there', draw: () => page('grp_01h455vb4pex5vsknk084sn02q') },
    ...troubles,
    ...looks({ wide: true }),
  ],
});

/** A group with reservations: add people, take them out, say who owns it. */
export const Page: Story = {
  loaders: platform,
  play: async ({ canvasElement }) => {
    const page = await inside(canvasElement, 'roster-group');
    await page.findByRole('heading', { name: 'Platform Engineering' });
    await page.findByText('600 GB a month');
    await page.findByRole('columnheader', { name: 'Group Role' });
  },
};

/** A group whose members inherit roles from it. */
export const GivingRoles: Story = {
  loaders: group('admin@organization-admin.example', 'Controllers'),
  play: async ({ canvasElement }) => {
    const page = await inside(canvasElement, 'roster-group');
    await page.findByText('Gives');
    await page.findAllByText('Finance Admin');
  },
};

/** Staged changes: nothing happens before Update. */
export const Managing: Story = {
  loaders: platform,
  play: async ({ canvasElement }) => {
    const page = await inside(canvasElement, 'roster-group');
    await userEvent.click(await page.findByRole('button', { name: 'Add group member' }));
    await page.findByRole('heading', { name: 'Manage Platform Engineering' });
    const [first] = await page.findAllByRole('button', { name: /^Remove / });
    await userEvent.click(first!);
    await page.findAllByText('1 to remove');
    await expect(focused()).toHaveTextContent('Undo');
    await userEvent.type(page.getByRole('combobox', { name: 'Add people' }), 'admin');
    await page.findAllByRole('option');
  },
};

export const GroupRole: Story = {
  loaders: platform,
  play: async ({ canvasElement }) => {
    const page = await inside(canvasElement, 'roster-group');
    const [first] = await page.findAllByRole('button', { name: /^Actions for .*[a-z]/ });
    await expect(first).toBeVisible();
    const rows = await page.findAllByRole('row');
    await userEvent.click(rows[1]!.querySelector('[data-menu]')!);
    await userEvent.click(await page.findByRole('menuitem', { name: 'Edit group role' }));
    await page.findByRole('radio', { name: 'Owner' });
  },
};

export const NoMatch: Story = {
  loaders: platform,
  args: { query: 'nobody-is-called-this' },
  play: async ({ canvasElement }) => {
    const page = await inside(canvasElement, 'roster-group');
    await page.findByText('Nobody matches');
  },
};

/** A member who neither manages groups nor owns this one. */
export const OnlyLooking: Story = {
  loaders: group('member@meridian.example', 'Firmware'),
  play: async ({ canvasElement }) => {
    const page = await inside(canvasElement, 'roster-group');
    await expect(await page.findByRole('button', { name: 'Add group member' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
  },
};

export const Missing: Story = {
  loaders: as('admin@meridian.example'),
  play: async ({ canvasElement }) => {
    const page = await inside(canvasElement, 'roster-group');
    await page.findByText('Not found');
  },
};

export const Loading: Story = { args: { source: silentSource() } };

export const Offline: Story = {
  args: { source: refusingSource(failure('unavailable', { offline: true })) },
  play: async ({ canvasElement }) => {
    const page = await inside(canvasElement, 'roster-group');
    await page.findByText(/The server cannot be reached/);
  },
};

const drawn: Story['play'] = async ({ canvasElement }) => {
  const page = await inside(canvasElement, 'roster-group');
  await page.findByRole('heading', { name: 'Platform Engineering' });
};

export const Readonly: Story = {
  loaders: platform,
  args: { readonly: true },
  play: async (context) => {
    await drawn(context);
    const page = await inside(context.canvasElement, 'roster-group');
    await expect(page.queryByRole('button', { name: 'Add group member' })).toBeNull();
  },
};

export const RightToLeft: Story = { loaders: platform, globals: { direction: 'rtl' }, play: drawn };

export const Dark: Story = { loaders: platform, globals: { scheme: 'dark' }, play: drawn };

export const Narrow: Story = { loaders: platform, globals: { width: '320' }, play: drawn };
