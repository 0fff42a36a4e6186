import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { freePort, runCommand, startCommand } from '../support/command.ts';
import { given } from '../support/given.ts';
import { tally } from '../support/invite.ts';
import { engine, givenDatabase, testServerUrl } from '../support/postgres.ts';
import { givenLogin, password, secret } from '../support/site.ts';

const folders: string[] = [];
function emptyFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'roster-cli-'));
  folders.push(folder);
  return folder;
}
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

// Processes of their own, each with a PostgreSQL: run once, and not again with the tests on PGlite.
const suite = engine === 'postgres' ? describe : () => {};

suite('the command line', () => {
  it('explains itself, and what it does not know it says with status 2', async () => {
    const help = await runCommand(['help']);
    assert.equal(help.status, 0);
    for (const word of ['serve', 'migrate', 'seed', 'organization', 'token', 'key', 'doctor', 'ROSTER_SECRET'])
      assert.match(help.out, new RegExp(word));
    const unknown = await runCommand(['frobnicate']);
    assert.deepEqual([unknown.status, unknown.out], [2, '']);
    assert.match(unknown.err, /no command "frobnicate"/);
    assert.equal((await runCommand(['token', '--organisation', 'optra'])).status, 2);
    const bare = await runCommand(['key']);
    assert.deepEqual([bare.status, bare.err], [2, "Say which --organization, and --scopes (or '*' for all).\n"]);
  });

  it('makes no credential narrowed to what is none: a sentence and status 2, before any database', async () => {
    const key = ['key', '--organization', 'optra', '--scopes'];
    const token = ['token', '--organization', 'optra', '--as', 'a@optra.example'];
    const each = 'each is a permission like member:read, scim for provisioning, or * for all.';
    const wrong: [words: string[], sentence: string][] = [
      [[...key, ','], `--scopes names none: ${each}`],
      [[...key, 'memberread'], `--scopes has "memberread": ${each}`],
      [[...token, '--scopes', ''], `--scopes names none: ${each}`],
      [[...token, '--scopes', 'bad scope'], `--scopes has "bad scope": ${each}`],
      [
        [...token, '--origin', 'nope'],
        '--origin is "nope", but must be an origin like https://app.example, without a path.',
      ],
    ];
    const organization = ['organization', '--name', 'Acme', '--slug', 'acme', '--admin'];
    wrong.push(
      [[...key, '*', '--name', '  '], '--name is wrong: This must not be empty.'],
      [[...key, '*', '--name', 'x'.repeat(121)], '--name is wrong: A name has at most 120 characters.'],
      [['organization', '--name', 'Acme'], 'Say --name, --slug, and who is its first --admin (an address).'],
      [
        [...organization, 'ada@acme.example', '--preset', 'none'],
        '--preset is "none", but must be one of default, optra, spectra, directory, insights, organization-admin.',
      ],
      [[...organization, 'ada@acme.example', '--portal', 'nowhere.json'], '--portal: nowhere.json cannot be read.'],
      [[...organization, 'ada@acme.example', '--portal', 'a', '--preset', 'b'], 'Say --preset or --portal, not both.'],
    );
    const folder = emptyFolder();
    const said = await Promise.all(wrong.map(([words]) => runCommand(words, { ROSTER_DATA: folder })));
    assert.deepEqual(
      said,
      wrong.map(([, sentence]) => ({ status: 2, out: '', err: `${sentence}\n` })),
    );
    assert.deepEqual(readdirSync(folder), []);
  });

  it('explains a portal document, every fault by its pointer', async () => {
    const folder = emptyFolder();
    const good = fileURLToPath(new URL('../../server/presets/optra.json', import.meta.url));
    const wrong = path.join(folder, 'wrong.json');
    const { limits: _, ...document } = JSON.parse(readFileSync(good, 'utf8')) as Record<string, unknown>;
    writeFileSync(wrong, JSON.stringify({ ...document, columns: ['name', 'shoe'] }));
    const environment = { ROSTER_DATA: path.join(folder, 'data') };
    const fine = await runCommand(['doctor', '--portal', good], environment);
    assert.deepEqual([fine.status, fine.out.includes(`The portal document ${good} can be used.`)], [0, true]);
    const told = await runCommand(['doctor', '--portal', wrong], environment);
    assert.equal(told.status, 1);
    assert.match(told.out, /WRONG .*wrong\.json \/columns\/1: /);
    assert.match(told.out, /WRONG .*wrong\.json \/limits: /);
    const absent = await runCommand(['doctor', '--portal', path.join(folder, 'nowhere.json')], environment);
    assert.match(absent.out, /WRONG .*nowhere\.json cannot be read\./);
  });

  it('refuses to start with a wrong configuration: everything at once, status 2', async () => {
    const refused = await runCommand(['serve'], { PORT: 'x', ROSTER_URL: 'y', SMTP_URL: 'z' });
    assert.equal(refused.status, 2);
    assert.deepEqual(
      refused.err
        .trim()
        .split('\n')
        .map((line) => line.split(' ')[1])
        .slice(1),
      ['PORT', 'ROSTER_URL', 'SMTP_URL'],
    );
  });

  it('serves on an empty folder; tokens and keys beside it use the same database; it stops in peace', async () => {
    const folder = emptyFolder();
    const port = await freePort();
    const environment = { ROSTER_DATA: folder, PORT: String(port) };
    const server = startCommand(['serve', '--demo'], environment);
    try {
      await server.said(`Roster is at http://127.0.0.1:${port}`);
      const token = await runCommand(
        ['token', '--organization', 'spectra', '--as', 'admin@spectra.example'],
        environment,
      );
      assert.deepEqual([token.status, token.err], [0, '']);
      assert.match(token.out, /^wt_[\w-]+\n$/);
      const key = await runCommand(['key', '--organization', 'optra', '--scopes', 'member:read'], environment);
      assert.match(key.out, /^rk_[\w-]+\n$/);
      const ask = (path: string, credential: string) =>
        fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization: `Bearer ${credential.trim()}` } });
      const mine = (await (await ask('/roster/v1/capabilities', token.out)).json()) as {
        organization: { slug: string };
      };
      assert.equal(mine.organization.slug, 'spectra');
      assert.equal((await ask('/roster/v1/capabilities', key.out)).status, 200);
      const nobody = await runCommand(
        ['token', '--organization', 'spectra', '--as', 'nobody@spectra.example'],
        environment,
      );
      assert.deepEqual(
        [nobody.status, nobody.out, nobody.err],
        [1, '', 'There is no member nobody@spectra.example in spectra.\n'],
      );
      const founding = ['organization', '--name', 'Acme', '--slug', 'acme', '--preset', 'insights', '--admin'];
      const founded = await runCommand([...founding, 'ada@acme.example'], environment);
      assert.equal(founded.status, 0, founded.err);
      const [first, , link] = founded.out.split('\n');
      assert.match(first!, /^Founded acme \(org_\w+\)\.$/);
      assert.ok(link!.startsWith(`http://127.0.0.1:${port}/roster/accept?token=`), link);
      const opened = await fetch(link!, { redirect: 'manual' });
      const cookie = opened.headers.getSetCookie().map((one) => one.split(';')[0]!);
      const accept = await fetch(new URL(opened.headers.get('location')!, link!), {
        headers: { cookie: cookie.join('; ') },
      });
      assert.equal(accept.status, 200);
      assert.match(await accept.text(), /ada@acme\.example/);
      const again = await runCommand([...founding, 'eve@acme.example'], environment);
      assert.deepEqual([again.status, again.err], [1, 'Another organization has this slug.\n']);
      const nowhere = await runCommand(['key', '--organization', 'nowhere', '--scopes', '*'], environment);
      assert.deepEqual([nowhere.status, nowhere.err], [1, 'There is no organization nowhere.\n']);
      const doctor = await runCommand(['doctor'], environment);
      assert.equal(doctor.status, 0, doctor.out);
      assert.equal((await fetch(`http://127.0.0.1:${port}/dev/mail.json`)).status, 200);
      assert.equal((await fetch(`http://127.0.0.1:${port}/sign-in`)).url, `http://127.0.0.1:${port}/roster/sign-in`);
      const second = await runCommand(['serve'], environment);
      assert.equal(second.status, 1);
      assert.match(second.err, /has the folder .* open/);
      assert.equal(statSync(path.join(folder, 'secret')).mode & 0o077, 0, 'the secret is for this user alone');
    } finally {
      server.process.kill('SIGTERM');
    }
    const { status, err } = await server.ended;
    assert.equal(status, 0, err);
    assert.ok(!readdirSync(folder).some((name) => name === 'roster.lock' || name === 'running.json'));
    const offline = await runCommand(['token', '--organization', 'optra', '--as', 'admin@optra.example'], environment);
    assert.match(offline.out, /^wt_/, 'without a server it starts the database for itself');
  });

  it('says in a sentence that the port is taken, and leaves nothing running', async () => {
    const taken = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as net.AddressInfo;
    const refused = await runCommand(['serve'], { ROSTER_DATA: emptyFolder(), PORT: String(port) });
    taken.close();
    assert.equal(refused.status, 1);
    assert.match(
      refused.err,
      new RegExp(
        `^Something else listens on 127\\.0\\.0\\.1:${port} already\\. Stop it, or choose another port: PORT=${port + 1}\\.$`,
        'm',
      ),
    );
  });

  it('with a database of its own it asks for migrations first, and migrate makes it ready', async () => {
    const owner = postgres(await testServerUrl(), { max: 1, onnotice: () => {} });
    const name = `cli_${process.pid}`;
    await owner.unsafe(`create database ${name}`);
    after(async () => {
      await owner.unsafe(`drop database if exists ${name} with (force)`);
      await owner.unsafe(`drop owned by ${name}_app; drop role ${name}_app`);
      await owner.end();
    });
    await owner.unsafe(`create role ${name}_app login password 'app'`);
    const url = new URL(await testServerUrl());
    url.pathname = name;
    const ROSTER_OWNER_URL = url.href;
    [url.username, url.password] = [`${name}_app`, 'app'];
    const environment = { DATABASE_URL: url.href, ROSTER_SECRET: `${secret}-${name}`, PORT: String(await freePort()) };
    const early = await runCommand(['serve'], environment);
    assert.equal(early.status, 1);
    assert.match(early.err, /^The database is not of this version yet \(0000_first.*Run "roster migrate".*\n$/);
    const ownerless = await runCommand(['migrate'], environment);
    assert.deepEqual([ownerless.status, /ROSTER_OWNER_URL is missing/.test(ownerless.err)], [2, true]);
    const migrated = await runCommand(['migrate'], { ...environment, ROSTER_OWNER_URL });
    assert.match(migrated.out, /^Applied 0000_first/, migrated.err);
    assert.match((await runCommand(['migrate'], { ...environment, ROSTER_OWNER_URL })).out, /up to date/);
    assert.match((await runCommand(['seed'], environment)).out, /^Founded .*spectra/);
    const server = startCommand(['serve'], environment);
    await server.said('Roster is at');
    server.process.kill('SIGINT');
    assert.equal((await server.ended).status, 0);
  });

  it('says why a database cannot be reached, in serve and in doctor, and never the password', async () => {
    const database = await givenDatabase({ engine: 'postgres' });
    after(() => database.close());
    const wrong: [change: (url: URL) => void, why: RegExp][] = [
      [(url) => (url.password = 'guess-work'), /refuses the user or the password\. \(28P01\)/],
      [(url) => (url.pathname = 'nowhere'), /no database of this name\. \(3D000\)/],
      [(url) => (url.port = '1'), /Nobody listens at this address and port\. \(ECONNREFUSED\)/],
      [(url) => (url.hostname = 'nowhere.invalid'), /(no host of this name|could not be looked up)\. \(E/],
    ];
    for (const [change, why] of wrong) {
      const url = new URL(database.url);
      change(url);
      const environment = { DATABASE_URL: url.href, ROSTER_SECRET: secret, PORT: String(await freePort()) };
      const [serve, doctor] = await Promise.all([
        runCommand(['serve'], environment),
        runCommand(['doctor'], environment),
      ]);
      assert.deepEqual([serve.status, doctor.status], [1, 1]);
      assert.match(serve.err, /^The database in DATABASE_URL cannot be used: .*\n$/);
      for (const said of [serve.err, doctor.out]) {
        assert.match(said, why);
        assert.ok(!said.includes(url.password), 'no secret');
      }
    }
    const url = new URL(database.ownerUrl);
    url.password = 'guess-work';
    const migrated = await runCommand(['migrate'], {
      DATABASE_URL: database.url,
      ROSTER_OWNER_URL: url.href,
      ROSTER_SECRET: secret,
    });
    assert.match(migrated.err, /^The database in ROSTER_OWNER_URL cannot be used: .* \(28P01\)\n$/);
  });

  it('says at once that a folder cannot be one', async () => {
    const file = path.join(emptyFolder(), 'file');
    writeFileSync(file, '');
    const places: [place: string, sentence: string][] = [
      [file, `${file} is a file; a folder is needed here.\n`],
      [`${file}/below`, `The folder ${file}/below cannot be used: what it would lie in is a file.\n`],
      ...(existsSync('/proc/self')
        ? [['/proc/nope', 'The folder /proc/nope cannot be used: nothing can be made there.\n'] as [string, string]]
        : []),
    ];
    for (const [place, sentence] of places) {
      const began = Date.now();
      const { status, err } = await runCommand(['serve'], { ROSTER_DATA: place, PORT: String(await freePort()) });
      assert.deepEqual([status, err], [1, sentence]);
      assert.ok(Date.now() - began < 20_000, `${Date.now() - began} ms`);
    }
  });

  it('TEN-09 refuses a database role that row-level security does not bind, and says what to do', async () => {
    const database = await givenDatabase({ engine: 'postgres' });
    after(() => database.close());
    const environment = { DATABASE_URL: database.ownerUrl, ROSTER_SECRET: secret, PORT: String(await freePort()) };
    const refused = await runCommand(['serve'], environment);
    assert.equal(refused.status, 1);
    assert.match(refused.err, /^Roster will not start: DATABASE_URL signs in as .* (superuser|owns)/m);
    assert.doesNotMatch(refused.err, /at .*\.ts:\d+/, 'no stack for what people can put right');
  });

  it('FLT-11 told to stop under load it answers what it has begun, takes nothing new, and ends with status 0', async () => {
    const world = await given({ database: { engine: 'postgres' } });
    await givenLogin(world, 'admin');
    const port = await freePort();
    const server = startCommand(['serve'], {
      DATABASE_URL: world.given.url,
      ROSTER_SECRET: secret,
      PORT: String(port),
    });
    await server.said('Roster is at');
    const signIn = `http://127.0.0.1:${port}/roster/sign-in`;
    const page = await fetch(signIn);
    const cookie = page.headers.getSetCookie()[0]!.split(';')[0]!;
    const [, proof = ''] = /name="proof" value="([^"]*)"/.exec(await page.text()) ?? [];
    const body = new URLSearchParams({ proof, email: world.email('admin'), password });
    const send = () =>
      fetch(signIn, { method: 'POST', body, headers: { cookie }, redirect: 'manual' }).then(
        ({ status }) => String(status),
        () => 'broken off',
      );
    const begun = Array.from({ length: 5 }, send);
    // Hashes take their turn, so with one answered the others are on their way.
    await Promise.race(begun);
    server.process.kill('SIGTERM');
    await new Promise((resolve) => setTimeout(resolve, 300));
    const late = await send();
    assert.deepEqual(tally(await Promise.all(begun)), { 303: 5 });
    assert.equal(late, 'broken off');
    const { status, err } = await server.ended;
    assert.equal(status, 0, err);
    assert.match(err, /"event":"server.stopped"/);
    for (const line of err.trim().split('\n')) JSON.parse(line);
    assert.ok(!err.includes('admin@'), 'no address in the log');
  });

  it('INP-11 somebody who sends a header letter by letter is cut off, and everybody else is answered meanwhile', async () => {
    const port = await freePort();
    const server = startCommand(['serve'], { ROSTER_DATA: emptyFolder(), PORT: String(port) });
    await server.said('Roster is at');
    const sockets = Array.from({ length: 50 }, () => net.connect(port, '127.0.0.1'));
    const closed = sockets.map(
      (socket) => new Promise<void>((resolve) => socket.on('error', () => {}).once('close', () => resolve())),
    );
    for (const socket of sockets) socket.write('GET /roster/sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ');
    const drip = setInterval(() => sockets.forEach((socket) => socket.writable && socket.write('a')), 500);
    assert.equal((await fetch(`http://127.0.0.1:${port}/roster/sign-in`)).status, 200);
    const began = Date.now();
    await Promise.all(closed);
    clearInterval(drip);
    assert.ok(Date.now() - began < 30_000, `${Date.now() - began} ms`);
    server.process.kill('SIGTERM');
    assert.equal((await server.ended).status, 0);
  });
});
