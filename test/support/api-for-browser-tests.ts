import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { request as ask, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { TestRunnerPlugin } from '@web/test-runner';

const ours = /^\/(roster|given)(\/|\?|$)/;

/**
 * The real API below `/roster` of the origin of the tests' page, and the routes below `/given` that make worlds in it. Its
 * process is started when a page first asks for it, and ends with the runner.
 */
export async function apiForBrowserTests(): Promise<TestRunnerPlugin> {
  let child: ChildProcess | undefined;
  let port: Promise<number> | undefined;

  const start = async (origin: string): Promise<number> => {
    child = fork(fileURLToPath(new URL('./api-process.ts', import.meta.url)), [origin], {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const gone = once(child, 'exit').then(([code]) => {
      throw new Error(`The API ended with ${code} before it listened.`);
    });
    const [message] = (await Promise.race([once(child, 'message'), gone])) as [{ port: number }];
    gone.catch(() => {});
    return message.port;
  };

  // Past the runner's own middleware, which holds every answer back until it is whole: the live stream never is.
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const { url, method, headers } = request;
      const there = ask({
        host: '127.0.0.1',
        port: await (port ??= start(`http://${headers.host}`)),
        path: url,
        method,
        headers,
      });
      there.on('response', (reply) => {
        response.writeHead(reply.statusCode ?? 502, reply.rawHeaders);
        response.flushHeaders();
        reply.pipe(response);
      });
      there.on('error', () => response.destroy());
      response.on('close', () => there.destroy());
      request.pipe(there);
    } catch (error) {
      response.writeHead(502).end(String(error));
    }
  };

  return {
    name: 'roster-api',
    serverStart({ server }) {
      const usual = (server as Server).listeners('request') as ((
        ...exchange: [IncomingMessage, ServerResponse]
      ) => void)[];
      server!.removeAllListeners('request');
      server!.on('request', (request: IncomingMessage, response: ServerResponse) => {
        if (ours.test(request.url ?? '')) void answer(request, response);
        else for (const listener of usual) listener.call(server, request, response);
      });
    },
    async serverStop() {
      if (!child || child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.disconnect();
      const late = setTimeout(() => child!.kill('SIGKILL'), 15_000);
      await ended;
      clearTimeout(late);
    },
  };
}
