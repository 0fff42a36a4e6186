import type { Permission, Role } from '../../server/contract/index.ts';

/** A role as the editor has it. */
export interface Draft {
  name: string;
  description: string;
  exclusive: boolean;
  permissions: ReadonlySet<Permission>;
}

export function draftOf(role: Role | undefined): Draft {
  const { name = '', description = '', exclusive = false, permissions = [] } = role ?? {};
  return { name, description, exclusive, permissions: new Set(permissions) };
}

/** The fields in which two differ. */
export function different(one: Draft, other: Draft): (keyof Draft)[] {
  return (['name', 'description', 'permissions', 'exclusive'] as const).filter((field) =>
    field === 'permissions' ? !sameSet(one[field], other[field]) : one[field] !== other[field],
  );
}

function sameSet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((entry) => other.has(entry));
}
