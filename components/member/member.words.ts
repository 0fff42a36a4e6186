import { memberBelow } from '../messages/en-member-below.ts';
import type { Profile } from './member.profile.ts';

/** Words of what is loaded after the form. */
export function belowWords({ connection }: Profile): typeof memberBelow {
  return connection.words('memberBelow', memberBelow);
}

/** What a detail is called; of one that nobody has named, its own name in words. */
export function contactLabel(profile: Profile, key: string): string {
  const plain = key.replace(/[_-]+|(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return belowWords(profile).contact[key] ?? plain.charAt(0).toUpperCase() + plain.slice(1);
}
