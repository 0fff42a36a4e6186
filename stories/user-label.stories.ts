import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { waitFor } from 'storybook/test';
import '../components/provider/define.ts';
import type { Source } from '../components/source/source.ts';
import { httpSource } from '../components/source/http-source.ts';
import '../components/user-label/define.ts';
import { inside } from './support/inside.ts';
import { failure, memberId, refusingSource, silentSource, smallSource } from './support/memory-source.ts';
import { apiUrl, as, tokenFor } from './support/page-api.ts';
import { allStates, looks, type State } from './support/states.ts';

interface Args {
  source?: Source;
}

const sentence = (id: string) =>
  html`<p style="margin: 0">
    Last changed by <roster-user-label member-id=${id}>somebody</roster-user-label>, a week ago.
  </p>`;

/** In a sentence of the host's own. */
const meta: Meta<Args> = {
  title: 'Elements/User label',
  component: 'roster-user-label',
  render: ({ source }, { loaded }) => html`
    <roster-provider
      api-url=${source ? nothing : apiUrl}
      token=${(loaded.token as string | undefined) ?? nothing}
      .source=${source}
    >
      ${sentence((loaded.person as string | undefined) ?? memberId(0))}
    </roster-provider>
  `,
};
export default meta;

type Story = StoryObj<Args>;

const people = smallSource({ people: [{ name: 'Ada Lovelace', email: 'ada@meridian.example' }] });
const named = (name: string): Source =>
  Object.assign(Object.create(people) as Source, {
    labels: async ([id]: [string]) => ({ items: [{ id, name, removed: name === 'User Removed' }] }),
  });

const labels: State[] = [
  { name: 'A name', source: people },
  { name: 'Somebody who has left', source: named('User Removed') },
  { name: 'A long name', source: named('Wolfeschlegelsteinhausenbergerdorff Hubert Blaine Oberdonaudampfschifffahrt') },
  { name: 'A name that runs the other way', source: named('إبراهيم عبدالرحمن الزهراني') },
  { name: 'Loading: the host’s own word', source: silentSource() },
  { name: 'Offline: the host’s own word', source: refusingSource(failure('unavailable', { offline: true })) },
];

/** Every state at once, each under its name. */
export const AllStates: Story = allStates({
  tag: 'roster-user-label',
  title: 'User label',
  draw: () => sentence(memberId(0)),
  states: [...labels, ...looks({ source: people })],
});

/** The name of a person of the demo, from the API in the page. */
export const OnTheApi: Story = {
  loaders: [
    async () => {
      const token = await tokenFor('admin@meridian.example');
      const { items } = await httpSource({ apiUrl, token }).members({ query: 'robin' });
      return { person: items[0]!.id };
    },
    ...as('admin@meridian.example'),
  ],
  play: async ({ canvasElement }) => {
    const label = await inside(canvasElement, 'roster-user-label');
    await waitFor(() => label.getByText('Robin Sayeed'));
  },
};

export const Removed: Story = {
  args: { source: named('User Removed') },
  play: async ({ canvasElement }) => {
    const label = await inside(canvasElement, 'roster-user-label');
    await label.findByText('User Removed');
  },
};
