import { readFile } from 'node:fs/promises';
import net from 'node:net';
import tls from 'node:tls';
import type { ConnectionTarget, ServerAddress } from './connection-target.ts';
import { UnusableServer } from './why-unreachable.ts';

/** PostgreSQL's "may we speak TLS?": eight bytes, answered with one letter. */
const tlsRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/**
 * Connects to one address. The caller hands in a function that learns of every socket as it is made, so that a deadline can destroy
 * the one that is still connecting.
 */
export async function dial(
  address: ServerAddress,
  target: ConnectionTarget,
  onSocket: (socket: net.Socket) => void,
): Promise<net.Socket> {
  const plain = net.connect(
    'path' in address ? address : { ...address, keepAlive: true, keepAliveInitialDelay: 30_000 },
  );
  plain.setNoDelay(true);
  onSocket(plain);
  await settled(plain, 'connect');
  if (target.tls === 'disable' || 'path' in address) return plain;

  plain.write(tlsRequest);
  const [answer] = (await settled(plain, 'data')) as [Buffer];
  // One byte and no more: bytes that follow came in the clear and would be taken for the server's own words inside TLS.
  if (answer.length !== 1) throw new Error('The database server answered the TLS request with more than one byte.');
  if (answer[0] !== 0x53 /* S */) {
    if (target.tls === 'prefer') return plain;
    throw new UnusableServer('The database server offers no TLS, but the address asks for it.');
  }
  plain.pause();
  const secure = tls.connect({ socket: plain, ...(await tlsOptions(address.host, target)) });
  onSocket(secure);
  await settled(secure, 'secureConnect');
  return secure;
}

async function tlsOptions(host: string, target: ConnectionTarget): Promise<tls.ConnectionOptions> {
  const read = (path: string | undefined) => (path && path !== 'system' ? readFile(path) : undefined);
  const [ca, cert, key] = await Promise.all([read(target.rootCertificate), read(target.certificate), read(target.key)]);
  const verify =
    target.tls === 'verify-full' || target.tls === 'verify-ca' || (target.tls === 'require' && target.rootCertificate);
  return {
    // Only a name may be sent as SNI; the certificate's names are compared with `host` in any case.
    host,
    ...(net.isIP(host) ? {} : { servername: host }),
    ...(ca && { ca }),
    ...(cert && { cert }),
    ...(key && { key }),
    rejectUnauthorized: Boolean(verify),
    ...(target.tls === 'verify-full'
      ? { checkServerIdentity: (_: string, peer) => tls.checkServerIdentity(host, peer) }
      : { checkServerIdentity: () => undefined }),
  };
}

/** Waits for one event, or fails with the socket's error or its end. */
function settled(socket: net.Socket, event: 'connect' | 'data' | 'secureConnect'): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const done = (finish: () => void) => {
      socket.off(event, arrived);
      socket.off('error', failed);
      socket.off('close', closed);
      finish();
    };
    const arrived = (...values: unknown[]) => done(() => resolve(values));
    const failed = (error: Error) => done(() => reject(error));
    const closed = () => done(() => reject(new Error('The database server closed the connection.')));
    socket.once(event, arrived);
    socket.once('error', failed);
    socket.once('close', closed);
  });
}
