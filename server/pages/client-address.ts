import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';
import type { Context } from 'hono';

/** Where a request came from, as far as that can be known without believing whoever sent it. */
export interface ClientAddress {
  /** For the person's list of sessions; absent where there is none. */
  address?: string;
  /** What tries are counted by: an IPv4 address, the /64 that one IPv6 subscriber has, or one word for all the unknown. */
  network: string;
}

/** @throws TypeError for a proxy that is neither an address nor a network */
export function clientAddresses(trustedProxies: readonly string[]): (c: Context) => ClientAddress {
  const trusted = new BlockList();
  for (const proxy of trustedProxies) {
    const [address = '', prefix] = proxy.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (!isIP(address)) throw new TypeError(`${proxy} is neither an address nor a network like 10.0.0.0/8.`);
    if (prefix === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(prefix), family);
  }
  const isTrusted = (address: string): boolean => trusted.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
  return (c) => {
    const direct = plain(peerOf(c));
    if (direct === undefined) return { network: 'unknown' };
    let address = direct;
    // Each proxy adds the address it saw at the end: walked backwards as long as it was one of ours that wrote it.
    const hops = (c.req.header('x-forwarded-for') ?? '').split(',').map((hop) => plain(hop.trim()));
    while (isTrusted(address)) {
      const before = hops.pop();
      if (before === undefined) break;
      address = before;
    }
    return { address, network: networkOf(address) };
  };
}

interface NodeBindings {
  incoming?: { socket?: { remoteAddress?: string } };
}

function peerOf(c: Context): string | undefined {
  return (c.env as NodeBindings | undefined)?.incoming?.socket?.remoteAddress;
}

/** `::ffff:1.2.3.4` is 1.2.3.4 by another name. */
function plain(address: string | undefined): string | undefined {
  const bare = address?.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  return bare !== undefined && isIP(bare) ? bare : undefined;
}

function networkOf(address: string): string {
  if (isIPv4(address)) return address;
  const [head = '', tail] = address.split('::');
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const groups =
    tail === undefined ? left : [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
