import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright';
import { build, preview } from 'vite';
import type { PreviewServer } from 'vite';
import { DEFAULT_SHELL_SETTINGS } from '#ipc/settings.ts';
import type { SampleAnswers } from './sample-answers.ts';

const configFile = fileURLToPath(new URL('../../build/vite.renderer.config.ts', import.meta.url));

/** Bundles the windows and serves them on this machine. */
export async function serveWindows(): Promise<PreviewServer> {
  await build({ configFile, logLevel: 'warn' });
  return preview({ configFile, logLevel: 'warn', preview: { host: '127.0.0.1', port: 0 } });
}

/**
 * Opens the windows with a shell that gives sample answers, so that every state can be looked at without bringing it
 * about. What is asked for is counted in `window.asked`.
 */
export async function openWindow(browser: Browser, url: string, answers: SampleAnswers): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1_100, height: 900 },
    reducedMotion: 'reduce',
    locale: 'de-DE',
    timezoneId: 'Europe/Berlin',
  });
  const page = await context.newPage();
  const all = { getShellSettings: DEFAULT_SHELL_SETTINGS, ...answers };
  await page.addInitScript((known: Readonly<Record<string, unknown>>) => {
    const asked: { name: string; input: unknown }[] = [];
    const answer = (name: string, input: unknown): Promise<unknown> => {
      asked.push({ name, input });
      return Promise.resolve({ ok: true, value: known[name] ?? {} });
    };
    const api = new Proxy(
      {},
      {
        get: (_target, name) => (name === 'onEvent' ? () => () => {} : (input: unknown) => answer(String(name), input)),
      },
    );
    Object.assign(window, { bayernbox: api, asked });
  }, all);
  await page.goto(url);
  return page;
}

/** Everything that the windows have asked for. */
export function listAsked(page: Page): Promise<readonly { readonly name: string; readonly input: unknown }[]> {
  return page.evaluate(() => (window as unknown as { asked: { name: string; input: unknown }[] }).asked);
}
