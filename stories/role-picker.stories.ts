import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../components/provider/define.ts';
import '../components/role-picker/define.ts';
import type { Source } from '../components/source/source.ts';
import { inside } from './support/inside.ts';
import { failure, portals, refusingSource, smallSource } from './support/memory-source.ts';
import { apiUrl, tokenFor } from './support/page-api.ts';

interface Args {
  source?: Source;
  value: string;
  required: boolean;
  disabled: boolean;
}

const meta: Meta<Args> = {
  title: 'Role picker',
  component: 'roster-role-picker',
  args: { value: '', required: false, disabled: false },
  argTypes: { source: { control: false } },
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

/** Several roles, of which some exclude the others: the form has an entry for each. */
export const Several: Story = {
  args: { source: smallSource({ people: [], portal: portals.optra }), value: 'billing-admin' },
  play: async ({ canvasElement }) => {
    const picker = await inside(canvasElement, 'roster-role-picker');
    await expect(await picker.findByRole('checkbox', { name: /^Billing Admin/ })).toBeChecked();
    await userEvent.click(picker.getByRole('checkbox', { name: /^Chart Editor/ }));
    await waitFor(() => expect(sent(canvasElement)).toBe(2));
  },
};

/** A role that stands alone clears the others, says so, and that can be undone. */
export const Cleared: Story = {
  args: { source: smallSource({ people: [], portal: portals.optra }), value: 'billing-admin' },
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
  loaders: [async () => ({ token: await tokenFor('spectra', 'admin@spectra.example') })],
  play: async ({ canvasElement }) => {
    const picker = await inside(canvasElement, 'roster-role-picker');
    await waitFor(() => expect(picker.getAllByRole('radio')).toHaveLength(2));
  },
};

export const Required: Story = {
  args: { source: smallSource({ people: [], portal: portals.optra }), required: true },
  play: async ({ canvasElement }) => {
    const picker = await inside(canvasElement, 'roster-role-picker');
    await picker.findAllByRole('checkbox');
    await expect(canvasElement.querySelector('form')!.checkValidity()).toBe(false);
  },
};

export const Disabled: Story = {
  args: { source: smallSource({ people: [], portal: portals.optra }), value: 'billing-admin', disabled: true },
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

export const Dark: Story = { ...Several, parameters: { host: { scheme: 'dark' } } };

export const RightToLeft: Story = { ...Several, parameters: { host: { direction: 'rtl' } } };

export const Narrow: Story = { ...Several, parameters: { host: { width: '320px' } } };
