import type { Branding } from '#branding/branding.ts';
import type { Browser, Disposable, Page } from 'playwright';
import type { RequestName, RequestOutput } from '#ipc/contract.ts';
import { DEFAULT_SHELL_SETTINGS } from '#policies/settings.ts';
import type { UserErrorCode } from '#ipc/user-error.ts';
import type { WindowEvent } from '#ipc/window-event.ts';
import { ownBranding } from '#branding/examples/examples.ts';
import type { SampleAnswers } from './sample-answers.ts';
import type { WindowServer } from './window-server.ts';

const USUAL_SIZE = { width: 1_100, height: 900 } as const;

/** A shell that answers the same to every input. */
export interface SampleShell {
  readonly branding?: Branding;
  readonly answers: SampleAnswers;
  readonly refusals?: { readonly [Name in RequestName]?: UserErrorCode };
  /** What is not answered before `answerNow`. */
  readonly silent?: readonly RequestName[];
}

interface Known {
  readonly known: Readonly<Record<string, unknown>>;
  readonly refused: Readonly<Record<string, UserErrorCode | undefined>>;
  readonly silent: readonly string[];
}

/** A page that can be loaded again and again, each time with another shell. */
export interface SamplePage {
  readonly page: Page;
  /**
   * Opens the windows with a shell that gives sample answers, so that every state can be looked at without bringing it
   * about. What is asked for is counted in `window.asked`; what has a code among `refusals` is refused. Nothing is left
   * of the windows before: neither what they remembered nor how they were looked at.
   */
  readonly load: (shell: SampleShell) => Promise<void>;
}

/** Opens an empty page for the windows of a server. */
export async function openSamplePage(browser: Browser, server: WindowServer): Promise<SamplePage> {
  const context = await browser.newContext({
    viewport: USUAL_SIZE,
    reducedMotion: 'reduce',
    locale: 'de-DE',
    timezoneId: 'Europe/Berlin',
  });
  const page = await context.newPage();
  let before: Disposable | undefined;
  const load = async (shell: SampleShell): Promise<void> => {
    if (before !== undefined) await forget(page, before);
    server.speakAs(shell.branding ?? ownBranding);
    before = await page.addInitScript(playShell, toKnown(shell));
    await page.goto(server.url);
  };
  return { page, load };
}

/** Leaves nothing in a page that its next windows could find, save for what is read from the disk once. */
async function forget(page: Page, shell: Disposable): Promise<void> {
  await shell.dispose();
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  await page.emulateMedia({ colorScheme: null, contrast: null, forcedColors: null, media: null });
  await page.setViewportSize(USUAL_SIZE);
  await page.mouse.move(0, 0);
}

function toKnown({ answers, refusals = {}, silent = [] }: SampleShell): Known {
  return { known: { getShellSettings: DEFAULT_SHELL_SETTINGS, ...answers }, refused: refusals, silent };
}

/** Runs in the page, before its own scripts. */
function playShell({ known, refused, silent }: Known): void {
  const asked: { name: string; input: unknown }[] = [];
  const listeners = new Set<(event: unknown) => void>();
  const listen = (listener: (event: unknown) => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const tell = (event: unknown): void => listeners.forEach((listener) => listener(event));
  const waiting: { name: string; resolve: () => void }[] = [];
  const answerNow = (name: string): void =>
    waiting.filter((one) => one.name === name).forEach(({ resolve }) => resolve());
  const answer = async (name: string, input: unknown): Promise<unknown> => {
    asked.push({ name, input });
    if (silent.includes(name)) await new Promise<void>((resolve) => waiting.push({ name, resolve }));
    const code = refused[name];
    return code === undefined ? { ok: true, value: known[name] ?? {} } : { ok: false, error: { code } };
  };
  const api = new Proxy(
    {},
    {
      get: (_target, name) => (name === 'onEvent' ? listen : (input: unknown) => answer(String(name), input)),
    },
  );
  Object.assign(window, { bayernbox: api, asked, tell, answerNow, answers: known, refused });
}

/** From now on the shell gives another answer to this. */
export function giveFromNowOn<Name extends RequestName>(
  page: Page,
  name: Name,
  value: RequestOutput<Name>,
): Promise<void> {
  return page.evaluate(
    ([key, given]) => {
      (window as unknown as { answers: Record<string, unknown> }).answers[key] = given;
    },
    [name, value] as const,
  );
}

/** The shell tells the windows something. */
export function tellWindows(page: Page, event: WindowEvent): Promise<void> {
  return page.evaluate((told) => (window as unknown as { tell: (event: unknown) => void }).tell(told), event);
}

/** From now on the shell refuses this, or with undefined does not any more. */
export function refuseFromNowOn(page: Page, name: RequestName, code: UserErrorCode | undefined): Promise<void> {
  return page.evaluate(
    ([key, given]) => {
      (window as unknown as { refused: Record<string, unknown> }).refused[key] = given;
    },
    [name, code] as const,
  );
}

/** The shell gives the answers of this name that it has not given yet. */
export function answerNow(page: Page, name: RequestName): Promise<void> {
  return page.evaluate((key) => (window as unknown as { answerNow: (name: string) => void }).answerNow(key), name);
}

/** Everything that the windows have asked for. */
export function listAsked(page: Page): Promise<readonly { readonly name: string; readonly input: unknown }[]> {
  return page.evaluate(() => (window as unknown as { asked: { name: string; input: unknown }[] }).asked);
}
