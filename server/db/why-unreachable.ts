/** What people can put right, by the code that the system or the server gives. Names no user, and never a password. */
const sentences: Record<string, string> = {
  '28P01': 'The server refuses the user or the password.',
  '28000': 'The server does not let this user in from here.',
  '3D000': 'The server has no database of this name.',
  '53300': 'The server has no connection left.',
  '57P03': 'The server is still starting, or stopping.',
  ECONNREFUSED: 'Nobody listens at this address and port.',
  ECONNRESET: 'Whoever listens there hung up.',
  ENOTFOUND: 'There is no host of this name.',
  EAI_AGAIN: 'The name of the host could not be looked up.',
  ETIMEDOUT: 'The host does not answer.',
  EHOSTUNREACH: 'There is no way to this host.',
  ENETUNREACH: 'There is no way to this host.',
};

/** Why no connection came about, looked up through the causes of an error; undefined where that is not known. */
export function whyUnreachable(error: unknown): string | undefined {
  for (let link = error; link instanceof Error; link = link.cause) {
    // One error for each address of a host.
    if (link instanceof AggregateError && link.errors.length > 0) return whyUnreachable(link.errors[0]);
    const { code } = link as { code?: unknown };
    if (typeof code === 'string' && Object.hasOwn(sentences, code)) return `${sentences[code]} (${code})`;
    if (typeof code === 'string' && /CERT|SELF_SIGNED|^ERR_(TLS|SSL)/.test(code))
      return `The certificate of the server is not trusted. (${code})`;
    if (link instanceof UnusableServer) return link.message;
  }
  return undefined;
}

/** The server answers, but not as the address asks for. */
export class UnusableServer extends Error {
  override name = 'UnusableServer';
}
