import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../components/people-picker/define.ts';
import '../components/provider/define.ts';
import type { PeoplePicker } from '../components/people-picker/people-picker.ts';
import { hears, inside, rootOf, type Inside } from './support/inside.ts';
import { memberId, smallSource } from './support/memory-source.ts';
import { apiUrl, as } from './support/page-api.ts';
import { allStates, looks, troubles } from './support/states.ts';

interface Args {
  multiple: boolean;
  required: boolean;
  disabled: boolean;
}

const meta: Meta<Args> = {
  title: 'Elements/People picker',
  component: 'roster-people-picker',
  args: { multiple: true, required: false, disabled: false },
  loaders: as('admin@meridian.example'),
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

const long = [
  {
    name: 'Wolfeschlegelsteinhausenbergerdorff Hubert Blaine Oberdonaudampfschifffahrtsgesellschaft',
    email: 'hubert@meridian.example',
  },
  { name: 'إبراهيم عبدالرحمن الزهراني (Ibrahim)', email: 'ibrahim@meridian.example' },
];
const people = smallSource({
  people: [
    { name: 'Robin Sayeed', email: 'robin.sayeed@meridian.example' },
    { name: 'Ada Lovelace', email: 'ada.lovelace@meridian.example' },
  ],
});
const picker = () => html`
  <roster-people-picker multiple aria-label="Reviewers" value="${memberId(0)} ${memberId(1)}"></roster-people-picker>
`;
const typed = (text: string) => async (field: Inside) => userEvent.type(await field.findByRole('combobox'), text);

/** Every state at once, each under its name. */
export const AllStates: Story = allStates({
  tag: 'roster-people-picker',
  title: 'People picker',
  draw: picker,
  states: [
    {
      name: 'Nobody is chosen',
      source: people,
      draw: () => html`<roster-people-picker aria-label="Reviewer"></roster-people-picker>`,
    },
    { name: 'Some are chosen', source: people },
    { name: 'Long names', source: smallSource({ people: long }) },
    {
      name: 'Disabled',
      source: people,
      draw: () =>
        html`<roster-people-picker disabled aria-label="Reviewers" value=${memberId(0)}></roster-people-picker>`,
    },
    ...troubles,
    ...looks({ source: people }),
    // Last, because a list that is open closes when another field is used.
    { name: 'Searching', source: people, act: typed('a') },
  ],
});

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

export const Dark: Story = { ...Several, globals: { scheme: 'dark' } };

export const RightToLeft: Story = { ...Several, globals: { direction: 'rtl' } };

export const Narrow: Story = { ...Several, globals: { width: '320' } };
