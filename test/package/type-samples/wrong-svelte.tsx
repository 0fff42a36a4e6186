import type {} from 'roster/svelte';
import type { InviteSentEvent } from 'roster';
import type { SvelteHTMLElements } from 'svelte/elements';

export const wrong: SvelteHTMLElements['roster-members'][] = [
  { quary: 'ada' }, // wrong: attribute
  { density: 'tight' }, // wrong: value
  { 'page-size': 'many' }, // wrong: number
  { source: '/api' }, // wrong: property
  { 'onroster-ready': (event: InviteSentEvent) => event }, // wrong: event
  { 'onroster-redy': () => {} }, // wrong: listener
];
