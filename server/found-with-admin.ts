import { readFileSync } from 'node:fs';
import type { OrganizationId, Portal } from './contract/index.ts';
import { CommandFailed } from './command-failed.ts';
import { typedAddress } from './domain/addresses/canonical.ts';
import { asSystem } from './domain/as-system.ts';
import { inviteFirstAdmin } from './domain/organizations/invite-first-admin.ts';
import type { Roster } from './index.ts';
import { preset, presetNames, type PresetName } from './presets/presets.ts';
import { readPortal, WrongPortal } from './presets/read-portal.ts';

/** An organization as somebody types it, read and judged before a database is opened for it. */
export interface TypedOrganization {
  name: string;
  slug: string;
  portal: Portal;
  domains: string[];
  /** The address of its first admin. */
  admin: { email: string; domain: string };
}

/** @throws CommandFailed for what cannot be read */
export function readTyped(values: Record<string, string | undefined>): TypedOrganization {
  const { name, slug, preset: named, portal, admin, domain } = values;
  if (!name || !slug || !admin)
    throw new CommandFailed('Say --name, --slug, and who is its first --admin (an address).', 2);
  if (named !== undefined && portal !== undefined) throw new CommandFailed('Say --preset or --portal, not both.', 2);
  const address = typedAddress(admin);
  if (!address.ok) throw new CommandFailed(`--admin is wrong: ${address.detail}`, 2);
  return {
    name,
    slug,
    portal: portal === undefined ? presetIn(named ?? 'default') : portalIn(portal),
    domains: domain === undefined ? [] : [domain],
    admin: address,
  };
}

/**
 * Founds an organization and gives it somebody who can come in: an invitation with the first role that can manage the
 * organization, as a link to hand over, since nobody may be there yet to carry mail.
 */
export async function foundWithAdmin(
  { database, services, organizations }: Roster,
  { admin, ...organization }: TypedOrganization,
): Promise<{ id: OrganizationId; link: string; expiresAt: string }> {
  const id = await organizations.found(organization);
  const invited = await asSystem({ database, services, organization: id }, (context) =>
    inviteFirstAdmin(context, admin),
  ).catch(async (error: unknown) => {
    // Without its admin it would only be in the way of the next try.
    await organizations.delete(id);
    throw error;
  });
  return { id, link: invited.url, expiresAt: invited.expiresAt };
}

function presetIn(name: string): Portal {
  if ((presetNames as readonly string[]).includes(name)) return preset(name as PresetName);
  throw new CommandFailed(`--preset is "${name}", but must be one of ${presetNames.join(', ')}.`, 2);
}

function portalIn(file: string): Portal {
  try {
    return readPortal(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof WrongPortal) throw new CommandFailed(error.message, 2);
    if (error instanceof SyntaxError) throw new CommandFailed(`--portal: ${file} is not JSON.`, 2);
    throw new CommandFailed(`--portal: ${file} cannot be read.`, 2);
  }
}
