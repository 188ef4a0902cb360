import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright';
import { bundleWindows } from '#build/start/bundle.ts';
import { launchChromium, openPage } from '#e2e/stage/chromium.ts';

const ROUNDS = 5;
const root = fileURLToPath(new URL('../..', import.meta.url));

/** The barest program that shows a page: what this machine takes at that moment for the same way. */
const BAREST = `require('node:http')
  .createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end('<button>Konto einrichten</button>');
  })
  .listen(0, '127.0.0.1', function () { console.log('http://127.0.0.1:' + this.address().port + '/#x'); })`;

const PROGRAMS = {
  // As `npm start` does, but for npm.
  ours: [join(root, 'build', 'setup.mjs'), 'build/start/start.ts'],
  'the barest page': ['-e', BAREST],
} as const;

/**
 * From the start of the program, in browser mode and with nothing of it running, to a window that can be used; and the
 * same for the barest program, in turns. The browser runs already.
 */
export async function measureStart(): Promise<void> {
  // What is bundled is bundled once, as in a package.
  await bundleWindows(root);
  const browser = await launchChromium();
  const rounds = new Map<string, Start[]>(Object.keys(PROGRAMS).map((name) => [name, []]));
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [name, args] of Object.entries(PROGRAMS)) rounds.get(name)?.push(await startOnce(browser, args));
    }
  } finally {
    await browser.close();
  }
  for (const [name, starts] of rounds) {
    const [toAddress, toWindow] = [medianOf(starts, 'toAddressMs'), medianOf(starts, 'toWindowMs')];
    console.log(`${name}: to the address ${toAddress} s, to a usable window ${toWindow} s (median of ${ROUNDS})`);
  }
}

interface Start {
  readonly toAddressMs: number;
  readonly toWindowMs: number;
}

function medianOf(starts: readonly Start[], name: keyof Start): string {
  const sorted = starts.map((start) => start[name]).toSorted((one, other) => one - other);
  return ((sorted[Math.floor(sorted.length / 2)] ?? Number.NaN) / 1_000).toFixed(2);
}

async function startOnce(browser: Browser, args: readonly string[]): Promise<Start> {
  const state = await mkdtemp(join(tmpdir(), 'bayernbox-start-'));
  const startMs = performance.now();
  const program = spawn(process.execPath, args, {
    env: { ...process.env, BAYERNBOX_STATE: state, BAYERNBOX_NO_BROWSER: '1', LC_ALL: 'de_DE.UTF-8' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => {
    program.once('exit', () => resolve());
  });
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let said = '';
      program.stdout.on('data', (text: Buffer) => {
        said += text.toString('utf8');
        const found = /http:\/\/127\.0\.0\.1:\d+\/#[\w-]+/.exec(said)?.[0];
        if (found !== undefined) resolve(found);
      });
      void ended.then(() => reject(new Error('the program ended')));
    });
    const toAddressMs = performance.now() - startMs;
    const { page } = await openPage(browser, address);
    await page.getByRole('button', { name: 'Konto einrichten' }).waitFor();
    const toWindowMs = performance.now() - startMs;
    await page.context().close();
    return { toAddressMs, toWindowMs };
  } finally {
    program.kill('SIGTERM');
    await ended;
    await rm(state, { recursive: true, force: true });
  }
}
