import { mkdirSync, renameSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { hundredFiles, openSetting } from './command-setting.ts';

it.each(['is replaced by an empty one', 'is taken away'] as const)(
  'ends with 4 and a sentence when the local folder %s while files arrive',
  async (what) => {
    await using setting = await openSetting();
    setting.write(hundredFiles());
    await setting.sync();
    setting.server.faults.add({ method: 'GET', path: '/akte-', effect: { kind: 'latency', latencyMs: 100 } });
    const run = setting.start(setting.other, '--json');
    await vi.waitFor(() => expect(run.stdout()).toContain('"download"'), { timeout: 60_000, interval: 10 });

    renameSync(setting.other, `${setting.other} weg`);
    if (what === 'is replaced by an empty one') mkdirSync(setting.other);
    const result = await run.ended;

    expect(result.stderr).not.toContain('node:internal');
    expect(result.stderr).not.toMatch(/^\s+at /m);
    expect([4, 5]).toContain(result.exitCode);
  },
  120_000,
);
