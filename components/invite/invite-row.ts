import type { FoundPerson } from '../../server/contract/email.ts';
import type { Role } from '../../server/contract/index.ts';
import type { ComboboxController } from '../templates/combobox.ts';

/** What is written of one person. */
export interface Row {
  /** Stays while the row lives. */
  readonly id: number;
  /** What is known of a person is known of what is written: another one with each change. */
  key: number;
  name: string;
  email: string;
  roles: readonly Role[];
  /** Where people can have several roles. */
  choice: ComboboxController;
  groups: ComboboxController | undefined;
}

/** Gives roles, which its field shows as well. */
export function give(row: Row, roles: readonly Role[]): void {
  row.roles = roles;
  row.choice.selected = roles.map(({ id, name }) => ({ id, name }));
}

/** Something is written in it. */
export function isWritten({ name, email }: Row): boolean {
  return name.trim() !== '' || email.trim() !== '';
}

/** The person of a row. */
export function personOf({ name, email }: Row): FoundPerson {
  const address = email.trim();
  return { raw: address, email: address, ...(name.trim() ? { name: name.trim() } : {}) };
}
