import { defineConfig } from 'vitest/config';

/** One runner for every test beside its source; slow suites carry their own time limits. */
// oxlint-disable-next-line import/no-default-export -- the tool's contract
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['{branding,policies,sync-engine,dev-server,ipc,build,electron,renderer,e2e,bench}/**/*.test.{ts,tsx}'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
  },
});
