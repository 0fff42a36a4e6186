import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import { InvalidConfiguration, readConfiguration, settings } from '../../server/configuration.ts';

const secret = 'sH3sellsS3ashellsOnTheSeashore!!';

function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfiguration(environment);
    return [];
  } catch (error) {
    if (error instanceof InvalidConfiguration) return error.faults;
    throw error;
  }
}

describe('the environment', () => {
  it('may be empty: an embedded database in .roster, port 3000 of this machine, mail kept', () => {
    const configuration = readConfiguration({});
    assert.deepEqual(configuration.database, { folder: path.resolve('.roster') });
    assert.deepEqual([configuration.host, configuration.port], ['127.0.0.1', 3000]);
    assert.deepEqual([configuration.smtp, configuration.publicUrl, configuration.demo], [undefined, undefined, false]);
    assert.equal(configuration.jobs, true);
    assert.deepEqual(readConfiguration({ PORT: '', ROSTER_URL: ' ' }), configuration, 'an empty variable is none');
  });

  it('is read whole', () => {
    const configuration = readConfiguration({
      PORT: '8080',
      HOST: '0.0.0.0',
      DATABASE_URL: 'postgres://app:p%40ss@db.example:5432/roster',
      ROSTER_OWNER_URL: 'postgres://owner@db.example/roster',
      ROSTER_SECRET: secret,
      ROSTER_URL: 'https://roster.example/',
      SMTP_URL: 'smtps://user:pass@mail.example',
      ROSTER_MAIL_FROM: 'no-reply@roster.example',
      ROSTER_TRUSTED_PROXIES: '10.0.0.0/8, ::1',
      ROSTER_ALLOWED_ORIGINS: 'https://app.example',
      ROSTER_DEMO: '1',
      ROSTER_JOBS: '0',
    });
    assert.equal(configuration.publicUrl, 'https://roster.example');
    assert.deepEqual(configuration.trustedProxies, ['10.0.0.0/8', '::1']);
    assert.deepEqual([configuration.demo, configuration.jobs], [true, false]);
  });

  it('names everything that is wrong or missing at once, a sentence each, and repeats no secret', () => {
    const faults = faultsOf({
      PORT: '70000',
      DATABASE_URL: 'mysql://root:hunter2@db',
      ROSTER_OWNER_URL: 'nonsense:hunter2',
      ROSTER_URL: 'https://roster.example/app',
      SMTP_URL: 'mail.example:hunter2',
      ROSTER_MAIL_FROM: 'Roster <no-reply@roster.example>',
      ROSTER_TRUSTED_PROXIES: '10.0.0.0/33',
      ROSTER_ALLOWED_ORIGINS: 'https://app.example/path',
      ROSTER_LOG: 'loud',
      ROSTER_DEMO: 'yes please',
      DATABASE_LISTEN_URL: 'pooler.example',
      ROSTER_PRIVATE_WEBHOOKS: 'perhaps',
      ROSTER_JOBS: 'off',
    });
    const names = [
      'PORT',
      'DATABASE_URL',
      'ROSTER_OWNER_URL',
      'ROSTER_SECRET',
      'ROSTER_URL',
      'SMTP_URL',
      'ROSTER_MAIL_FROM',
      'ROSTER_TRUSTED_PROXIES',
      'ROSTER_ALLOWED_ORIGINS',
      'ROSTER_LOG',
      'ROSTER_DEMO',
      'DATABASE_LISTEN_URL',
      'ROSTER_PRIVATE_WEBHOOKS',
      'ROSTER_JOBS',
    ];
    for (const name of names)
      assert.ok(
        faults.some((fault) => fault.startsWith(`${name} `)),
        name,
      );
    assert.equal(faults.length, names.length);
    for (const fault of faults) assert.match(fault, /\.$/);
    assert.doesNotMatch(faults.join(), /hunter2/);
  });

  it('needs a secret of its own where several processes may share a database', () => {
    const DATABASE_URL = 'postgres://app@db.example/roster';
    assert.match(faultsOf({ DATABASE_URL }).join(), /^ROSTER_SECRET is missing/);
    assert.match(faultsOf({ DATABASE_URL, ROSTER_SECRET: 'short' }).join(), /^ROSTER_SECRET must be at least 32/);
    assert.match(faultsOf({ ROSTER_SECRET: 'a'.repeat(40) }).join(), /^ROSTER_SECRET must be/);
    assert.deepEqual(faultsOf({ DATABASE_URL, ROSTER_SECRET: secret }), []);
  });

  it('every setting that is read is explained by the help', async () => {
    const { readFile } = await import('node:fs/promises');
    const source = await readFile(new URL('../../server/configuration.ts', import.meta.url), 'utf8');
    const read = new Set([...source.matchAll(/(?:text|check|list)\(\s*'([A-Z_]+)'/g)].map(([, name]) => name));
    assert.deepEqual([...read].sort(), settings.map(({ name }) => name).sort());
  });
});
