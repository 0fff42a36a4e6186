import { createHash } from 'node:crypto';
import type { Context } from '../domain/context.ts';

/**
 * The tag of what one caller was told: weak, because it speaks of the meaning. Caller and organization are part of it,
 * so that nobody's tag is ever somebody else's.
 */
export function tagOfBody({ organizationId, actor }: Context, body: string): string {
  const caller = actor.kind === 'member' ? actor.memberId : actor.kind === 'key' ? actor.keyId : '';
  const hash = createHash('sha256').update(`${organizationId} ${caller} `).update(body).digest('base64url');
  return `W/"${hash.slice(0, 27)}"`;
}

export function tagOfVersion(version: number): string {
  return `"${version}"`;
}

/** Whether `If-None-Match` names the tag: RFC 9110 section 13.1.2, by weak comparison. */
export function isKnown(header: string | undefined, tag: string): boolean {
  return header?.split(',').some((one) => one.trim() === tag || one.trim() === `W/${tag}`) ?? false;
}

/**
 * The version in `If-Match`; -1, which nothing has, for a tag that is no version; undefined where there is no condition.
 * @param weak whether the versions of this protocol are weak tags, as those of SCIM are
 */
export function versionIn(header: string | undefined, weak = false): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const version = (weak ? /^\s*(?:W\/)?"(\d{1,9})"\s*$/ : /^\s*"(\d{1,9})"\s*$/).exec(header)?.[1];
  return version === undefined ? -1 : Number(version);
}
