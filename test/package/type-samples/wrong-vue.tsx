/** @jsxImportSource vue */
import type {} from 'roster/vue';
import type { InviteSentEvent } from 'roster';
import type { GlobalComponents } from 'vue';

type Props = InstanceType<GlobalComponents['roster-members']>['$props'];
export const wrong: Props[] = [
  { quary: 'ada' }, // wrong: attribute
  { density: 'tight' }, // wrong: value
  { source: '/api' }, // wrong: property
  { onRosterReady: (event: InviteSentEvent) => event }, // wrong: event
  { onRosterRedy: () => {} }, // wrong: listener
];
export const tags = [
  <roster-members quary="ada" />, // wrong: attribute of a tag
  <roster-members pageSize="25" />, // wrong: value of a tag
];
