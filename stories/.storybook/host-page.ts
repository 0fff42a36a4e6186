import type { Decorator } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import '../../components/provider/define.ts';
import type { Source } from '../../components/source/source.ts';
import { sourceOver } from '../support/network.ts';
import { themeFiles } from '../themes/theme-files.ts';
import page from './host-page.css?raw';
import { initial, type Chosen } from './toolbars.ts';

const rightToLeft = new Set(['ar']);

/**
 * The page of a host around a story, as the toolbars have it: its colours and direction as any page sets them, language
 * and density through a provider, the network under whatever source the story has. Who looks is for the story's loaders.
 */
export const hostPage: Decorator = (story, { globals, args, loaded, parameters, viewMode }) => {
  const chosen = { ...initial, ...(globals as Partial<Chosen>) };
  const { theme, scheme, density, locale, width, network } = chosen;
  const direction = chosen.direction === 'auto' ? (rightToLeft.has(locale) ? 'rtl' : 'ltr') : chosen.direction;
  const colours = scheme === 'system' ? 'light dark' : scheme;
  // Scroll bars, and what shows where a page ends.
  if (viewMode === 'story') document.documentElement.style.colorScheme = colours;
  const source = args['source'] as Source | undefined;
  const drawn = story(source ? { args: { ...args, source: sourceOver(network, source) } } : undefined);
  const within = html`<roster-provider locale=${locale} density=${density}>${drawn}</roster-provider>`;
  return html`
    <style>
      ${page} ${themeFiles[theme]}
    </style>
    <div class="story-page" data-view=${viewMode} lang=${locale} dir=${direction} style="color-scheme: ${colours}">
      ${notHere(chosen, { source, onApi: 'token' in loaded })}
      <main
        class=${parameters['ownPage'] ? 'story-whole' : 'story-container'}
        data-width=${width}
        style="inline-size: ${sizeOf(width)}"
      >
        ${within}
      </main>
    </div>
  `;
};

const sizeOf = (width: Chosen['width']): string => (width === 'full' ? '100%' : `${width}px`);

/** Says which choice has no effect, before somebody looks for it. */
function notHere({ viewer, network }: Chosen, { source, onApi }: { source: Source | undefined; onApi: boolean }) {
  if (onApi) return nothing;
  const sentences = [
    viewer !== 'story' && 'This story is not on the API: it looks the same to every viewer.',
    network !== 'fast' && !source && 'This story asks no server: the network makes no difference.',
  ].filter(Boolean);
  return sentences.length > 0 ? html`<p class="story-note">${sentences.join(' ')}</p>` : nothing;
}
