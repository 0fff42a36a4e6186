// A mail worker in a process of its own, so that a test can kill it: database address, mail server's address.
import { openDatabase } from '../../server/db/open-database.ts';
import { makeSecrets } from '../../server/domain/secrets.ts';
import { newUuid } from '../../server/domain/uuid.ts';
import { startWorker } from '../../server/jobs/mail-worker.ts';
import { smtpMailer } from '../../server/mail/index.ts';

const [url = '', smtp = ''] = process.argv.slice(2);
startWorker({
  database: await openDatabase({ url }),
  services: { secrets: makeSecrets('a secret of several workers'), publicUrl: 'http://localhost/roster', newUuid },
  mailer: smtpMailer({ url: smtp }),
  timing: { poll: 50, lease: 6_000 },
});
console.log('ready');
