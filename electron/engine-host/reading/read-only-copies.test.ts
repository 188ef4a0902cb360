import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ReadOnlyCopies, toCopyName } from './read-only-copies.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const LABEL = 'Fassung vom Server, schreibgeschützt';

function open() {
  const base = mkdtempSync(join(tmpdir(), 'bayernbox-copies-'));
  onTestFinished(() => rm(base, { recursive: true, force: true }));
  const root = join(base, 'BayernBox');
  mkdirSync(join(root, '.bayernbox', 'kept', 'k1'), { recursive: true });
  writeFileSync(join(root, 'Haushalt.xlsx'), 'Ansatz');
  utimesSync(join(root, 'Haushalt.xlsx'), 1_700_000_000, 1_700_000_000);
  writeFileSync(join(root, '.bayernbox', 'kept', 'k1', 'alt.txt'), 'aufbewahrt');
  writeFileSync(join(base, 'secret.txt'), 'of somebody else');
  let nowMs = Date.now();
  let id = 0;
  const copies = new ReadOnlyCopies({
    stateDirectory: join(base, 'state'),
    nowMs: () => nowMs,
    randomId: () => `${(id += 1)}`,
  });
  const make = async (path: string, keepId?: string): Promise<string> => {
    const answer = await copies.make({ root, place: { path, keepId }, label: LABEL });
    return answer.ok ? answer.value.localPath : answer.error.code;
  };
  return { root, make, wait: (ms: number) => (nowMs += ms) };
}

describe('a copy for reading', () => {
  it('has the bytes and the date of the version, says what it is, and cannot be written to', async () => {
    const { root, make } = open();
    const before = statSync(join(root, 'Haushalt.xlsx'), { bigint: true });

    const path = await make('Haushalt.xlsx');

    expect(basename(path)).toBe('Haushalt (Fassung vom Server, schreibgeschützt).xlsx');
    expect(readFileSync(path, 'utf8')).toBe('Ansatz');
    expect(statSync(path).mode & 0o777).toBe(0o400);
    expect(statSync(path).mtimeMs).toBe(1_700_000_000_000);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    const after = statSync(join(root, 'Haushalt.xlsx'), { bigint: true });
    expect([after.ctimeNs, after.mtimeNs, after.ino]).toEqual([before.ctimeNs, before.mtimeNs, before.ino]);
  });

  it('goes away after a day', async () => {
    const { make, wait } = open();
    const old = await make('Haushalt.xlsx');

    wait(DAY_MS - 60_000);
    await make('Haushalt.xlsx');
    expect(existsSync(old)).toBe(true);
    wait(120_000);
    await make('Haushalt.xlsx');

    expect(existsSync(dirname(old))).toBe(false);
  });

  it('can be made of a version that the safety store keeps', async () => {
    const { make } = open();

    expect(readFileSync(await make('Akten/alt.txt', 'k1'), 'utf8')).toBe('aufbewahrt');
  });

  it('is never made of anything outside', async () => {
    const { root, make } = open();
    symlinkSync('../secret.txt', join(root, 'link.txt'));

    expect(await make('link.txt')).toBe('path-outside-folder');
    expect(await make('Haushalt.xlsx', '../..')).toBe('path-outside-folder');
    expect(await make('secret.txt', '../../..')).toBe('path-outside-folder');
    expect(await make('gone.txt')).toBe('changed-meanwhile');
    expect(await make('.bayernbox')).toBe('item-missing');
  });

  it('has a name that every system can hold', () => {
    const name = toCopyName(`${'ä'.repeat(120)}.docx`, LABEL);

    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
    expect(name).toMatch(/^ä+ \(Fassung vom Server, schreibgeschützt\)\.docx$/);
    expect(toCopyName('Makefile', LABEL)).toBe(`Makefile (${LABEL})`);
  });
});
