import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { Secrets } from '../secrets.ts';

/** Whose secret it is; part of what is sealed, so that one row's secret cannot stand in another's. */
export interface WebhookRow {
  organizationId: string;
  id: string;
}

const prefix = 'whsec_';
const [ivLength, tagLength] = [12, 16];

/** 256 random bits, in the form of Standard Webhooks. */
export function newWebhookSecret(): string {
  return prefix + randomBytes(32).toString('base64');
}

/** AES-256-GCM: nonce, tag, ciphertext. Signing needs the secret in clear, so a hash would not do. */
export function sealSecret(secret: string, row: WebhookRow, secrets: Secrets): Uint8Array {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv('aes-256-gcm', secrets.key('webhooks'), iv).setAAD(nameOf(row));
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return new Uint8Array(Buffer.concat([iv, cipher.getAuthTag(), sealed]));
}

/** @throws Error for what was sealed for another row or with another secret of the server */
export function openSecret(sealed: Uint8Array, row: WebhookRow, secrets: Secrets): string {
  const [iv, tag] = [sealed.subarray(0, ivLength), sealed.subarray(ivLength, ivLength + tagLength)];
  const decipher = createDecipheriv('aes-256-gcm', secrets.key('webhooks'), iv, { authTagLength: tagLength });
  decipher.setAAD(nameOf(row)).setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed.subarray(ivLength + tagLength)), decipher.final()]).toString('utf8');
}

/**
 * The headers by which a receiver knows who sent a message, that it is whole, and that it is not an old one sent again:
 * Standard Webhooks, version 1. `webhook-id` is the same at every try, so that a receiver acts once.
 */
export function signedHeaders(
  secret: string,
  { id, body, at }: { id: string; body: string; at: Date },
): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

function nameOf({ organizationId, id }: WebhookRow): Buffer {
  return Buffer.from(`${organizationId}:${id}`);
}
