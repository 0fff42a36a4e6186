import type { Portal } from '../../server/contract/index.ts';
import { demoOrganizations, type DemoOrganization } from '../../server/demo/organizations.ts';
import everything from '../../server/presets/default.json' with { type: 'json' };
import spectra from '../../server/presets/spectra.json' with { type: 'json' };

const { features: _, ...words } = spectra as Portal;
const { columns, sortable, filterable, searchable, tabs, actions, rules } = everything as Portal;

/** The words and roles of one of the products, and all that the elements can do: each product leaves something out. */
export const wholePortal: Portal = { ...words, columns, sortable, filterable, searchable, tabs, actions, rules };

/** The organization of the stories that are about elements and not about a product. */
export const storyOrganization: DemoOrganization & { portal: Portal } = {
  ...demoOrganizations.find(({ slug }) => slug === 'spectra')!,
  // Beside the demo's five.
  slug: 'meridian' as DemoOrganization['slug'],
  name: 'Meridian Works',
  states: { invited: 8, expired: 3, failed: 2, suspended: 3 },
  portal: wholePortal,
};
