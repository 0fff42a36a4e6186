import type { Formats } from './formats.ts';

/** Words that more than one element uses. */
export const common = {
  cancel: 'Cancel',
  close: 'Close',
  dismiss: 'Dismiss',
  retry: 'Try again',
  undo: 'Undo',
  invite: 'Invite',
  loading: 'Loading',
  notifications: 'Notifications',
  failed: 'This could not be loaded. Try again in a moment.',
  offline: 'The server cannot be reached. Check your network, then try again.',
  waitSeconds: (seconds: number, f: Formats) =>
    f.plural(seconds, {
      one: 'Too many requests. Try again in # second.',
      other: 'Too many requests. Try again in # seconds.',
    }),
  sessionEnded: 'Your session has ended',
  sessionEndedDetail: 'Sign in again to go on. Nothing you see elsewhere on this page is affected.',
  notAllowed: 'You do not have access to this',
  forbidden: 'Your role here does not allow this.',
  notFound: 'Not found',
  notFoundDetail: 'This organization does not exist, or you are not a member of it.',
  clearSearch: 'Clear search',
  actions: 'Actions',
  actionsFor: (name: string) => `Actions for ${name}`,
  rowsPerPage: 'Rows',
  previous: 'Previous',
  next: 'Next',
  pages: 'Pages',
  range: (from: string, to: string, total: string) => `${from}–${to} of ${total}`,
  atLeast: (total: string) => `${total}+`,
  failedTitle: 'The list could not be loaded',
  failedDetail: 'Wait a moment, then ask for it again.',
  never: 'Never',
  notConfigured: 'Set api-url or source.',
};
