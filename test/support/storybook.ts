import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve, sep } from 'node:path';
import type { Page } from 'playwright-core';

/** A story as the built Storybook lists it. */
export interface StoryEntry {
  id: string;
  title: string;
  name: string;
}

/** How a story went, by Storybook's own account. */
export interface StoryOutcome {
  /** `success`, or what kept it from one. */
  status: string;
  /** What a failed play function or rendering said. */
  errors: string[];
  /** What axe found: rule and element. `undefined` when it did not run. */
  violations: string[] | undefined;
}

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** The stories of a built Storybook. @throws Error when it was not built. */
export function listStories(folder: string): StoryEntry[] {
  const file = join(folder, 'index.json');
  if (!existsSync(file)) throw new Error(`There is no ${file}: run npm run build-storybook first.`);
  const { entries } = JSON.parse(readFileSync(file, 'utf8')) as {
    entries: Record<string, StoryEntry & { type: string }>;
  };
  return Object.values(entries).filter(({ type }) => type === 'story');
}

/** Serves a folder on a free port of this machine. */
export async function serveFolder(folder: string): Promise<{ url: string; server: Server }> {
  const root = resolve(folder);
  const server = createServer((request, response) => {
    const file = join(root, decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname));
    if (!file.startsWith(root + sep) || !existsSync(file) || statSync(file).isDirectory()) {
      response.writeHead(404).end();
      return;
    }
    // Kept by the browser, which then compiles the database in the page once and not for each story.
    response.writeHead(200, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'cache-control': 'max-age=3600',
    });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

/**
 * Opens a story and waits until it was drawn, played, and looked at by axe. `globals` is what the toolbars say, as an
 * address has it: `scheme:dark;locale:ar`.
 */
export async function openStory(
  page: Page,
  url: string,
  id: string,
  seconds = 60,
  globals = '',
): Promise<StoryOutcome> {
  // What tsx puts around functions it compiles, which the page does not have.
  await page.addInitScript('globalThis.__name ??= (target) => target');
  await page.goto(`${url}/iframe.html?id=${id}&viewMode=story${globals && `&globals=${globals}`}`);
  return page.evaluate(watchStory, { seconds, id });
}

/** Goes on to another story in a page that has one open, with the database that is in it: much faster than a new page. */
export async function nextStory(page: Page, id: string, seconds = 60): Promise<StoryOutcome> {
  return page.evaluate(watchStory, { seconds, id, next: true });
}

/** Chooses in the toolbars what a person would, and waits until the story stands with it and axe has looked again. */
export async function choose(page: Page, globals: Record<string, string>, seconds = 60): Promise<StoryOutcome> {
  const id = new URL(page.url()).searchParams.get('id')!;
  return page.evaluate(watchStory, { seconds, id, globals });
}

interface Watched {
  seconds: number;
  id: string;
  /** The page shows another story, and is to show this one. */
  next?: boolean;
  /** The page shows this story, and is to show it with these toolbars. */
  globals?: Record<string, string>;
}

/** Runs in the page. */
async function watchStory({ seconds, id, next, globals }: Watched): Promise<StoryOutcome> {
  interface Channel {
    last(event: string): unknown[] | undefined;
    on(event: string, listener: (value: never) => void): void;
    off(event: string, listener: (value: never) => void): void;
    emit(event: string, value: unknown): void;
  }
  interface Report {
    type: string;
    status: string;
    result?: { violations?: { id: string; nodes: { target: unknown; failureSummary?: string }[] }[]; error?: unknown };
  }
  const errors: string[] = [];
  const channel = await new Promise<Channel>((found) => {
    const look = (): void => {
      const { __STORYBOOK_ADDONS_CHANNEL__: here } = globalThis as unknown as {
        __STORYBOOK_ADDONS_CHANNEL__?: Channel;
      };
      if (here) found(here);
      else setTimeout(look, 20);
    };
    look();
  });
  const note = (value: unknown): void => void errors.push(JSON.stringify(value));
  const faults = ['playFunctionThrewException', 'storyThrewException', 'storyErrored', 'unhandledErrorsWhilePlaying'];
  for (const event of faults) {
    const last = next || globals ? undefined : channel.last(event);
    if (last) note(last[0]);
    channel.on(event, note);
  }
  type Finished = { storyId?: string; status: string; reporters?: Report[] };
  const finished = await new Promise<Finished>((done) => {
    const last = next || globals ? undefined : channel.last('storyFinished');
    if (last) done(last[0] as never);
    const finish = (value: Finished): void => {
      // The one before may end late.
      if (value.storyId && value.storyId !== id) return;
      channel.off('storyFinished', finish);
      done(value);
    };
    channel.on('storyFinished', finish);
    channel.on('storyMissing', () => done({ status: 'missing' }));
    setTimeout(() => done({ status: 'timeout' }), seconds * 1000);
    if (next) channel.emit('setCurrentStory', { storyId: id, viewMode: 'story' });
    if (globals) channel.emit('updateGlobals', { globals });
  });
  for (const event of faults) channel.off(event, note);
  const a11y = finished.reporters?.find(({ type }) => type === 'a11y');
  const violations = a11y?.result?.violations?.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${JSON.stringify(target)}: ${failureSummary ?? ''}`),
  );
  if (a11y?.result?.error) note(a11y.result.error);
  return { status: finished.status, errors, violations };
}
