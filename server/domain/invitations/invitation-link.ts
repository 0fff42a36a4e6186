import type { Services } from '../context.ts';
import { tokenOwner, type Secrets } from '../secrets.ts';

/**
 * The token of an invitation, made from its id whenever it is needed. It stands in the mail and in the link that is handed
 * over, and nowhere in the database: there is its SHA-256.
 */
export function invitationToken(secrets: Secrets, organizationId: string, invitationId: string): string {
  return secrets.derivedToken('inv', organizationId, 'invitation', invitationId);
}

/** The page that accepts the invitation. Opening it changes nothing; its form does. */
export function invitationUrl(
  { secrets, publicUrl }: Pick<Services, 'secrets' | 'publicUrl'>,
  organizationId: string,
  invitationId: string,
): string {
  return `${publicUrl}/accept?token=${invitationToken(secrets, organizationId, invitationId)}`;
}

/** Whose invitation a token speaks of; `undefined` for what was never a token of ours. */
export function invitationOrganization(token: unknown): string | undefined {
  return tokenOwner('inv', token);
}
