// Holds an embedded PostgreSQL open until it is killed; says the server's process number.
//   node --import tsx test/support/embedded-process.ts <folder>
import { startEmbedded } from '../../server/db/embedded.ts';

const server = await startEmbedded({ folder: process.argv[2]! });
process.stdout.write(`${server.pid}\n`);
setInterval(() => {}, 60_000);
