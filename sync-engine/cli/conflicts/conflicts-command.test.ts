import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProfileKind } from '#dev-server/server-options.ts';
import { openConflictDesk } from '../../engine/create-visit.ts';
import type { Computer } from '../../testing/acceptance/computer.ts';
import { openOffice } from '../../testing/acceptance/computer.ts';
import { readContent } from '../../testing/acceptance/folder-content.ts';
import { parseLines, runCommand } from '../command-process.ts';
import type { CommandResult } from '../command-process.ts';

const LIMIT_MS = 600_000;
const MARK = / \(Fassung von anna, [\d -]+\)/;

/** A server, Anna's PC and her laptop. */
interface TwoComputers extends AsyncDisposable {
  readonly pc: Computer;
  readonly laptop: Computer;
}

async function openComputers(profile: ProfileKind = 'owncloud10'): Promise<TwoComputers> {
  const office = await openOffice(profile, { allowDepthInfinity: true });
  return {
    pc: await office.addComputer('PC'),
    laptop: await office.addComputer('Laptop'),
    [Symbol.asyncDispose]: () => office[Symbol.asyncDispose](),
  };
}

/** Both computers have changed `Amt/Brief.txt`; the PC has met the laptop's version and has sent its own. */
async function openConflict(profile: ProfileKind = 'owncloud10'): Promise<TwoComputers> {
  const computers = await openComputers(profile);
  const { pc, laptop } = computers;
  write(pc, { 'Amt/Brief.txt': 'base', 'Amt/Akte.txt': 'Akte' });
  await syncAll(pc, laptop);
  write(pc, { 'Amt/Brief.txt': 'vom PC' });
  write(laptop, { 'Amt/Brief.txt': 'vom Laptop!' });
  await syncAll(laptop, pc);
  return computers;
}

async function syncAll(...computers: readonly Computer[]): Promise<void> {
  for (const computer of computers) expect((await computer.sync()).end).toMatchObject({ kind: 'idle', problems: [] });
}

function write({ folder }: Computer, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Runs `bayernbox conflicts` in a directory of the folder. */
function conflicts({ folder }: Computer, ...args: readonly string[]): Promise<CommandResult> {
  return runCommand({ args: ['conflicts', ...args], directory: join(folder, 'Amt') });
}

async function list(computer: Computer): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const result = await conflicts(computer, 'list', '--json');
  expect([result.exitCode, result.stderr]).toEqual([0, '']);
  return parseLines(result.stdout);
}

/** Texts of a folder by path; the mark of a second version is left out. */
function read({ folder }: Computer): Readonly<Record<string, string>> {
  const files = Object.keys(readContent(folder)).filter((path) => statSync(join(folder, path)).isFile());
  return Object.fromEntries(
    files.map((path) => [path.replace(MARK, ' (Fassung)'), readFileSync(join(folder, path), 'utf8')]),
  );
}

function findSecondVersion({ folder }: Computer): string {
  const name = readdirSync(join(folder, 'Amt')).find((entry) => MARK.test(entry));
  if (name === undefined) throw new Error('no second version');
  return `Amt/${name}`;
}

const BOTH = { 'Amt/Akte.txt': 'Akte', 'Amt/Brief.txt': 'vom Laptop!', 'Amt/Brief (Fassung).txt': 'vom PC' };

describe('bayernbox conflicts', { timeout: LIMIT_MS }, () => {
  it('lists both versions without swapping them, for people and for programs', async () => {
    await using computers = await openConflict();
    const { pc } = computers;

    const views = await list(pc);
    const shown = await conflicts(pc, 'list', '..');

    expect(views).toMatchObject([
      {
        type: 'conflict',
        path: 'Amt/Brief.txt',
        secondPath: findSecondVersion(pc),
        origin: 'content',
        state: 'open',
        versions: { server: { path: 'Amt/Brief.txt', sizeBytes: 11 }, mine: { sizeBytes: 6 } },
        serverAuthor: 'anna',
        merge: 'overlapping',
      },
    ]);
    expect(shown.stdout).toMatch(/Server: Amt\/Brief\.txt, 11 B, .*, by: anna\n {4}Yours: {2}Amt\/Brief \(Fassung/);
  });

  it.each([
    ['owncloud10', 'mine', { 'Amt/Akte.txt': 'Akte', 'Amt/Brief.txt': 'vom PC' }],
    ['infinite-scale', 'server', { 'Amt/Akte.txt': 'Akte', 'Amt/Brief.txt': 'vom Laptop!' }],
  ] as const)(
    '(%s) resolves with --keep %s on both computers, and undo brings both versions back once it is agreed to',
    async (profile, keep, expected) => {
      await using computers = await openConflict(profile);
      const { pc, laptop } = computers;
      const id = String((await list(pc))[0]?.['id']);

      const resolved = await conflicts(pc, 'resolve', id.slice(0, 8), '--keep', keep);
      await syncAll(pc, laptop);
      const after = [read(pc), read(laptop)];
      const refused = await conflicts(pc, 'undo', id, '--json');
      const stands = read(pc);
      const undone = await conflicts(pc, 'undo', id, '--yes', '--json');
      await syncAll(pc, laptop);

      expect([resolved.exitCode, resolved.stderr]).toEqual([0, '']);
      expect(after).toEqual([expected, expected]);
      expect([refused.exitCode, parseLines(refused.stdout)]).toEqual([1, [{ type: 'error', code: 'not-agreed' }]]);
      expect(refused.stderr).toContain('--yes');
      expect(stands).toEqual(expected);
      expect([undone.exitCode, parseLines(undone.stdout)[0]?.['state']]).toEqual([0, 'open']);
      expect([read(pc), read(laptop)]).toEqual([BOTH, BOTH]);
    },
  );

  it('changes nothing when a file has changed since, and says so', async () => {
    await using computers = await openConflict();
    const { pc } = computers;
    const [view] = await list(pc);
    write(pc, { 'Amt/Brief.txt': 'noch neuer' });

    const result = await conflicts(pc, 'resolve', String(view?.['id']), '--keep', 'mine', '--json');

    expect([result.exitCode, parseLines(result.stdout)]).toEqual([1, [{ type: 'error', code: 'changed-meanwhile' }]]);
    expect(result.stderr).toContain('sync, and look again');
    expect(read(pc)).toEqual({ ...BOTH, 'Amt/Brief.txt': 'noch neuer' });
  });

  it('shows in one text what both made of it, also from elsewhere, and writes no file', async () => {
    await using computers = await openConflict();
    const { pc } = computers;
    const id = String((await list(pc))[0]?.['id']);

    const compared = await conflicts(pc, 'compare', id);
    const json = await runCommand({ args: ['conflicts', 'compare', id, pc.folder, '--json'] });
    const unknown = await conflicts(pc, 'compare', 'ffff');

    const text =
      '<<<<<<< your version\nvom PC\n||||||| before\nbase\n=======\nvom Laptop!\n>>>>>>> version of the server\n';
    expect([compared.exitCode, compared.stdout]).toEqual([0, text]);
    expect(parseLines(json.stdout)).toEqual([{ type: 'comparison', id, text }]);
    expect([unknown.exitCode, unknown.stderr]).toEqual([1, expect.stringContaining('no such two versions')]);
    expect(read(pc)).toEqual(BOTH);
  });

  it('decides nothing while another process works in the folder, but still lists', async () => {
    await using computers = await openConflict();
    const { pc } = computers;
    const { signal } = new AbortController();
    const busy = await openConflictDesk({ anyPath: pc.folder, stateDirectory: undefined, mode: 'decide', signal });

    const [view] = await list(pc);
    const refused = await conflicts(pc, 'resolve', String(view?.['id']), '--keep', 'mine');
    if (busy.kind === 'opened') await busy.close();

    expect([refused.exitCode, refused.stderr]).toEqual([4, expect.stringContaining('End the other bayernbox')]);
    expect(view).toMatchObject({ state: 'open' });
    expect(read(pc)).toEqual(BOTH);
  });

  it('is over when somebody saves the same in both: the needless file goes away on both computers', async () => {
    await using computers = await openConflict();
    const { pc, laptop } = computers;
    await syncAll(laptop);
    write(laptop, { [findSecondVersion(laptop)]: 'vom Laptop!' });

    await syncAll(laptop, pc, laptop);

    const expected = { 'Amt/Akte.txt': 'Akte', 'Amt/Brief.txt': 'vom Laptop!' };
    expect([read(pc), read(laptop)]).toEqual([expected, expected]);
    expect(await list(pc)).toEqual([]);
  });

  it('shows a second version of another computer as well, and is over everywhere when a person renames it', async () => {
    await using computers = await openConflict();
    const { pc, laptop } = computers;
    await syncAll(laptop);

    const found = await list(laptop);
    renameSync(join(laptop.folder, findSecondVersion(laptop)), join(laptop.folder, 'Amt/Brief vom PC.txt'));
    await syncAll(laptop, pc);

    expect(found).toMatchObject([{ origin: 'found', path: 'Amt/Brief.txt', state: 'open' }]);
    expect([await list(laptop), await list(pc)]).toEqual([[], []]);
  });

  it('recognises conflict copies of other clients, and leaves them alone', async () => {
    await using computers = await openComputers();
    const { pc, laptop } = computers;
    const NEW = 'Amt/Brief (conflicted copy Ana 2024-01-31 123456).txt';
    const OLD = 'Amt/Brief_conflict-20240131-123456.txt';
    write(pc, { 'Amt/Brief.txt': 'a', [NEW]: 'b', [OLD]: 'c' });
    await syncAll(pc);

    const views = await list(pc);
    const id = String(views.find((view) => view['secondPath'] === NEW)?.['id']);
    const resolved = await conflicts(pc, 'resolve', id, '--keep', 'mine');
    await syncAll(pc, laptop);

    expect(new Set(views.map((view) => view['secondPath']))).toEqual(new Set([NEW, OLD]));
    expect(resolved.exitCode).toBe(0);
    expect(read(laptop)).toEqual({ 'Amt/Brief.txt': 'b', [OLD]: 'c' });
  });

  it('is named by `why` at both paths, and nowhere else', async () => {
    await using computers = await openConflict();
    const { pc } = computers;
    const second = findSecondVersion(pc);
    const why = (path: string, ...more: readonly string[]) =>
      runCommand({ args: ['why', join(pc.folder, path), ...more] });

    const answer = await why(second, '--json');
    const [shown, other] = [await why('Amt/Brief.txt'), await why('Amt/Akte.txt')];

    expect(parseLines(answer.stdout)).toMatchObject([
      { code: 'two-versions', conflict: { path: 'Amt/Brief.txt', secondPath: second } },
    ]);
    expect(shown.stdout).toContain(
      `Amt/Brief.txt: one of two versions that you have not decided on yet\nTwo versions: Amt/Brief.txt and ${second}.`,
    );
    expect(other.stdout).not.toContain('Two versions');
  });

  it('has nothing to tell outside of a synced folder, and knows what it does not know', async () => {
    await using computers = await openComputers();
    const { pc } = computers;
    write(pc, { 'Amt/Akte.txt': 'Akte' });

    const outside = await conflicts(pc, 'list');
    await syncAll(pc);
    const unknown = await conflicts(pc, 'undo', 'ffff');

    expect([outside.exitCode, outside.stderr]).toEqual([4, 'This path lies in no synced folder.\n']);
    expect([unknown.exitCode, unknown.stderr]).toEqual([1, expect.stringContaining('no such two versions')]);
  });
});
