import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { openSetting } from './command-setting.ts';

it('throws away half a download when nobody wants that version any more', async () => {
  await using setting = await openSetting();
  setting.write({ 'Karte.bin': 'k'.repeat(3_000_000) });
  await setting.sync();
  const interrupted = setting.start(setting.other, '--limit-down', '200');
  await vi.waitFor(() => expect(readStaging(setting.other)).toHaveLength(1), { timeout: 60_000, interval: 10 });
  interrupted.signal('SIGKILL');
  await interrupted.ended;

  setting.write({ 'Karte.bin': 'neu' });
  await setting.sync();
  const last = await setting.start(setting.other).ended;

  expect(last.exitCode).toBe(0);
  expect(readStaging(setting.other)).toEqual([]);
}, 120_000);

function readStaging(folder: string): readonly string[] {
  const staging = join(folder, '.bayernbox', 'staging');
  return existsSync(staging) ? readdirSync(staging) : [];
}
