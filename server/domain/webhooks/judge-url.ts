import type { FieldProblem } from '../../contract/index.ts';
import { isPublicAddress, parseAddress } from './public-address.ts';

/** Names that mean this machine or its own network wherever they are asked for: RFC 6761, RFC 6762, RFC 9476. */
const localName = /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa|alt|onion)$/;

/**
 * What is wrong with an endpoint's address as it is typed. Where a name leads is judged at each delivery: it can change.
 * @param allowPrivate on a host's own premises, `http` and private networks are its own affair
 */
export function judgeWebhookUrl(text: string, allowPrivate: boolean): FieldProblem | undefined {
  const problem = (code: FieldProblem['code'], detail: string): FieldProblem => ({ pointer: '/url', code, detail });
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    return problem('malformed', 'This is an address like https://app.example/hooks.');
  if (url.username || url.password)
    return problem('credentials', 'An address holds no password: the signature is the proof.');
  if (url.hash) return problem('malformed', 'The part after # is never sent.');
  if (allowPrivate) return undefined;
  if (url.protocol !== 'https:') return problem('not_https', 'The address must begin with https://.');
  const host = hostOf(url);
  const isPrivate = parseAddress(host) ? !isPublicAddress(host) : localName.test(host) || !host.includes('.');
  return isPrivate ? problem('private_address', 'This address lies in a private network.') : undefined;
}

/** The host's name or address without brackets, and without the dot that may end a name. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
}
