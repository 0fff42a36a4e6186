import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';

/** What a launcher needs to start a Chromium that is on this machine. */
export interface Chromium {
  executablePath: string;
  args: string[];
  headless: true;
  /** Environment the process must be started with; the machine's own plus what a carried binary needs. */
  env: Record<string, string>;
}

const INSTALLED: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'].map(
    (name) => `/usr/bin/${name}`,
  ),
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    'C:/Program Files/Google/Chrome/Application/chrome.exe',
    'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe',
  ],
};

const require = createRequire(import.meta.url);

/**
 * Finds a Chromium: `CHROME_PATH`, then an installed one, then the binary that a development dependency carries
 * (Linux on x64). `ROSTER_BUNDLED_CHROME=1` takes the carried one whatever is installed.
 *
 * @throws Error when there is none.
 */
export async function findChromium(): Promise<Chromium> {
  const env = ownEnvironment();
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const named = process.env['CHROME_PATH'];
  if (named && !existsSync(named)) throw new Error(`CHROME_PATH names ${named}, which does not exist`);
  const wanted = process.env['ROSTER_BUNDLED_CHROME'] ? [] : [named, ...(INSTALLED[process.platform] ?? [])];
  const found = wanted.find((path) => path && existsSync(path));
  if (found) return { executablePath: found, args, headless: true, env };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chromium found. Install one, or name it in CHROME_PATH.');
  }
  return carriedChromium(env);
}

async function carriedChromium(env: Record<string, string>): Promise<Chromium> {
  const home = await unpacked();
  return {
    executablePath: join(home, 'chromium'),
    headless: true,
    // No zygote and an in-process GPU: the carried binary is built for containers that lack what both need.
    args: [
      '--no-sandbox',
      '--no-zygote',
      '--in-process-gpu',
      '--use-gl=angle',
      '--use-angle=swiftshader',
      '--disable-dev-shm-usage',
      '--font-render-hinting=none',
    ],
    env: {
      ...env,
      LD_LIBRARY_PATH: [join(home, 'lib'), env['LD_LIBRARY_PATH']].filter(Boolean).join(':'),
      FONTCONFIG_FILE: join(home, 'fonts.conf'),
    },
  };
}

/** The folder with the unpacked binary, its libraries and fonts; made once for an installation of the package. */
async function unpacked(): Promise<string> {
  const carrier = dirname(dirname(dirname(require.resolve('@sparticuz/chromium'))));
  const { version } = require(join(carrier, 'package.json')) as { version: string };
  const cache = join(dirname(dirname(carrier)), '.cache');
  const home = join(cache, `chromium-${version}`);
  if (existsSync(home)) return home;
  // Unpacked aside and moved in one step: two suites that start together never see half a browser.
  const aside = `${home}.${process.pid}`;
  await mkdir(aside, { recursive: true, mode: 0o700 });
  const packed = (name: string): string => join(carrier, 'bin', name);
  try {
    await Promise.all([
      inflate(packed('chromium.br'), join(aside, 'chromium')),
      untar(packed('al2023.tar.br'), aside),
      untar(packed('swiftshader.tar.br'), aside),
      untar(packed('fonts.tar.br'), aside),
    ]);
    await chmod(join(aside, 'chromium'), 0o755);
    await writeFile(join(aside, 'fonts.conf'), fontsConfiguration(home));
    await rename(aside, home);
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  }
  return home;
}

async function inflate(source: string, target: string): Promise<void> {
  await pipeline(createReadStream(source), createBrotliDecompress(), createWriteStream(target));
}

/** By way of a file: a tar that stops reading at the end mark leaves a pipe broken. */
async function untar(source: string, folder: string): Promise<void> {
  const archive = join(folder, basename(source, '.br'));
  await inflate(source, archive);
  await promisify(execFile)('tar', ['-x', '-f', archive, '-C', folder]);
  await rm(archive);
}

/**
 * A machine without any font makes a renderer abort at the first letter, and the configuration inside the package
 * points at a folder that only exists where it was made for. DejaVu has Latin, Greek, Cyrillic, Arabic and Hebrew;
 * Chinese, Japanese and Korean stay blank unless the machine has a font for them.
 */
function fontsConfiguration(home: string): string {
  const dejaVu = join(dirname(require.resolve('dejavu-fonts-ttf/package.json')), 'ttf');
  const folders = ['/usr/share/fonts', '/usr/local/share/fonts', join(home, 'fonts'), dejaVu];
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${folders.map((folder) => `  <dir>${folder}</dir>`).join('\n')}
  <cachedir>${join(home, 'font-cache')}</cachedir>
  <alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
  <alias><family>serif</family><prefer><family>DejaVu Serif</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>
`;
}

function ownEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] != null));
}
