import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import type { BrowserContext, CDPSession, Page, Route } from 'playwright';
import { z } from 'zod';
import { findChromium } from '../stage/chromium.ts';

/** Answers requests for pages, as `protocol.handle` of Electron does. */
export type PageHandler = (request: { readonly url: string; readonly method: string }) => Promise<Response>;

export interface StandInPageInput {
  /** `app://…`; Chromium sees it as a site of this machine, since it knows no such scheme. */
  readonly url: string;
  readonly preloadPath: string | undefined;
  readonly handler: PageHandler;
  /** The page wants a window, by its address in the program. */
  readonly openWindow: (address: string) => void;
  readonly invoke: (channel: string, values: readonly unknown[]) => unknown;
}

const SITE = 'http://bayernbox.localhost';
const ORIGIN = 'app://bayernbox';

let profile: string | undefined;
let context: BrowserContext | undefined;
let debuggingPort = 0;
let isFirst = true;

const callSchema = z.object({ id: z.number(), channel: z.string(), values: z.array(z.unknown()) });

/** A page of Chromium as the inside of a window: with its preload script, its policy and nothing from the network. */
export class StandInPage {
  readonly #page: Page;
  /** None in a window without a preload script: nobody there listens. */
  #session: CDPSession | undefined;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Where a test can look at all pages. */
  static get port(): number {
    return debuggingPort;
  }

  static async open({ url, preloadPath, handler, openWindow, invoke }: StandInPageInput): Promise<StandInPage> {
    context ??= await launch();
    // The first one is there from the start; where that has been lost, another one.
    const page = isFirst ? (context.pages()[0] ?? (await context.newPage())) : await context.newPage();
    isFirst = false;
    const opened = new StandInPage(page);
    if (preloadPath !== undefined) await opened.#bind(preloadPath, invoke);
    await context.route('**/*', (route) => serve(route, handler));
    page.on('popup', (popup) => {
      const address = popup.url().replace(SITE, ORIGIN);
      void popup.close().then(() => openWindow(address));
    });
    await opened.goTo(url);
    return opened;
  }

  async #bind(preloadPath: string, invoke: StandInPageInput['invoke']): Promise<void> {
    const session = await this.#page.context().newCDPSession(this.#page);
    this.#session = session;
    // Not Playwright's own bindings: they would need code from text, which the page's policy forbids.
    await session.send('Runtime.enable');
    await session.send('Runtime.addBinding', { name: 'standInSend' });
    session.on('Runtime.bindingCalled', ({ payload }) => {
      const { id, channel, values } = callSchema.parse(JSON.parse(payload));
      void Promise.resolve(invoke(channel, values)).then((answer) => this.#call('standInAnswer', id, answer));
    });
    await this.#page.addInitScript({ content: wrapPreload(readFileSync(preloadPath, 'utf8')) });
  }

  async goTo(url: string): Promise<void> {
    const { pathname, hash } = new URL(url);
    await this.#page.goto(`${SITE}${pathname}${hash}`);
  }

  static async closeAll(): Promise<void> {
    await context?.close();
    if (profile !== undefined) rmSync(profile, { recursive: true, force: true });
  }

  close(): Promise<void> {
    return this.#page.close();
  }

  emit(channel: string, data: unknown): void {
    this.#call('standInEmit', channel, data);
  }

  /** A page that is just being loaded or closed hears nothing. */
  #call(name: string, first: string | number, data: unknown): void {
    const expression = `globalThis.${name}?.(${JSON.stringify(first)}, ${JSON.stringify(data)})`;
    this.#session?.send('Runtime.evaluate', { expression }).catch(() => {});
  }
}

async function serve(route: Route, handler: PageHandler): Promise<void> {
  const url = new URL(route.request().url());
  if (url.origin !== SITE) {
    await route.abort();
    return;
  }
  const answer = await handler({ url: `${ORIGIN}${url.pathname}`, method: route.request().method() });
  await route.fulfill({
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: Buffer.from(await answer.arrayBuffer()),
  });
}

/** Runs the preload script before the page, with the two parts of Electron that it may require. */
function wrapPreload(preload: string): string {
  return `(() => {
    const listeners = new Map();
    const of = (channel) => listeners.get(channel) ?? listeners.set(channel, new Set()).get(channel);
    const calls = [];
    const { standInSend } = globalThis;
    globalThis.standInAnswer = (id, answer) => calls[id](answer);
    globalThis.standInEmit = (channel, data) => of(channel).forEach((listener) => listener({}, data));
    const electron = {
      contextBridge: { exposeInMainWorld: (key, value) => Object.defineProperty(window, key, { value }) },
      ipcRenderer: {
        invoke: (channel, ...values) => {
          const { promise, resolve } = Promise.withResolvers();
          const id = calls.push(resolve) - 1;
          standInSend(JSON.stringify({ id, channel, values }));
          return promise;
        },
        on: (channel, listener) => of(channel).add(listener),
        off: (channel, listener) => of(channel).delete(listener),
      },
    };
    const module = { exports: {} };
    ((require, module, exports) => {${preload}
    })(() => electron, module, module.exports);
  })();`;
}

async function launch(): Promise<BrowserContext> {
  profile = mkdtempSync(join(tmpdir(), 'bayernbox-profile-'));
  debuggingPort = await findFreePort();
  return chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu', `--remote-debugging-port=${debuggingPort}`],
    viewport: { width: 960, height: 720 },
    locale: 'de-DE',
  });
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no port'));
        else resolve(address.port);
      });
    });
  });
}
