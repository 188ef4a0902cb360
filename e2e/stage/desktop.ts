import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import type { Page } from 'playwright';
import { bundleProgram } from '#build/start/bundle.ts';
import { reportSchema } from '../stand-in/orders.ts';
import type { Order, Report } from '../stand-in/orders.ts';
import { waitFor } from './office.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

type ReportOf<Kind extends Report['kind']> = Extract<Report, { readonly kind: Kind }>;

/** The desktop program, played by the stand-in for Electron. */
export interface Desktop {
  readonly page: Page;
  /** Waits for the page of the window with the handbook, which this test may hear of later than the program. */
  beside(): Promise<Page>;
  order(order: Order): void;
  /**
   * Resolves when the program has done what it was ordered so far, and everything that it reported until then is here.
   * What is said in the page goes another way: it may come before an order that was given earlier, and be answered
   * before a report that was sent earlier.
   */
  settle(): Promise<void>;
  /** The last report of a kind. */
  last<Kind extends Report['kind']>(kind: Kind): ReportOf<Kind> | undefined;
  /** Everything of a kind that was reported. */
  all<Kind extends Report['kind']>(kind: Kind): readonly ReportOf<Kind>[];
  /** Waits for a state of the tray. */
  tray(icon: string): Promise<ReportOf<'tray'>>;
  /** How long the program took to end, in ms, after a person chose to. */
  quit(): Promise<number>;
}

/** Starts the real bundles of main process, preload script, engine host and windows. */
export async function startDesktop(home: string, argv: readonly string[] = []): Promise<Desktop> {
  const main = await bundleProgram(root);
  const child = fork(main, [...argv], {
    execArgv: ['--import', join(root, 'e2e', 'stand-in', 'register.ts')],
    env: {
      ...process.env,
      HOME: home,
      NODE_COMPILE_CACHE: join(root, '.cache', 'compiled'),
      BAYERNBOX_STATE: join(home, 'state'),
      BAYERNBOX_DEMO_SCRIPT: join(root, 'build', 'start', 'demo-process.ts'),
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const reports: Report[] = [];
  child.on('message', (message) => reports.push(reportSchema.parse(message)));
  const all = <Kind extends Report['kind']>(kind: Kind): readonly ReportOf<Kind>[] =>
    reports.filter((report): report is ReportOf<Kind> => report.kind === kind);
  const last = <Kind extends Report['kind']>(kind: Kind): ReportOf<Kind> | undefined => all(kind).at(-1);
  const { port } = await waitFor(() => last('browser'), 'the window');
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const page = await waitFor(() => browser.contexts()[0]?.pages()[0], 'the page');
  return {
    page,
    beside: () =>
      waitFor(
        () =>
          page
            .context()
            .pages()
            .find((other) => /\/handbook-/u.test(other.url())),
        'the handbook',
      ),
    order: (order) => void child.send(order),
    settle: async () => {
      const settled = all('done').length;
      child.send({ kind: 'tell-done' } satisfies Order);
      await waitFor(() => all('done').length > settled || undefined, 'the program to have done its orders');
    },
    last,
    all,
    tray: (icon) =>
      waitFor(
        () => {
          const shown = last('tray');
          return shown?.icon.startsWith(`${icon}-`) === true ? shown : undefined;
        },
        `the tray to show ${icon}; it shows ${JSON.stringify(last('tray')?.sentence)}`,
      ),
    quit: () => quit(child),
  };
}

async function quit(child: ChildProcess): Promise<number> {
  if (child.exitCode !== null) return 0;
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  const startMs = performance.now();
  child.send({ kind: 'choose', labels: ['Beenden und nichts mehr synchronisieren'] } satisfies Order);
  await ended;
  return performance.now() - startMs;
}
