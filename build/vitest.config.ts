import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongFirst } from './test/long-first.ts';
import { placeOfTemporaryFiles } from './test/memory-disk.ts';

/** No test is judged by its speed. This ends one that hangs, and is more than a busy machine needs for any other. */
const HANGS_MS = 120_000;

const FOLDERS = '{branding,policies,sync-engine,dev-server,ipc,build,electron,renderer,e2e,bench}';

/**
 * Files whose code keeps nothing between two tests, neither in modules nor in the process. They share processes, which
 * saves two thirds of their work: most of it is to start one and to load the same modules anew for each file.
 */
const STATELESS = [
  '{branding,policies,ipc,renderer}/**/*.test.{ts,tsx}',
  'sync-engine/{auth,change-journal,clock,core,discovery,executor,filesystem,logger,sync-database,transport}/**/*.test.ts',
  'dev-server/{dav,faults,services,sign-in,uploads}/**/*.test.ts',
  'electron/engine-host/**/*.test.ts',
  'sync-engine/engine/{conflicts,guarding,locking,looking,moving,naming,opening,planning,resting,running,selection,visiting,watching}/**/*.test.ts',
];

/**
 * Views with sample answers. They share processes, too, and in each of these one browser with the windows loaded
 * (`e2e/views/open-view.ts`), which is what most of these files would cost.
 */
const VIEWS = ['e2e/views/**/*.test.ts'];

/**
 * The engine on fakes, for minutes: nothing is kept between two tests here either. Node itself loads these modules,
 * because the runner makes each use of an import a look-up.
 */
const WORLDS = ['sync-engine/testing/{catalogue,properties,simulation}/**/*.test.ts'];

/**
 * Real folders and servers whose subject is what becomes of files, not the disk below them: it may be one in memory,
 * which nobody waits for. What a disk is asked to make lasting is held by `testing/crash/durability.test.ts`.
 */
const IN_MEMORY = [
  'sync-engine/cli/**/*.test.ts',
  'sync-engine/testing/{acceptance,archives,flaky-line,scenarios,stress}/**/*.test.ts',
];

/** What a test makes is dead when it ends; with room for it, collecting garbage costs half as much. */
const ROOM_FOR_YOUNG = '--max-semi-space-size=32';

/**
 * Packages are compiled once for all processes that run tests or are started by them, and nothing is left in the caches
 * of whoever runs them.
 */
process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(new URL('../.cache/compiled', import.meta.url));

/** One runner for every test beside its source; slow suites carry their own time limits. */
// oxlint-disable-next-line import/no-default-export -- the tool's contract
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    projects: [
      { extends: true, test: { name: 'stateless', include: STATELESS, isolate: false } },
      { extends: true, test: { name: 'views', include: VIEWS, isolate: false } },
      {
        extends: true,
        test: {
          name: 'worlds',
          include: WORLDS,
          isolate: false,
          execArgv: [ROOM_FOR_YOUNG],
          experimental: { viteModuleRunner: false, nodeLoader: false },
        },
      },
      {
        extends: true,
        test: {
          name: 'in memory',
          include: IN_MEMORY,
          execArgv: [ROOM_FOR_YOUNG],
          env: { TMPDIR: placeOfTemporaryFiles(), BAYERNBOX_DISK: tmpdir() },
        },
      },
      {
        extends: true,
        test: {
          name: 'own process',
          include: [`${FOLDERS}/**/*.test.{ts,tsx}`],
          exclude: [...STATELESS, ...VIEWS, ...WORLDS, ...IN_MEMORY],
        },
      },
    ],
    pool: 'forks',
    // One more than the two cores it is made for: a third of the time of a file goes by waiting (docs/testing.md).
    maxWorkers: 3,
    sequence: { sequencer: LongFirst },
    testTimeout: HANGS_MS,
    hookTimeout: HANGS_MS,
    globalSetup: new URL('test/before-all.ts', import.meta.url).pathname,
    expect: { poll: { timeout: HANGS_MS / 4 } },
  },
});
