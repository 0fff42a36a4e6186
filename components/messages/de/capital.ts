/** A noun of the host's, which comes in small letters as other languages write it, as German writes one. */
export function capital(noun: string): string {
  return noun.charAt(0).toLocaleUpperCase('de') + noun.slice(1);
}
