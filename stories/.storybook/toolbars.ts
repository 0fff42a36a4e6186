import type { GlobalTypes } from 'storybook/internal/types';

/** What is chosen in the toolbars, by their names. */
export interface Chosen {
  theme: 'none' | 'neutral' | 'bootstrap' | 'material' | 'shadcn' | 'carbon';
  scheme: 'light' | 'dark' | 'system';
  density: 'comfortable' | 'compact';
  direction: 'auto' | 'ltr' | 'rtl';
  locale: string;
  width: 'full' | '1200' | '768' | '480' | '320';
  viewer: 'story' | 'admin' | 'owner' | 'member';
  network: 'fast' | 'slow' | 'offline' | '403' | '429' | '500' | 'expired';
}

type Titles<Value extends string> = Record<Value, string>;

const themes: Titles<Chosen['theme']> = {
  none: 'No theme',
  neutral: 'Neutral',
  bootstrap: 'Bootstrap',
  material: 'Material',
  shadcn: 'shadcn',
  carbon: 'Carbon',
};
const schemes: Titles<Chosen['scheme']> = { light: 'Light', dark: 'Dark', system: 'System' };
const densities: Titles<Chosen['density']> = { comfortable: 'Comfortable', compact: 'Compact' };
const directions: Titles<Chosen['direction']> = {
  auto: 'Auto',
  ltr: 'Left to right',
  rtl: 'Right to left',
};
const locales = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  ar: 'العربية',
  ja: '日本語',
  'en-XA': 'Pseudo',
};
const widths: Titles<Chosen['width']> = {
  full: 'Full width',
  '1200': '1200 px',
  '768': '768 px',
  '480': '480 px',
  '320': '320 px',
};
const viewers: Titles<Chosen['viewer']> = {
  story: 'Own viewer',
  admin: 'Admin',
  owner: 'Group owner',
  member: 'Plain member',
};
const networks: Titles<Chosen['network']> = {
  fast: 'Fast',
  slow: 'Slow',
  offline: 'Offline',
  '403': '403 Forbidden',
  '429': '429 Too many requests',
  '500': '500 Server error',
  expired: 'Expired token',
};

const toolbar = (
  name: string,
  icon: NonNullable<GlobalTypes[string]['toolbar']>['icon'],
  description: string,
  titles: Record<string, string>,
) => ({
  name,
  description,
  toolbar: {
    icon,
    items: Object.entries(titles).map(([value, title]) => ({ value, title })),
  },
});

export const toolbars: GlobalTypes & Record<keyof Chosen, unknown> = {
  theme: toolbar('Theme', 'paintbrush', 'Theme: a variable file of the host', themes),
  scheme: toolbar('Scheme', 'contrast', 'Scheme: the page is light or dark', schemes),
  density: toolbar('Density', 'unfold', 'Density: height of rows and controls', densities),
  direction: toolbar('Direction', 'transfer', 'Direction of the page; by itself, that of its language', directions),
  locale: toolbar('Language', 'globe', 'Language of words, numbers and dates', locales),
  width: toolbar('Width', 'grow', 'Width of the container', widths),
  viewer: toolbar(
    'Viewer',
    'user',
    'Viewer: whoever the story is about, or somebody else of the same organization',
    viewers,
  ),
  network: toolbar('Network', 'lightning', 'Network: how requests fare; slow is 2.5 seconds an answer', networks),
};

/** How every story is until something else is chosen. */
export const initial: Chosen = {
  theme: 'none',
  scheme: 'light',
  density: 'comfortable',
  direction: 'auto',
  locale: 'en',
  width: 'full',
  viewer: 'story',
  network: 'fast',
};
