import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../components/people-picker/define.ts';
import '../components/provider/define.ts';
import type { PeoplePicker } from '../components/people-picker/people-picker.ts';
import { hears, inside, rootOf } from './support/inside.ts';
import { apiUrl, tokenFor } from './support/page-api.ts';

interface Args {
  multiple: boolean;
  required: boolean;
  disabled: boolean;
}

const meta: Meta<Args> = {
  title: 'People picker',
  component: 'roster-people-picker',
  args: { multiple: true, required: false, disabled: false },
  loaders: [async () => ({ token: await tokenFor('spectra', 'admin@spectra.example') })],
  render: ({ multiple, required, disabled }, { loaded }) => html`
    <roster-provider api-url=${apiUrl} token=${loaded.token as string}>
      <form aria-label="Review">
        <label for="reviewers">Reviewers</label>
        <roster-people-picker
          id="reviewers"
          name="reviewers"
          ?multiple=${multiple}
          ?required=${required}
          ?disabled=${disabled}
        ></roster-people-picker>
      </form>
    </roster-provider>
  `,
};
export default meta;

type Story = StoryObj<Args>;

/** Opens the list by the keyboard and chooses whoever is first. */
async function first(canvas: HTMLElement): Promise<PeoplePicker> {
  const picker = await inside(canvas, 'roster-people-picker');
  await userEvent.click(await picker.findByRole('combobox', { name: 'Reviewers' }));
  await waitFor(() => expect(picker.getAllByRole('option').length).toBeGreaterThan(10));
  await userEvent.keyboard('{ArrowDown}{Enter}');
  return canvas.querySelector('roster-people-picker')!;
}

/** A few hundred people: what is typed narrows, arrows walk, Enter chooses. */
export const Several: Story = {
  play: async ({ canvasElement }) => {
    const picker = await first(canvasElement);
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await waitFor(() => expect(picker.value).toHaveLength(2));
    await expect(new FormData(canvasElement.querySelector('form')!).getAll('reviewers')).toEqual(picker.value);
    await hears(await rootOf(canvasElement, 'roster-people-picker'), /added\./);
  },
};

/** One person: the next choice takes the place of the first. */
export const One: Story = {
  args: { multiple: false },
  play: async ({ canvasElement }) => {
    const picker = await first(canvasElement);
    await waitFor(() => expect(picker.value).toHaveLength(1));
  },
};

export const NobodyFound: Story = {
  play: async ({ canvasElement }) => {
    const picker = await inside(canvasElement, 'roster-people-picker');
    await userEvent.type(await picker.findByRole('combobox'), 'zzzz');
    await picker.findAllByText('Nothing matches.');
  },
};

export const Required: Story = {
  args: { required: true },
  play: async ({ canvasElement }) => {
    const picker = await inside(canvasElement, 'roster-people-picker');
    await picker.findByRole('combobox');
    await waitFor(() => expect(canvasElement.querySelector('form')!.checkValidity()).toBe(false));
  },
};

export const Disabled: Story = {
  args: { disabled: true },
  play: async ({ canvasElement }) => {
    const picker = await inside(canvasElement, 'roster-people-picker');
    await expect(await picker.findByRole('combobox')).toBeDisabled();
  },
};

export const Dark: Story = { ...Several, parameters: { host: { scheme: 'dark' } } };

export const RightToLeft: Story = { ...Several, parameters: { host: { direction: 'rtl' } } };

export const Narrow: Story = { ...Several, parameters: { host: { width: '320px' } } };
