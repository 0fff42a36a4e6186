/** An address as a number, and how many bits it has. */
export interface Address {
  bits: 32 | 128;
  value: bigint;
}

/** Networks that are nobody's on the public Internet: IANA's registry of special-purpose addresses, and multicast. */
const reserved4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
].map(networkOf);
/** All that is given out on the Internet. Mapped, translated, local and link-local addresses lie outside of it. */
const global6 = networkOf('2000::/3');
/** Inside of it: tunnels that end at an IPv4 address of the sender's choice, documentation, protocols' own. */
const reserved6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'].map(networkOf);

/** Whether an address is one that anybody on the Internet may mean: not this machine, its network or its provider's. */
export function isPublicAddress(text: string): boolean {
  const address = parseAddress(text);
  if (!address) return false;
  if (address.bits === 32) return !reserved4.some((network) => isIn(address, network));
  return isIn(address, global6) && !reserved6.some((network) => isIn(address, network));
}

/**
 * An address in the forms that URLs and resolvers write: four decimal numbers, or IPv6 as RFC 4291 has it. `undefined` for
 * all else; a zone (`%eth0`) names an interface of this machine and makes it no address either.
 */
export function parseAddress(text: string): Address | undefined {
  const four = parse4(text);
  if (four !== undefined) return { bits: 32, value: four };
  const halves = text.split('::');
  if (!text.includes(':') || halves.length > 2) return undefined;
  const [before, after] = halves.map((half) => (half === '' ? [] : groupsOf(half)));
  if (!before || (halves.length === 2 && !after)) return undefined;
  const missing = 8 - before.length - (after?.length ?? 0);
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...before, ...Array.from({ length: missing }, () => 0n), ...(after ?? [])];
  return { bits: 128, value: groups.reduce((value, group) => (value << 16n) | group, 0n) };
}

function parse4(text: string): bigint | undefined {
  if (!/^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/.test(text)) return undefined;
  const octets = text.split('.').map(Number);
  if (octets.some((octet) => octet > 255)) return undefined;
  return octets.reduce((value, octet) => (value << 8n) | BigInt(octet), 0n);
}

/** Groups of 16 bits; the last two may be written as an IPv4 address. */
function groupsOf(text: string): bigint[] | undefined {
  const parts = text.split(':');
  const four = parse4(parts.at(-1)!);
  const plain = four === undefined ? parts : parts.slice(0, -1);
  if (!plain.every((part) => /^[0-9a-f]{1,4}$/i.test(part))) return undefined;
  const groups = plain.map((part) => BigInt(`0x${part}`));
  return four === undefined ? groups : [...groups, four >> 16n, four & 0xffffn];
}

interface Network extends Address {
  rest: bigint;
}

function networkOf(text: string): Network {
  const [start = '', prefix] = text.split('/');
  const address = parseAddress(start)!;
  const rest = BigInt(address.bits - Number(prefix));
  return { ...address, value: address.value >> rest, rest };
}

function isIn({ bits, value }: Address, network: Network): boolean {
  return bits === network.bits && value >> network.rest === network.value;
}
