import type { LoaderFunction } from 'storybook/internal/types';
import { html, nothing, type TemplateResult } from 'lit';
import { waitFor } from 'storybook/test';
import '../../components/provider/define.ts';
import type { Source } from '../../components/source/source.ts';
import { inside, type Inside } from './inside.ts';
import { failure, refusingSource, silentSource } from './memory-source.ts';
import { apiUrl } from './page-api.ts';

type Loaded = Record<string, unknown>;

/** One state of an element, in a frame of its own. */
export interface State {
  name: string;
  /** The data; without one, the API in the page with the token of the story's loader. */
  source?: Source;
  /** Over the whole width of the page, for what has columns. */
  wide?: boolean;
  /** Pixels. */
  width?: number;
  scheme?: 'light' | 'dark';
  direction?: 'rtl';
  locale?: string;
  density?: 'compact';
  readonly?: boolean;
  /** The element, where it is another one than in the other states. */
  draw?(loaded: Loaded): TemplateResult;
  /** What a person does to bring it into this state. */
  act?(shadow: Inside, element: HTMLElement): Promise<unknown>;
}

/** What happens to every element that asks for something. */
export const troubles: State[] = [
  { name: 'Loading', source: silentSource() },
  { name: 'Not allowed', source: refusingSource(failure('forbidden', { status: 403 })) },
  { name: 'Session ended', source: refusingSource(failure('unauthenticated')) },
  { name: 'Offline', source: refusingSource(failure('unavailable', { offline: true })) },
  { name: 'Failed', source: refusingSource(failure('unavailable', { status: 500 })) },
  { name: 'Too many requests', source: refusingSource(failure('rate_limited', { status: 429, retryAfter: 12 })) },
];

/** The same thing as different hosts and people have it. */
export const looks = (state: Omit<State, 'name'>): State[] => [
  { ...state, name: 'Dark', scheme: 'dark' },
  { ...state, name: 'Right to left, in Arabic', direction: 'rtl', locale: 'ar' },
  { ...state, name: 'Long words (pseudo language)', locale: 'en-XA' },
  { ...state, name: 'Compact', density: 'compact' },
  { ...state, name: 'Narrow: 320 px', width: 320, wide: false },
];

export interface AllStates {
  tag: string;
  title: string;
  states: State[];
  /** The element as it is in most states. */
  draw(loaded: Loaded): TemplateResult;
  /** Of the token that states on the API are seen with, and of what else `draw` is given. */
  loaders?: LoaderFunction[];
}

/** One page with every state of an element under its name: `export const AllStates: StoryObj = allStates({…})`. */
export function allStates({ tag, title, states, draw, loaders = [] }: AllStates) {
  return {
    loaders,
    parameters: {
      controls: { disable: true },
      // One element many times over has the same landmarks many times over.
      a11y: { config: { rules: [{ id: 'landmark-unique', enabled: false }] } },
    },
    beforeEach: dialogsInPlace,
    render: (_args: unknown, { loaded }: { loaded: Loaded }) => html`
      <style>
        ${styles}
      </style>
      <h1>${title}: all states</h1>
      <div class="states">${states.map((state, at) => frame(state, `state-${at}`, loaded, draw))}</div>
    `,
    play: async ({ canvasElement }: { canvasElement: HTMLElement }) => {
      for (const [at, { act }] of states.entries()) {
        if (!act) continue;
        const section = canvasElement.querySelector<HTMLElement>(`section[aria-labelledby='state-${at}']`)!;
        await act(await inside(section, tag), section.querySelector<HTMLElement>(tag)!);
      }
      await waitFor(() => {
        for (const section of canvasElement.querySelectorAll('section')) settled(section, tag);
      });
      (document.activeElement as HTMLElement | null)?.blur();
      scrollTo(0, 0);
    },
  };
}

function frame(state: State, id: string, loaded: Loaded, draw: AllStates['draw']): TemplateResult {
  const { name, source, wide, width, scheme, direction, locale, density, readonly } = state;
  return html`
    <section class=${wide ? 'wide' : ''} aria-labelledby=${id}>
      <h2 id=${id}>${name}</h2>
      <div
        class="frame"
        dir=${direction ?? nothing}
        lang=${locale ?? nothing}
        style="${scheme ? `color-scheme: ${scheme};` : ''} ${width ? `inline-size: ${width}px` : ''}"
      >
        <roster-provider
          api-url=${source ? nothing : apiUrl}
          token=${(source ? undefined : (loaded['token'] as string | undefined)) ?? nothing}
          .source=${source}
          locale=${locale ?? nothing}
          density=${density ?? nothing}
          heading-level="3"
          ?readonly=${readonly}
        >
          ${(state.draw ?? draw)(loaded)}
        </roster-provider>
      </div>
    </section>
  `;
}

/** @throws Error while the element has drawn nothing. */
function settled(section: HTMLElement, tag: string): void {
  const root = section.querySelector(tag)?.shadowRoot;
  if (!root?.firstElementChild) throw new Error(`${section.textContent.trim()} has drawn nothing yet.`);
}

/** A page can show one modal dialog; here each stands where its element is, so that all are seen at once. */
function dialogsInPlace(): () => void {
  const { showModal } = HTMLDialogElement.prototype;
  HTMLDialogElement.prototype.showModal = HTMLDialogElement.prototype.show;
  return () => {
    HTMLDialogElement.prototype.showModal = showModal;
  };
}

const styles = `
  /* A dialog keeps the page behind it from scrolling: here there is none behind. */
  html {
    overflow: auto !important;
  }
  h1 {
    margin: 0 0 16px;
    font-size: 22px;
  }
  .states {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 460px), 1fr));
    gap: 32px 24px;
    align-items: start;
  }
  .states > section {
    min-inline-size: 0;
  }
  .states > .wide {
    grid-column: 1 / -1;
  }
  .states h2 {
    margin: 0 0 8px;
    font-size: 14px;
    font-weight: 600;
  }
  .frame {
    box-sizing: border-box;
    max-inline-size: 100%;
    padding: 16px;
    border: 1px solid light-dark(#d5d8de, #3a3d45);
    border-radius: 8px;
    color: var(--roster-text, light-dark(#1b1d22, #eceef2));
    background: var(--roster-background, light-dark(#fff, #15171c));
  }
  .frame *::part(dialog) {
    position: static;
    inline-size: 100%;
    block-size: auto;
    max-block-size: none;
    margin: 16px 0 0;
  }
`;
