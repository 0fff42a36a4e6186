import assert from 'node:assert/strict';
import { read, type Client, type Reply } from './client.ts';

export const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const enterpriseSchema = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const errorSchema = 'urn:ietf:params:scim:api:messages:2.0:Error';

// eslint-disable-next-line typescript/no-explicit-any -- a test reads what it expects
export type ScimReply = Reply<any>;

/** Asks as a program does that speaks SCIM's own media type; paths are those below `/scim/v2`. */
export async function ask(
  client: Client,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<ScimReply> {
  const type = 'application/scim+json';
  const reply: ScimReply = await read(
    await client.request(`/v1/scim/v2${path}`, {
      method,
      headers: { accept: type, ...(body !== undefined && { 'content-type': type }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }),
  );
  if (reply.text) assert.equal(reply.headers.get('content-type'), type, reply.text);
  if (reply.status >= 400) {
    assert.deepEqual(reply.body['schemas'], [errorSchema], reply.text);
    assert.equal(reply.body.status, String(reply.status));
  }
  return reply;
}

/** A PATCH of these operations. */
export function patch(...Operations: unknown[]): object {
  return { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations };
}

/** `filter=…`, ready for an address. */
export function filter(text: string): string {
  return `filter=${encodeURIComponent(text)}`;
}

/** One of each entry's attributes. */
export function each(entries: Record<string, unknown>[], name: string): unknown[] {
  return entries.map((entry) => entry[name]);
}
