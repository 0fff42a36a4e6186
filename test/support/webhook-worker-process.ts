// A webhook worker in a process of its own, so that a test can kill it: database address.
import { openDatabase } from '../../server/db/open-database.ts';
import { makeSecrets } from '../../server/domain/secrets.ts';
import { newUuid } from '../../server/domain/uuid.ts';
import { startWebhookWorker } from '../../server/jobs/webhook-worker.ts';

const [url = '', secret = ''] = process.argv.slice(2);
startWebhookWorker({
  database: await openDatabase({ url }),
  services: {
    secrets: makeSecrets(secret),
    publicUrl: 'http://localhost/roster',
    mailWorks: false,
    allowPrivateWebhooks: true,
    newUuid,
  } as Parameters<typeof startWebhookWorker>[0]['services'],
  timing: { poll: 50, lease: 2_000, patience: 1_500 },
});
console.log('ready');
