import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import '../components/invite/define.ts';
import type {} from '../components/invite/invite.events.ts';
import type { Invite } from '../components/invite/invite.ts';
import '../components/provider/define.ts';
import type { Source } from '../components/source/source.ts';
import { focused, hears, inside, nextEvent, paste, rootOf, type Inside } from './support/inside.ts';
import { failure, portals, refusingSource, silentSource, smallSource } from './support/memory-source.ts';
import { apiUrl, as } from './support/page-api.ts';
import { allStates, looks } from './support/states.ts';

interface Args {
  source?: Source;
}

const meta: Meta<Args> = {
  title: 'Elements/Invite',
  component: 'roster-invite',
  render: ({ source }, { loaded }) => html`
    <roster-provider
      api-url=${source ? nothing : apiUrl}
      token=${(loaded.token as string | undefined) ?? nothing}
      .source=${source}
    >
      <roster-invite></roster-invite>
    </roster-provider>
  `,
};
export default meta;

type Story = StoryObj<Args>;

/** Opens the dialog as a person does, and answers with what is in it. */
async function open(canvas: HTMLElement): Promise<Inside> {
  const invite = await inside(canvas, 'roster-invite');
  await userEvent.click(await invite.findByRole('button', { name: /Invite/ }));
  const dialog = await invite.findByRole('dialog');
  return within(dialog);
}

/** The field is a plain one until somebody writes in it. */
async function enter(dialog: Inside, text: string): Promise<void> {
  (await dialog.findByLabelText('Email addresses')).dispatchEvent(new InputEvent('input'));
  const field = await waitFor(() => {
    const found = dialog.getByLabelText('Email addresses');
    if (!(found instanceof HTMLInputElement)) throw new Error('It is not there yet.');
    return found;
  });
  paste(field, text);
}

const nobody = smallSource({ people: [{ name: 'Robin Sayeed', email: 'admin@meridian.example' }] });
const rowsPortal = { ...portals.whole, inviteLayout: 'rows' as const };
const every =
  'fine@meridian.example, "Twice" <twice@meridian.example>, twice@meridian.example, not an address, ' +
  'admin@meridian.example, guest@northgate-partners.example, close@meridiаn.example';
const two = '"Lovelace, Ada" <ada.story@meridian.example>; guest.story@northgate-partners.example';

/** Opens the dialog with these addresses in it. */
const opened = (text?: string) => async (_: Inside, element: HTMLElement) =>
  (element as Invite).open({ ...(text && { text }) });

const reviewing = async (invite: Inside, element: HTMLElement): Promise<void> => {
  await opened(two)(invite, element);
  await userEvent.click(await invite.findByRole('button', { name: 'Review 2 invitations' }));
};

/** Every state at once, each under its name; the dialogs stand in the page. */
export const AllStates: Story = allStates({
  tag: 'roster-invite',
  title: 'Invite',
  draw: () => html`<roster-invite></roster-invite>`,
  states: [
    { name: 'The button', source: nobody },
    { name: 'Empty', source: nobody, act: opened() },
    { name: 'Addresses of every kind', source: nobody, act: opened(every) },
    { name: 'Review', source: nobody, act: reviewing },
    { name: 'Without mail', source: smallSource({ people: [], mail: false }), act: opened() },
    {
      name: 'Partly sent',
      source: smallSource({ people: [], taken: ['late@meridian.example'] }),
      act: async (invite, element) => {
        await opened('early@meridian.example, late@meridian.example')(invite, element);
        await userEvent.click(await invite.findByRole('button', { name: 'Review 2 invitations' }));
        await userEvent.click(await invite.findByRole('button', { name: 'Send 2 invitations' }));
        await invite.findByText('1 sent, 1 not');
      },
    },
    { name: 'Roles that exclude others', source: smallSource({ people: [], portal: portals.optra }), act: opened() },
    { name: 'A row for each person', source: smallSource({ people: [], portal: rowsPortal }), act: opened(every) },
    { name: 'Loading', source: silentSource(), act: opened() },
    { name: 'Offline', source: refusingSource(failure('unavailable', { offline: true })), act: opened() },
    { name: 'Not allowed', source: refusingSource(failure('forbidden', { status: 403 })), act: opened() },
    ...looks({ source: nobody, act: opened(every) }),
  ],
});

export const Empty: Story = {
  loaders: as('admin@meridian.example'),
  play: async ({ canvasElement }) => {
    const dialog = await open(canvasElement);
    await dialog.findByText('The link works for 1 day.');
    await waitFor(() => expect(focused()).toBe(dialog.getByLabelText('Email addresses')));
    await waitFor(() => expect(dialog.getAllByRole('radio').length).toBe(2));
  },
};

/** Each address is judged by the API: malformed, twice, a member, invited, outside, and one that only looks like ours. */
export const ChipsOfEveryState: Story = {
  loaders: as('admin@meridian.example'),
  play: async ({ canvasElement }) => {
    const dialog = await open(canvasElement);
    await enter(dialog, every);
    await waitFor(() => expect(dialog.getAllByRole('listitem').length).toBeGreaterThanOrEqual(6));
    await dialog.findAllByText(/already a member/i);
  },
};

/** Several people: one step shows them by domain before anything is sent. */
export const Review: Story = {
  loaders: as('admin@meridian.example'),
  play: async ({ canvasElement }) => {
    const dialog = await open(canvasElement);
    await enter(dialog, two);
    await userEvent.click(await dialog.findByRole('button', { name: 'Review 2 invitations' }));
    await dialog.findByRole('heading', { name: /Send 2 invitations, 1 outside meridian\.example\?/ });
  },
};

/** Two real invitations: the API makes them, the element tells the page, focus is back on the button. */
export const Sent: Story = {
  loaders: as('admin@meridian.example'),
  play: async ({ canvasElement }) => {
    const dialog = await open(canvasElement);
    const before = nextEvent('roster-before-invite-send');
    const sent = nextEvent('roster-invite-sent');
    await enter(dialog, 'first.story@meridian.example, second.story@meridian.example');
    await userEvent.click(await dialog.findByRole('button', { name: 'Review 2 invitations' }));
    await userEvent.click(await dialog.findByRole('button', { name: 'Send 2 invitations' }));
    await before;
    const { results } = await sent;
    await expect(results.map(({ status }) => status)).toEqual(['invited', 'invited']);
    const invite = await inside(canvasElement, 'roster-invite');
    await waitFor(() => expect(invite.queryByRole('dialog')).toBeNull());
    await expect(focused()).toBe(invite.getByRole('button', { name: /Invite/ }));
    await hears(await rootOf(canvasElement, 'roster-invite'), /2 invitations sent/);
  },
};

export const PartlySent: Story = {
  args: { source: smallSource({ people: [], taken: ['late@meridian.example'] }) },
  play: async ({ canvasElement }) => {
    const dialog = await open(canvasElement);
    await enter(dialog, 'early@meridian.example, late@meridian.example');
    await userEvent.click(await dialog.findByRole('button', { name: 'Review 2 invitations' }));
    await userEvent.click(await dialog.findByRole('button', { name: 'Send 2 invitations' }));
    await dialog.findByText('1 sent, 1 not');
    await dialog.findAllByText(/Somebody else added this person a moment ago/);
  },
};

export const NoMail: Story = {
  args: { source: smallSource({ people: [], mail: false }) },
  play: async ({ canvasElement }) => {
    const dialog = await open(canvasElement);
    await dialog.findByText(/Invitations are not mailed here/);
  },
};

/** Picking a role that stands alone says what it cleared, and offers to undo it. */
export const ExclusiveRoles: Story = {
  args: { source: smallSource({ people: [], portal: portals.optra }) },
  play: async ({ canvasElement }) => {
    const dialog = await open(canvasElement);
    await userEvent.click(await dialog.findByRole('checkbox', { name: /^Billing Admin/ }));
    await userEvent.click(dialog.getByRole('checkbox', { name: /^Chart Editor/ }));
    await userEvent.click(dialog.getByRole('checkbox', { name: /^Chart Viewer Only/ }));
    await dialog.findAllByText(/^Chart Viewer Only selected\..*Billing Admin.* were cleared\.$/);
    await userEvent.click(dialog.getByRole('button', { name: 'Undo' }));
    await expect(dialog.getByRole('checkbox', { name: /^Billing Admin/ })).toBeChecked();
    await expect(dialog.getByRole('checkbox', { name: /^Chart Viewer Only/ })).not.toBeChecked();
  },
};

/** A list longer than the field's 250 characters is taken in at once; one entry that long stays, with the reason. */
export const OverTheLimit: Story = {
  args: { source: smallSource({ people: [] }) },
  play: async ({ canvasElement }) => {
    const dialog = await open(canvasElement);
    const addresses = Array.from({ length: 20 }, (_, at) => `somebody.with.number.${at}@meridian.example`);
    const endless = `${'endless.'.repeat(32)}name@meridian.example`;
    await enter(dialog, [...addresses, endless].join(', '));
    await dialog.findAllByText(/The field takes 250 characters/);
    await expect(dialog.getByLabelText('Email addresses')).toHaveValue(endless);
    await waitFor(() => expect(dialog.getAllByRole('listitem').length).toBeGreaterThanOrEqual(20));
  },
};

async function pasteRows(dialog: Inside, text: string): Promise<void> {
  const [name] = await dialog.findAllByLabelText('Name');
  if (name) paste(name, text);
}

/** A row for each person, as the organization has it: name, address, role. */
export const Rows: Story = {
  args: { source: smallSource({ people: [], portal: rowsPortal }) },
  play: async ({ canvasElement }) => {
    const dialog = await open(canvasElement);
    const name = await dialog.findByLabelText('Name');
    await waitFor(() => expect(focused()).toBe(name));
    await userEvent.keyboard('Ada Lovelace{Enter}ada@meridian.example{Enter}');
    await waitFor(() => expect(dialog.getAllByRole('group')).toHaveLength(2));
  },
};

/** Rows filled by one paste; what is wrong says so in its own row and keeps nobody else. */
export const RowsOfEveryState: Story = {
  args: { source: smallSource({ people: [], portal: rowsPortal }) },
  play: async ({ canvasElement }) => {
    const dialog = await open(canvasElement);
    await pasteRows(
      dialog,
      'Ada Lovelace\tada@meridian.example\nGrace Hopper\tgrace@elsewhere.example\nAda Again\tada@meridian.example\nNobody\tnonsense',
    );
    await waitFor(() => expect(dialog.getAllByRole('group')).toHaveLength(4));
    await dialog.findAllByText(/@/);
  },
};

export const RowsDark: Story = { ...RowsOfEveryState, globals: { scheme: 'dark' } };

export const Failed: Story = {
  args: { source: refusingSource(failure('unavailable', { offline: true })) },
  play: async ({ canvasElement }) => {
    const dialog = await open(canvasElement);
    await dialog.findByRole('button', { name: 'Try again' });
  },
};

export const Discarding: Story = {
  args: { source: smallSource({ people: [] }) },
  play: async ({ canvasElement }) => {
    const dialog = await open(canvasElement);
    await enter(dialog, 'somebody@meridian.example');
    await waitFor(() => expect(dialog.getAllByRole('listitem')).toHaveLength(1));
    await userEvent.keyboard('{Escape}');
    const invite = await inside(canvasElement, 'roster-invite');
    await invite.findByRole('button', { name: 'Keep editing' });
  },
};

export const Dark: Story = { ...Review, globals: { scheme: 'dark' } };

export const RightToLeft: Story = { ...ChipsOfEveryState, globals: { direction: 'rtl' } };
