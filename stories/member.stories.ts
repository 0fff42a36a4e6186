import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../components/member/define.ts';
import type { Member } from '../components/member/member.ts';
import '../components/provider/define.ts';
import { httpSource } from '../components/source/http-source.ts';
import type { Source } from '../components/source/source.ts';
import type { MemberQuery } from '../server/contract/index.ts';
import { focused, hears, inside, rootOf } from './support/inside.ts';
import { failure, memberId, portals, refusingSource, silentSource, smallSource } from './support/memory-source.ts';
import { apiUrl, as, tokenFor } from './support/page-api.ts';
import { allStates, looks, troubles } from './support/states.ts';

interface Args {
  layout: 'dialog' | 'panel';
  readonly: boolean;
  source?: Source;
}

/** Whom the loader of a story found, and who looks. */
interface Loaded {
  token?: string;
  person?: string;
  create?: boolean;
}

const meta: Meta<Args> = {
  title: 'Elements/Member',
  component: 'roster-member',
  args: { layout: 'dialog', readonly: false },
  argTypes: {
    layout: { control: 'inline-radio', options: ['dialog', 'panel'] },
  },
  render: ({ source, layout, readonly }, { loaded }) => {
    const { token, person = '', create } = loaded as Loaded;
    const open = (event: Event): void => {
      const button = event.currentTarget as HTMLElement;
      const element = button.parentElement!.querySelector<Member>('roster-member')!;
      void (create ? element.create({ invoker: button }) : element.open(person, { invoker: button }));
    };
    return html`
      <roster-provider
        api-url=${source ? nothing : apiUrl}
        token=${token ?? nothing}
        ?readonly=${readonly}
        .source=${source}
      >
        ${layout === 'dialog' ? html`<button type="button" @click=${open}>Open</button>` : nothing}
        <roster-member layout=${layout} member=${layout === 'panel' ? person : ''}></roster-member>
      </roster-provider>
    `;
  },
};
export default meta;

type Story = StoryObj<Args>;

/** The API in the page, asked by this person of the demo about the first one who is like this. */
const about = (email: string, query: MemberQuery, create = false) => [
  async (): Promise<Loaded> => {
    const { items } = await httpSource({ apiUrl, token: await tokenFor(email) }).members(query);
    return { person: items[0]?.id ?? '', create };
  },
  ...as(email),
];

async function opened(canvasElement: HTMLElement): Promise<ReturnType<typeof inside>> {
  await rootOf(canvasElement, 'roster-member');
  await userEvent.click(canvasElement.querySelector('button')!);
  const member = await inside(canvasElement, 'roster-member');
  await member.findByRole('dialog');
  return member;
}

const directory = smallSource({
  portal: {
    labels: { member: 'User', members: 'Users', edit: 'Edit User', remove: 'Delete User' },
    actions: [...portals.whole.actions, 'create', 'suspend', 'resetPassword', 'sessions'],
    rules: { ...portals.whole.rules, leaving: ['suspend', 'remove'] },
  },
  people: [
    { name: 'Robin Sayeed', email: 'robin.sayeed@directory.example' },
    { name: 'Ines Prado', email: 'ines.prado@directory.example', status: 'suspended' },
  ],
});

/** Of a person made here: the password is shown once. */
const creating = Object.assign(Object.create(directory) as Source, {
  createMember: async () => ({
    ...(await directory.member((await directory.members({})).items[0]!.id)),
    temporaryPassword: 'k7mv-q2xd-w9rh-c4tn-f8pj',
    temporaryUntil: new Date(Date.now() + 7 * 86_400_000).toISOString(),
  }),
});

const waiting = smallSource({ people: [{ name: null, email: 'grace.hopper@meridian.example', status: 'invited' }] });

const long = smallSource({
  portal: portals.optra,
  people: [
    {
      name: 'Maximiliane-Friederike von Hohenzollern-Sigmaringen-Württemberg-Blankenburg',
      email: 'maximiliane-friederike.von.hohenzollern-sigmaringen@a-very-long-domain-of-a-company.example',
    },
  ],
});

/** The person at this place of a source, as a part of the page. */
const panel = (at = 0) => html`<roster-member layout="panel" member=${memberId(at)}></roster-member>`;
const dialog = () => html`<roster-member></roster-member>`;

/** Every state at once, each under its name; the dialogs stand in the page. */
export const AllStates: Story = allStates({
  tag: 'roster-member',
  title: 'Member',
  draw: () => panel(),
  states: [
    { name: 'A person', source: directory },
    { name: 'Suspended', source: directory, draw: () => panel(1) },
    { name: 'Invited', source: waiting },
    { name: 'Read only', source: directory, readonly: true },
    {
      name: 'As a dialog',
      source: directory,
      draw: dialog,
      act: async (_, element) => (element as Member).open(memberId(0)),
    },
    {
      name: 'Without an invitation',
      source: directory,
      draw: dialog,
      act: async (_, element) => (element as Member).create(),
    },
    { name: 'Long names, and roles that exclude others', source: long },
    ...troubles,
    ...looks({ source: directory }),
  ],
});

/** A person with a role and groups, on the real API: change them as you like. */
export const Editing: Story = {
  loaders: about('admin@meridian.example', { status: ['active'], sort: 'email' }),
  play: async ({ canvasElement }) => {
    const member = await opened(canvasElement);
    await member.findByRole('heading', { name: 'Edit Member' });
    await userEvent.type(await member.findByLabelText('Name'), '!');
    await userEvent.click(member.getByRole('button', { name: 'Save' }));
    await hears(await rootOf(canvasElement, 'roster-member'), /saved/);
    await expect(canvasElement.querySelector('button')).toHaveFocus();
  },
};

/** Somebody who has not accepted yet: the same form changes the invitation, and the link that was sent stays valid. */
export const Invited: Story = {
  loaders: about('admin@meridian.example', { status: ['invited'] }),
  play: async ({ canvasElement }) => {
    const member = await opened(canvasElement);
    await member.findByRole('heading', { name: 'Edit Member' });
    await member.findByRole('button', { name: 'Resend Invite' });
  },
};

export const Suspended: Story = {
  args: { source: directory },
  loaders: [() => ({ person: memberId(1) })],
  play: async ({ canvasElement }) => {
    const member = await opened(canvasElement);
    await member.findByRole('button', { name: 'Reactivate' });
  },
};

/** Without an invitation: the password is made up, and shown once. */
export const Creating: Story = {
  args: {
    source: creating,
  },
  loaders: [() => ({ create: true })],
  play: async ({ canvasElement }) => {
    const member = await opened(canvasElement);
    await userEvent.type(await member.findByLabelText('Email'), 'robin.sayeed@directory.example');
    await userEvent.click(member.getByRole('button', { name: 'Create User' }));
    await member.findByText(/must be changed at the first sign-in/);
    await expect(member.getByLabelText('Temporary password')).toHaveValue('k7mv-q2xd-w9rh-c4tn-f8pj');
  },
};

/** The same as a part of the page, where an address leads to it. */
export const Panel: Story = {
  args: { layout: 'panel' },
  loaders: about('admin@meridian.example', { status: ['active'] }),
  play: async ({ canvasElement }) => {
    const member = await inside(canvasElement, 'roster-member');
    await member.findByLabelText('Name');
    await expect(member.queryByRole('button', { name: 'Save' })).toBeNull();
  },
};

/** Why somebody may do what they may: each permission names its roles, and where those come from. */
export const Access: Story = {
  args: { layout: 'panel' },
  loaders: about('admin@meridian.example', { status: ['active'] }),
  play: async ({ canvasElement }) => {
    const member = await inside(canvasElement, 'roster-member');
    await userEvent.click(await member.findByText('What they can do, and why'));
    await member.findByText(/permissions?$|Nothing at this moment/);
  },
};

/** Two people changed the same person: mine, theirs, or both. */
export const ChangedMeanwhile: Story = {
  loaders: about('admin@meridian.example', { status: ['active'], sort: '-email' }),
  play: async ({ canvasElement, loaded }) => {
    const { token, person } = loaded as Required<Loaded>;
    const member = await opened(canvasElement);
    await userEvent.type(await member.findByLabelText('Name'), ' Junior');
    await httpSource({ apiUrl, token }).updateMember(person, { contact: { phone: `+1 555 ${Date.now() % 10_000}` } });
    await userEvent.click(member.getByRole('button', { name: 'Save' }));
    await userEvent.click(await member.findByRole('button', { name: 'Both' }));
    await waitFor(() => expect(focused()).toHaveTextContent('Save'));
  },
};

/** Roles that exclude each other say so before anybody runs into it, and after it with Undo. */
export const ExclusiveRoles: Story = {
  loaders: about('admin@optra.example', { status: ['active'], sort: 'name' }),
  play: async ({ canvasElement }) => {
    const member = await opened(canvasElement);
    const role = async (name: string): Promise<HTMLElement> => member.findByRole('checkbox', { name });
    await userEvent.click(await role('Workflow Editor'));
    await userEvent.click(await role('Chart Viewer Only'));
    await waitFor(async () => expect(await role('Workflow Editor')).not.toBeChecked());
    await userEvent.click(await member.findByRole('button', { name: 'Undo' }));
    await waitFor(async () => expect(await role('Workflow Editor')).toBeChecked());
  },
};

/** Somebody who may look and not change. */
export const ReadOnly: Story = {
  args: { readonly: true },
  loaders: about('admin@meridian.example', { status: ['active'] }),
  play: async ({ canvasElement }) => {
    const member = await opened(canvasElement);
    await member.findByText('Joined', { exact: false });
    await expect(member.queryByRole('textbox')).toBeNull();
  },
};

/** Somebody who may not see other people: the API says so, and nothing of them is in the page. */
export const Refused: Story = {
  loaders: [...about('admin@optra.example', { status: ['active'] }), ...as('member@optra.example')],
  play: async ({ canvasElement }) => {
    const member = await opened(canvasElement);
    await member.findByText('You do not have access to this');
  },
};

export const Loading: Story = {
  args: { layout: 'panel', source: silentSource() },
  loaders: [() => ({ person: 'mem_1' })],
};

export const Offline: Story = {
  args: { layout: 'panel', source: refusingSource(failure('unavailable', { offline: true })) },
  loaders: [() => ({ person: 'mem_1' })],
  play: async ({ canvasElement }) => {
    const member = await inside(canvasElement, 'roster-member');
    await member.findByText(/The server cannot be reached/);
  },
};

export const LongNames: Story = {
  args: { layout: 'panel', source: long },
  loaders: [() => ({ person: memberId(0) })],
};

export const RightToLeft: Story = {
  args: { layout: 'panel' },
  loaders: about('admin@meridian.example', { status: ['active'] }),
  decorators: [(story) => html`<div dir="rtl" lang="ar">${story()}</div>`],
};
