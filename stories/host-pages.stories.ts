import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { inside } from './support/inside.ts';
import { themeFiles } from './themes/theme-files.ts';

interface Args {
  /** A file of `host-pages/`. */
  page: string;
}

interface Toolbars {
  theme: keyof typeof themeFiles;
  scheme: 'light' | 'dark' | 'system';
  direction: 'auto' | 'ltr' | 'rtl';
  locale: string;
  density: 'comfortable' | 'compact';
}

/** Pages as hosts write them, each a file of its own in a frame, with all elements from one script and people of a demo. */
const meta: Meta<Args> = {
  title: 'Pages/Host pages',
  parameters: {
    ownPage: true,
    controls: { disable: true },
    // Looked at where they are opened by themselves.
    a11y: { options: { iframes: false } },
  },
  render: ({ page }, { globals }) => html`
    <iframe
      title="The host’s page"
      src=${new URL(`host-pages/${page}.html`, document.baseURI).href}
      style="display: block; inline-size: 100%; block-size: 100vh; border: 0"
      ${ref((frame) => dress(frame as HTMLIFrameElement | undefined, globals as unknown as Toolbars))}
      @load=${({ currentTarget }: Event) => dress(currentTarget as HTMLIFrameElement, globals as unknown as Toolbars)}
    ></iframe>
  `,
  play: async ({ canvasElement }) => {
    const page = await bodyOf(canvasElement.querySelector('iframe')!);
    const members = await inside(page, 'roster-members');
    await members.findByRole('table');
    await userEvent.click(await (await inside(page, 'roster-invite')).findByRole('button'));
    const dialog = await (await inside(page, 'roster-invite')).findByRole('dialog');
    await waitFor(() => expect(dialog.contains((dialog.getRootNode() as ShadowRoot).activeElement)).toBe(true));
    await userEvent.click(within(dialog).getAllByRole('button')[0]!);
  },
};
export default meta;

type Story = StoryObj<Args>;

/** The page in a frame, once it is there. */
async function bodyOf(frame: HTMLIFrameElement): Promise<HTMLElement> {
  return waitFor(() => {
    const body = frame.contentDocument?.querySelector('body:has(roster-members)');
    if (!body) throw new Error('The page is not there yet.');
    return body as HTMLElement;
  });
}

/** Sets in the host's page what the toolbars say, where they say something: the rest is the page's own. */
function dress(frame: HTMLIFrameElement | undefined, toolbars: Toolbars): void {
  const page = frame?.contentDocument;
  const provider = page?.querySelector('roster-provider');
  if (!page || !provider) return;
  const { theme, scheme, direction, locale, density } = toolbars;
  const root = page.documentElement;
  const { lang = root.lang, dir = root.dir } = root.dataset;
  Object.assign(root.dataset, { lang, dir });
  const other = locale !== 'en';
  root.lang = other ? locale : lang;
  root.dir = direction === 'auto' ? (other ? (locale === 'ar' ? 'rtl' : 'ltr') : dir) : direction;
  root.style.colorScheme = scheme === 'system' ? 'light dark' : scheme;
  // Their own language is read at each drawing: setting it draws.
  provider.setAttribute('locale', root.lang);
  provider.setAttribute('density', density);
  const sheet = new page.defaultView!.CSSStyleSheet();
  sheet.replaceSync(themeFiles[theme]);
  page.adoptedStyleSheets = [sheet];
}

/** Variables, a reboot, cards and buttons as Bootstrap has them; Roster takes its look from the theme of that name. */
export const Bootstrap: Story = { args: { page: 'bootstrap' } };

/** A reset that takes every margin, border and list mark; the brand is two of Roster's variables. */
export const TailwindReset: Story = { args: { page: 'tailwind' } };

/** In a modal dialog of the host: the dialog for inviting opens above it, and Escape closes that one alone. */
export const InADialog: Story = { args: { page: 'dialog' } };

/** A page in Arabic, from right to left. */
export const RightToLeft: Story = { args: { page: 'right-to-left' } };

/** A policy without anything inline or from elsewhere, and with Trusted Types; the page says if anything is refused. */
export const StrictCsp: Story = {
  args: { page: 'strict-csp' },
  play: async (context) => {
    await meta.play!(context);
    const page = await bodyOf(context.canvasElement.querySelector('iframe')!);
    await expect(within(page).getByRole('status')).toHaveTextContent('The policy has refused nothing.');
  },
};
