let warned = false;

/** A second copy of Roster was loaded: the first one stays. Said once for each copy, and not when a module runs twice. */
export function warnTwice(tag: string, own: CustomElementConstructor): void {
  if (warned || customElements.get(tag) === own) return;
  warned = true;
  console.warn(`Roster is loaded twice: <${tag}> is already defined, and the first one stays.`);
}
