import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Setting } from '../../testing/acceptance/command-setting.ts';
import { openSetting, WAIT } from '../../testing/acceptance/command-setting.ts';
import { readFootprint } from '../../testing/acceptance/folder-content.ts';
import type { CommandResult } from '../command-process.ts';
import { parseLines, runCommand } from '../command-process.ts';

const LIMIT_MS = 600_000;

function status(setting: Setting, path = '', ...more: readonly string[]): Promise<CommandResult> {
  return runCommand({ args: ['status', join(setting.folder, path), ...more] });
}

describe('bayernbox status', { timeout: LIMIT_MS }, () => {
  it('tells from any place in the folder that all is in sync, since when, and changes nothing', async () => {
    await using setting = await openSetting();
    setting.write({ 'Ordner/a.txt': 'a' });
    const startMs = Date.now();
    await setting.sync();
    const endMs = Date.now();
    setting.server.requestLog.reset();
    const before = [readFootprint(setting.folder), readFootprint(setting.stateDirectory)];

    const told = await status(setting, 'Ordner', '--json');
    const said = await status(setting, 'Ordner');

    const [line] = parseLines(told.stdout);
    expect([told.exitCode, said.exitCode]).toEqual([0, 0]);
    expect(line).toMatchObject({ type: 'status', folder: setting.folder, state: 'in-sync', pending: 0, problems: [] });
    expect(line?.['verifiedAtMs']).toBeGreaterThanOrEqual(startMs);
    expect(line?.['verifiedAtMs']).toBeLessThanOrEqual(endMs);
    expect(said.stdout).toMatch(/\nEverything is in sync – last fully checked at \d\d:\d\d\n/);
    expect([readFootprint(setting.folder), readFootprint(setting.stateDirectory)]).toEqual(before);
    expect(setting.server.requestLog.entries).toEqual([]);
  });

  it('knows a folder by a link to it, also where its state directory is named', async () => {
    await using setting = await openSetting();
    await setting.sync();
    const link = join(setting.stateDirectory, 'link');
    symlinkSync(setting.folder, link);

    const told = await runCommand({ args: ['status', link, '--state-dir', setting.stateDirectory, '--json'] });

    expect(parseLines(told.stdout)).toMatchObject([{ folder: setting.folder, state: 'in-sync' }]);
  });

  it('works while another process syncs, and does not call the folder in sync', async () => {
    await using setting = await openSetting();
    setting.write({ 'a.txt': 'a' });
    await setting.sync();
    setting.write({ 'b.txt': 'b' });
    setting.server.faults.add({ method: 'PUT', effect: { kind: 'stall', timeoutMs: 30_000 } });
    const running = setting.start(setting.folder);
    await vi.waitUntil(() => setting.server.faults.stalledRequests > 0, WAIT);

    const meanwhile = await status(setting, '', '--json');
    setting.server.faults.clear();
    const ended = await running.ended;
    const after = await status(setting, '', '--json');

    expect(meanwhile.exitCode).toBe(1);
    expect(parseLines(meanwhile.stdout)).toMatchObject([{ state: 'waiting', pending: 1 }]);
    expect([ended.exitCode, after.exitCode]).toEqual([0, 0]);
    expect(ended.stdout).toContain('Everything is in sync – last fully checked');
  });

  it('tells the last error, and lies in no folder where there is none', async () => {
    await using setting = await openSetting();
    setting.write({ 'a.txt': 'a' });
    await setting.sync();
    setting.server.faults.add({ method: 'PROPFIND', effect: { kind: 'status', status: 401 } });
    await setting.sync();

    const refused = await status(setting, '', '--json');
    const elsewhere = await status(setting, '..');

    expect(refused.exitCode).toBe(3);
    expect(parseLines(refused.stdout)).toMatchObject([{ state: 'stopped', error: { code: 'sign-in-refused' } }]);
    expect([elsewhere.exitCode, elsewhere.stderr]).toEqual([4, 'This path lies in no synced folder.\n']);
  });
});
