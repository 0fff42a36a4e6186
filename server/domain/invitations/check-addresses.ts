import { domainToUnicode } from 'node:url';
import {
  readPerson,
  toId,
  type CheckAnswer,
  type CheckedAddress,
  type CheckRequest,
  type Portal,
} from '../../contract/index.ts';
import { canDo, refuseUnless } from '../capabilities/refusal.ts';
import { authorize, type Context } from '../context.ts';
import { cleanName, NameFault } from '../members/identity.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { readKnownPeople, readOwnDomains, type KnownPerson } from './known-people.ts';
import { mixesScripts, resembledDomain } from './lookalike.ts';
import { typedAddress } from '../addresses/canonical.ts';

/** Says of each typed address what would become of it, before anything is sent. Speaks of this organization only. */
export async function checkAddresses(context: Context, { addresses }: CheckRequest): Promise<CheckAnswer> {
  authorize(context, 'member:invite');
  const organization = await readOrganization(context);
  refuseUnless(canDo(context.actor, organization.portal, 'member:invite'));
  const found = addresses.map(understand);
  const emails = found.flatMap((one) => ('email' in one ? one.email : []));
  const known = await readKnownPeople(context, [...new Set(emails)]);
  const own = await readOwnDomains(context, organization.domains);
  const seen = new Set<string>();
  const items = found.map((one, index): CheckedAddress => {
    if (!('email' in one)) return { index, state: 'malformed', detail: one.detail };
    const repeated = seen.has(one.email);
    seen.add(one.email);
    const { email, domain, name } = one;
    const about = { index, email, domain, ...(name !== undefined && { name }) };
    if (repeated) return { ...about, state: 'duplicate', detail: 'This address is in the list already.' };
    return { ...about, ...judge(domain, known.get(email), own, organization.portal) };
  });
  return { items };
}

type Understood = { email: string; domain: string; name?: string } | { detail: string };

function understand(text: string): Understood {
  if (text.length > 1_000) return { detail: 'This is too long for an address.' };
  const person = readPerson(text);
  const address = typedAddress(person.email);
  if (!address.ok) return { detail: address.detail };
  const { email, domain } = address;
  if (person.name === undefined) return { email, domain };
  const name = cleanName(person.name);
  return name instanceof NameFault ? { detail: name.message } : { email, domain, name };
}

function judge(
  domain: string,
  person: KnownPerson | undefined,
  own: readonly string[],
  portal: Portal,
): Pick<CheckedAddress, 'state' | 'detail' | 'resembles' | 'member'> {
  if (person?.joined) return { state: 'member', detail: 'This person is a member already.' };
  if (person) return { state: 'invited', detail: 'This person is invited already.', member: toId('mem', person.id) };
  if (own.length === 0 || own.includes(domain)) return { state: 'ok' };
  const resembles = resembledDomain(domain, own);
  if (resembles !== undefined) {
    return { state: 'lookalike', resembles, detail: `${domain} only looks like ${resembles}. It is another domain.` };
  }
  if (portal.rules.foreignDomain === 'block')
    return { state: 'otherDomain', detail: `People of ${domain} cannot be invited here.` };
  if (mixesScripts(domain))
    return {
      state: 'otherDomain',
      detail: `${domainToUnicode(domain)} mixes letters of several scripts; it is ${domain}.`,
    };
  if (portal.rules.foreignDomain === 'allow') return { state: 'ok' };
  return { state: 'otherDomain', detail: `${domain} is not a domain of this organization.` };
}
