import type {} from 'roster/svelte';
import type { SvelteHTMLElements } from 'svelte/elements';

export const members: SvelteHTMLElements['roster-members'] = {
  'api-url': '/roster',
  class: 'people',
  density: 'compact',
  pageSize: 50,
  getToken: async () => 'wt_1',
  'onroster-ready': (event) => event.type,
  'on:roster-invite-sent': (event) => event.results.length,
};
