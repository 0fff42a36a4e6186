import type { PlaceFinder } from '../context.ts';

/** Milliseconds a host's database of places may take; a list without places is better than no list. */
const patience = 500;
const longest = 100;

/** The places of addresses, those that have one. Never fails. */
export async function findPlaces(
  finder: PlaceFinder | undefined,
  addresses: Iterable<string>,
): Promise<Map<string, string>> {
  if (!finder) return new Map();
  const found = await Promise.all(
    [...new Set(addresses)].map(async (address) => [address, await placeOf(finder, address)] as const),
  );
  return new Map(found.filter((one): one is [string, string] => one[1] !== undefined));
}

async function placeOf(finder: PlaceFinder, address: string): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, patience, undefined)));
  try {
    const place = await Promise.race([Promise.resolve(finder(address)), late]);
    return typeof place === 'string' && place !== '' ? place.slice(0, longest) : undefined;
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
