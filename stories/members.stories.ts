import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../components/members/define.ts';
import type {} from '../components/members/members.events.ts';
import '../components/provider/define.ts';
import type { Source } from '../components/source/source.ts';
import { focused, hears, inside, nextEvent, rootOf } from './support/inside.ts';
import { failure, refusingSource, silentSource, smallSource } from './support/memory-source.ts';
import { apiUrl, as, tokenFor } from './support/page-api.ts';
import { allStates, looks, troubles } from './support/states.ts';

interface Args {
  query: string;
  sort: string;
  pageSize: number;
  readonly: boolean;
  source?: Source;
}

const meta: Meta<Args> = {
  title: 'Elements/Members',
  component: 'roster-members',
  args: { query: '', sort: '', pageSize: 25, readonly: false },
  render: ({ source, query, sort, pageSize, readonly }, { loaded }) => html`
    <roster-provider
      api-url=${source ? nothing : apiUrl}
      token=${(loaded.token as string | undefined) ?? nothing}
      ?readonly=${readonly}
      .source=${source}
    >
      <roster-members query=${query} sort=${sort} page-size=${pageSize}></roster-members>
    </roster-provider>
  `,
};
export default meta;

type Story = StoryObj<Args>;

const admin = as('admin@meridian.example');

const long = [
  {
    name: 'Wolfeschlegelsteinhausenbergerdorff Hubert Blaine Oberdonaudampfschifffahrtsgesellschaft',
    email: 'w@meridian.example',
  },
  {
    name: 'Maria del Rosario Cayetana Alfonsa Victoria Eugenia Francisca Fitz-James Stuart',
    email: `${'m'.repeat(64)}@${'long.'.repeat(20)}example`,
  },
  {
    name: 'Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    email: 'a@meridian.example',
  },
  { name: '田', email: 'den@meridian.example' },
  { name: null, email: `${'invited-without-a-name-'.repeat(2)}@meridian.example`, status: 'invited' as const },
  { name: 'إبراهيم عبدالرحمن الزهراني (Ibrahim)', email: 'ibrahim@meridian.example', status: 'suspended' as const },
];

const few = smallSource({
  people: [
    { name: 'Robin Sayeed', email: 'robin.sayeed@meridian.example' },
    { name: 'Ada Lovelace', email: 'ada.lovelace@meridian.example' },
    { name: null, email: 'grace.hopper@meridian.example', status: 'invited' },
    { name: 'Ines Prado', email: 'ines.prado@northgate-partners.example', status: 'suspended' },
  ],
});

/** Every state at once, each under its name. */
export const AllStates: Story = allStates({
  tag: 'roster-members',
  title: 'Members',
  draw: () => html`<roster-members></roster-members>`,
  states: [
    { name: 'People', source: few, wide: true },
    {
      name: 'Selected',
      source: few,
      wide: true,
      act: async (members) =>
        userEvent.click(await members.findByRole('checkbox', { name: 'Select everyone on this page' })),
    },
    { name: 'Long names', source: smallSource({ people: long }), wide: true },
    { name: 'Read only', source: few, readonly: true, wide: true },
    { name: 'Nobody yet', source: smallSource({ people: [] }) },
    {
      name: 'Nobody matches',
      source: few,
      draw: () => html`<roster-members query="nobody-is-called-this"></roster-members>`,
    },
    ...troubles,
    ...looks({ source: few, wide: true }),
    { name: 'Long names at 320 px', source: smallSource({ people: long }), width: 320 },
  ],
});

/** Three hundred people in many scripts, on the real API: search, filter, sort and page as you like. */
export const ManyPages: Story = {
  loaders: admin,
  play: async ({ canvasElement }) => {
    const members = await inside(canvasElement, 'roster-members');
    await members.findByText('1–25 of 300');
    await userEvent.click(members.getByRole('button', { name: 'Next' }));
    await members.findByText('26–50 of 300');
    await hears(await rootOf(canvasElement, 'roster-members'), /26–50 of 300/);
  },
};

export const Searching: Story = {
  loaders: admin,
  play: async ({ canvasElement }) => {
    const members = await inside(canvasElement, 'roster-members');
    const search = await members.findByRole('searchbox');
    const changed = nextEvent('roster-view-change');
    await userEvent.type(search, 'partners');
    await changed;
    await waitFor(() => expect(members.getAllByText(/@northgate-partners\.example/).length).toBeGreaterThan(0));
    await waitFor(() => expect(members.queryByText(/@meridian\.example/)).toBeNull());
    await expect(search).toHaveValue('partners');
  },
};

export const NoMatch: Story = {
  loaders: admin,
  args: { query: 'nobody-is-called-this' },
  play: async ({ canvasElement }) => {
    const members = await inside(canvasElement, 'roster-members');
    await members.findByText('Nobody matches');
    await userEvent.click(members.getAllByRole('button', { name: 'Clear filters' })[0]!);
    await members.findAllByText('1–25 of 300');
  },
};

export const Selected: Story = {
  loaders: admin,
  play: async ({ canvasElement }) => {
    const members = await inside(canvasElement, 'roster-members');
    await members.findByText('1–25 of 300');
    const changed = nextEvent('roster-selection-change');
    await userEvent.click(members.getByRole('checkbox', { name: 'Select everyone on this page' }));
    await changed;
    await members.findByText('25 selected');
    await members.findByRole('button', { name: 'Select all 300 matching' });
  },
};

/** Of a person’s row: what goes with their state, and what they may not be subjected to, with the reason. */
export const RowMenu: Story = {
  loaders: admin,
  play: async ({ canvasElement }) => {
    const members = await inside(canvasElement, 'roster-members');
    await members.findByText('1–25 of 300');
    await userEvent.click(members.getByRole('button', { name: 'Actions for Robin Sayeed' }));
    await members.findByRole('menuitem', { name: /Edit Member/ });
    await members.findByRole('menuitem', { name: /Remove From Organization/ });
  },
};

/** The consequence, in words, before somebody is removed for good; the way back has the focus. */
export const Removing: Story = {
  loaders: admin,
  play: async ({ canvasElement }) => {
    const members = await inside(canvasElement, 'roster-members');
    await members.findByText('1–25 of 300');
    await userEvent.click(members.getAllByRole('button', { name: /^Actions for/ })[3]!);
    await userEvent.click(await members.findByRole('menuitem', { name: /Remove From Organization/ }));
    const question = await members.findByRole('alertdialog');
    await expect(question).toHaveTextContent(/for good/);
    await waitFor(() => expect(focused()).toHaveTextContent('Cancel'));
  },
};

/** What can be done to all that are selected. */
export const SelectedMenu: Story = {
  loaders: admin,
  play: async ({ canvasElement }) => {
    const members = await inside(canvasElement, 'roster-members');
    await members.findByText('1–25 of 300');
    for (const box of members.getAllByRole('checkbox').slice(1, 4)) await userEvent.click(box);
    await members.findByText('3 selected');
    await userEvent.click(await members.findByRole('button', { name: 'Actions' }));
    await members.findByRole('menuitem', { name: 'Add to a group', hidden: true });
  },
};

/** Columns and density are the choice of whoever looks. */
export const Columns: Story = {
  loaders: admin,
  play: async ({ canvasElement }) => {
    const members = await inside(canvasElement, 'roster-members');
    await members.findByText('1–25 of 300');
    await userEvent.click(await members.findByRole('button', { name: 'Columns and density' }));
    await userEvent.click(await members.findByRole('checkbox', { name: 'Groups', hidden: true }));
    await waitFor(() => expect(members.queryByRole('columnheader', { name: 'Groups' })).toBeNull());
  },
};

/** A person, opened by their name. */
export const Opened: Story = {
  loaders: admin,
  play: async ({ canvasElement }) => {
    const members = await inside(canvasElement, 'roster-members');
    await members.findByText('1–25 of 300');
    const root = await rootOf(canvasElement, 'roster-members');
    await userEvent.click(root.querySelector<HTMLElement>('tbody button.name')!);
    await waitFor(() =>
      expect(root.querySelector('roster-member')?.shadowRoot?.querySelector('dialog[open] input')).toBeTruthy(),
    );
  },
};

export const Loading: Story = { args: { source: silentSource() } };

export const Empty: Story = {
  args: { source: smallSource({ people: [] }) },
  play: async ({ canvasElement }) => {
    const members = await inside(canvasElement, 'roster-members');
    await members.findByText(/^No organization members yet$/i);
    await expect(members.getAllByRole('button', { name: 'Invite Member' }).length).toBeGreaterThan(0);
  },
};

export const OneAdmin: Story = {
  args: { source: smallSource({ people: [{ name: 'Robin Sayeed', email: 'robin.sayeed@meridian.example' }] }) },
  play: async ({ canvasElement }) => {
    const members = await inside(canvasElement, 'roster-members');
    await members.findByText('1–1 of 1');
  },
};

/** Somebody of this organization who may not see its people: the API says so, and nothing of them is in the page. */
export const Refused: Story = {
  loaders: as('member@optra.example'),
  play: async ({ canvasElement }) => {
    const members = await inside(canvasElement, 'roster-members');
    await members.findByText('You do not have access to this');
    await expect(members.queryByRole('table')).toBeNull();
    await expect(members.queryByRole('button', { name: /New User|Invite/ })).toBeNull();
  },
};

/** A token that the API no longer takes. */
export const SessionEnded: Story = {
  loaders: [async () => ({ token: `${(await tokenFor('admin@meridian.example')).slice(0, -4)}AAAA` })],
  play: async ({ canvasElement }) => {
    const members = await inside(canvasElement, 'roster-members');
    await members.findByText('Your session has ended');
  },
};

export const Offline: Story = {
  args: { source: refusingSource(failure('unavailable', { offline: true })) },
  play: async ({ canvasElement }) => {
    const members = await inside(canvasElement, 'roster-members');
    await members.findByText(/The server cannot be reached/);
    await expect(members.getByRole('button', { name: 'Try again' })).toBeVisible();
  },
};

export const TooManyRequests: Story = {
  args: { source: refusingSource(failure('rate_limited', { retryAfter: 12 })) },
  play: async ({ canvasElement }) => {
    const members = await inside(canvasElement, 'roster-members');
    await members.findByText(/Try again in \d+ seconds/);
  },
};

export const LongNames: Story = { args: { source: smallSource({ people: long }) } };

export const LongNamesNarrow: Story = { ...LongNames, globals: { width: '320' } };

export const Readonly: Story = {
  loaders: admin,
  args: { readonly: true },
  play: async ({ canvasElement }) => {
    const members = await inside(canvasElement, 'roster-members');
    await members.findByText('1–25 of 300');
    await expect(members.queryByRole('button', { name: 'Invite Member' })).toBeNull();
  },
};

const drawn: Story['play'] = async ({ canvasElement }) => {
  const members = await inside(canvasElement, 'roster-members');
  await members.findByText('1–25 of 300');
};

export const RightToLeft: Story = { loaders: admin, globals: { direction: 'rtl' }, play: drawn };

export const Dark: Story = { loaders: admin, globals: { scheme: 'dark' }, play: drawn };

export const Narrow: Story = { loaders: admin, globals: { width: '320' }, play: drawn };

export const Compact: Story = {
  loaders: admin,
  args: { pageSize: 50 },
  globals: { density: 'compact' },
  play: async ({ canvasElement }) => {
    const members = await inside(canvasElement, 'roster-members');
    await members.findByText('1–50 of 300');
  },
};
