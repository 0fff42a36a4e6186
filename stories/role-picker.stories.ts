import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../components/provider/define.ts';
import '../components/role-picker/define.ts';
import type { Source } from '../components/source/source.ts';
import { inside } from './support/inside.ts';
import { failure, portals, refusingSource, smallSource } from './support/memory-source.ts';
import { apiUrl, as } from './support/page-api.ts';
import { allStates, looks, troubles } from './support/states.ts';

interface Args {
  source?: Source;
  value: string;
  required: boolean;
  disabled: boolean;
}

const meta: Meta<Args> = {
  title: 'Elements/Role picker',
  component: 'roster-role-picker',
  args: { value: '', required: false, disabled: false },
  render: ({ source, value, required, disabled }, { loaded }) => html`
    <roster-provider
      api-url=${source ? nothing : apiUrl}
      token=${(loaded.token as string | undefined) ?? nothing}
      .source=${source}
    >
      <form aria-label="Access">
        <roster-role-picker
          name="roles"
          value=${value}
          ?required=${required}
          ?disabled=${disabled}
        ></roster-role-picker>
      </form>
    </roster-provider>
  `,
};
export default meta;

type Story = StoryObj<Args>;

const sent = (canvas: HTMLElement): number => new FormData(canvas.querySelector('form')!).getAll('roles').length;

const optra = smallSource({ people: [], portal: portals.optra });

/** Every state at once, each under its name. */
export const AllStates: Story = allStates({
  tag: 'roster-role-picker',
  title: 'Role picker',
  draw: () => html`<roster-role-picker name="roles" value="billing-admin"></roster-role-picker>`,
  states: [
    { name: 'Several roles', source: optra },
    {
      name: 'One role',
      source: smallSource({ people: [] }),
      draw: () => html`<roster-role-picker name="role" value="org-member"></roster-role-picker>`,
    },
    {
      name: 'Others were cleared',
      source: optra,
      act: async (picker) => userEvent.click(await picker.findByRole('checkbox', { name: /^Chart Viewer Only/ })),
    },
    {
      name: 'Disabled',
      source: optra,
      draw: () => html`<roster-role-picker value="billing-admin" disabled></roster-role-picker>`,
    },
    ...troubles,
    ...looks({ source: optra }),
  ],
});

/** Several roles, of which some exclude the others: the form has an entry for each. */
export const Several: Story = {
  args: { source: optra, value: 'billing-admin' },
  play: async ({ canvasElement }) => {
    const picker = await inside(canvasElement, 'roster-role-picker');
    await expect(await picker.findByRole('checkbox', { name: /^Billing Admin/ })).toBeChecked();
    await userEvent.click(picker.getByRole('checkbox', { name: /^Chart Editor/ }));
    await waitFor(() => expect(sent(canvasElement)).toBe(2));
  },
};

/** A role that stands alone clears the others, says so, and that can be undone. */
export const Cleared: Story = {
  args: { source: optra, value: 'billing-admin' },
  play: async ({ canvasElement }) => {
    const picker = await inside(canvasElement, 'roster-role-picker');
    await userEvent.click(await picker.findByRole('checkbox', { name: /^Chart Viewer Only/ }));
    await picker.findByRole('button', { name: 'Undo' });
    await waitFor(() => expect(sent(canvasElement)).toBe(1));
  },
};

/** Where everybody has one role, on the API. */
export const One: Story = {
  args: { value: 'org-member' },
  loaders: as('admin@meridian.example'),
  play: async ({ canvasElement }) => {
    const picker = await inside(canvasElement, 'roster-role-picker');
    await waitFor(() => expect(picker.getAllByRole('radio')).toHaveLength(2));
  },
};

export const Required: Story = {
  args: { source: optra, required: true },
  play: async ({ canvasElement }) => {
    const picker = await inside(canvasElement, 'roster-role-picker');
    await picker.findAllByRole('checkbox');
    await expect(canvasElement.querySelector('form')!.checkValidity()).toBe(false);
  },
};

export const Disabled: Story = {
  args: { source: optra, value: 'billing-admin', disabled: true },
  play: async ({ canvasElement }) => {
    const picker = await inside(canvasElement, 'roster-role-picker');
    await expect(await picker.findByRole('checkbox', { name: /^Billing Admin/ })).toBeDisabled();
    await expect(sent(canvasElement)).toBe(0);
  },
};

export const Failed: Story = {
  args: { source: refusingSource(failure('unavailable', { offline: true })) },
  play: async ({ canvasElement }) => {
    const picker = await inside(canvasElement, 'roster-role-picker');
    await picker.findByRole('button', { name: 'Try again' });
  },
};

export const Dark: Story = { ...Several, globals: { scheme: 'dark' } };

export const RightToLeft: Story = { ...Several, globals: { direction: 'rtl' } };

export const Narrow: Story = { ...Several, globals: { width: '320' } };
