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

/** From the start of the program, in browser mode and with nothing of it running, to a window that can be used. */
export async function measureStart(): Promise<void> {
  // What is bundled is bundled once, as in a package.
  await bundleWindows(root);
  const browser = await launchChromium();
  try {
    const rounds: Start[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await startOnce(browser));
    const toWindowMs = rounds.map((round) => round.toWindowMs).toSorted((a, b) => a - b);
    const toAddressMs = rounds.map((round) => round.toAddressMs).toSorted((a, b) => a - b);
    const middle = Math.floor(ROUNDS / 2);
    console.log(
      `start to address: ${toSeconds(toAddressMs[middle])}, to usable window: ${toSeconds(toWindowMs[middle])}`,
    );
    console.log(`all of ${ROUNDS} rounds, to usable window: ${toWindowMs.map(toSeconds).join(', ')}`);
  } finally {
    await browser.close();
  }
}

interface Start {
  readonly toAddressMs: number;
  readonly toWindowMs: number;
}

async function startOnce(browser: Browser): Promise<Start> {
  const state = await mkdtemp(join(tmpdir(), 'bayernbox-start-'));
  const startMs = performance.now();
  const program = spawn(process.execPath, [join(root, 'build', 'start', 'start.ts')], {
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

function toSeconds(ms: number | undefined): string {
  return `${((ms ?? Number.NaN) / 1_000).toFixed(2)} s`;
}
