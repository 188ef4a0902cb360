import { appendFileSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DevServer } from '#dev-server/dev-server.ts';
import type { ProfileKind } from '#dev-server/server-options.ts';
import { describe, expect, it } from 'vitest';
import type { Computer, Office } from './computer.ts';
import { openOffice, USER } from './computer.ts';
import { openAccount } from './server-account.ts';

// The scenarios of `npm run bench`, small, and counted in place of timed: what a request costs is the line's business,
// how many there are is ours.

const LIMIT_MS = 120_000;
const DIRECTORIES = 5;
const FILES_EACH = 20;
const FILES = DIRECTORIES * FILES_EACH;

/** Signing in, and one look at the root before and after. */
const AROUND = 8;

const PATHS = Array.from({ length: FILES }, (_, index) => `Akten/Ordner ${index % DIRECTORIES}/Akte ${index}.txt`);

function writeFiles({ folder }: Computer): void {
  for (const path of PATHS) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `Text von ${path}`);
  }
}

/** Of files that each lie in a directory of their own, one in the other. */
const SIZES = [0, 1, 100, 1_000, 10_000, 100_000, 1_000_000, 4_000_000];

function writeDeepTree({ folder }: Computer): void {
  let directory = folder;
  for (const sizeBytes of SIZES) {
    directory = join(directory, `Teil ${sizeBytes}`);
    mkdirSync(directory);
    writeFileSync(join(directory, 'Plan.bin'), Buffer.alloc(sizeBytes, `Plan mit ${sizeBytes} Bytes `));
  }
}

/** Servers of this family do not heed conditions: there we look right before each write. */
function looksBefore(profile: ProfileKind, writes: number): number {
  return profile === 'infinite-scale' ? writes : 0;
}

/** How often each method was asked for since the last call. */
function takeCounts({ requestLog }: DevServer): Readonly<Record<string, number>> {
  const methods = Map.groupBy(requestLog.entries, ({ method }) => method);
  requestLog.reset();
  return Object.fromEntries([...methods].map(([method, entries]) => [method, entries.length]));
}

/** Annas computer, in sync with the server; nothing has been counted yet. */
async function openSynced(office: Office): Promise<Computer> {
  const computer = await office.addComputer('annas-pc');
  writeFiles(computer);
  await computer.sync();
  takeCounts(office.server);
  return computer;
}

describe.each(['owncloud10', 'infinite-scale'] as const)('requests (%s)', (profile) => {
  it(
    'a first upload sends each file and each directory once, and looks at each directory at most twice',
    { timeout: LIMIT_MS },
    async () => {
      await using office = await openOffice(profile);
      const computer = await office.addComputer('annas-pc');
      writeFiles(computer);

      await computer.sync();

      const { PUT, MKCOL, POST = 0, PROPFIND = 0, REPORT = 0, ...others } = takeCounts(office.server);
      expect({ PUT, MKCOL, POST }).toEqual({ PUT: FILES, MKCOL: DIRECTORIES + 1, POST: 0 });
      expect(PROPFIND + REPORT).toBeLessThanOrEqual(2 * (DIRECTORIES + 1) + looksBefore(profile, FILES) + AROUND);
      expect(Object.values(others).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(AROUND);
    },
  );

  it(
    'a first download looks at each directory at most once and asks for no file twice',
    { timeout: LIMIT_MS },
    async () => {
      await using office = await openOffice(profile);
      await openSynced(office);

      await (await office.addComputer('bernds-pc')).sync();

      const { GET = 0, PROPFIND = 0, REPORT = 0, ...others } = takeCounts(office.server);
      expect(GET).toBeLessThanOrEqual(FILES + AROUND);
      expect(PROPFIND + REPORT).toBeLessThanOrEqual(DIRECTORIES + 1 + AROUND);
      expect(Object.values(others).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(AROUND);
    },
  );

  it(
    'a pass without a change asks as much as any: it signs in and looks at the root',
    { timeout: LIMIT_MS },
    async () => {
      await using office = await openOffice(profile);
      const computer = await openSynced(office);

      await computer.sync();

      expect(Object.values(takeCounts(office.server)).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(
        AROUND,
      );
    },
  );

  it('a plan for everything looks at each directory once, and changes nothing', { timeout: LIMIT_MS }, async () => {
    await using office = await openOffice(profile, { allowDepthInfinity: false });
    await openSynced(office);
    const bernds = await office.addComputer('bernds-pc');

    expect(await bernds.countPlanned()).toBe(FILES + DIRECTORIES + 1);

    const { PROPFIND = 0, REPORT = 0, ...others } = takeCounts(office.server);
    expect(PROPFIND + REPORT).toBeLessThanOrEqual(DIRECTORIES + 1 + AROUND);
    expect(Object.keys(others).filter((method) => method !== 'GET')).toEqual([]);
    expect(others['GET'] ?? 0).toBeLessThanOrEqual(AROUND);
  });

  it(
    'a tree of many sizes and depths costs one request for each file and each directory',
    { timeout: LIMIT_MS },
    async () => {
      await using office = await openOffice(profile);
      const [annas, bernds] = [await office.addComputer('annas-pc'), await office.addComputer('bernds-pc')];
      writeDeepTree(annas);

      await annas.sync();
      const { PUT = 0, MKCOL, POST = 0, PROPFIND = 0, REPORT = 0 } = takeCounts(office.server);
      await bernds.sync();
      const down = takeCounts(office.server);

      expect({ sent: PUT + POST, MKCOL }).toEqual({ sent: SIZES.length, MKCOL: SIZES.length });
      expect(PROPFIND + REPORT).toBeLessThanOrEqual(2 * SIZES.length + looksBefore(profile, SIZES.length) + AROUND);
      expect(down['GET'] ?? 0).toBeLessThanOrEqual(SIZES.length + AROUND);
      expect((down['PROPFIND'] ?? 0) + (down['REPORT'] ?? 0)).toBeLessThanOrEqual(SIZES.length + AROUND);
    },
  );

  it(
    'one edit among many files costs one PUT and a look at the directories above it',
    { timeout: LIMIT_MS },
    async () => {
      await using office = await openOffice(profile);
      const computer = await openSynced(office);
      appendFileSync(join(computer.folder, PATHS[0] ?? ''), ' und mehr');

      await computer.sync();

      const { PUT, PROPFIND = 0, REPORT = 0, ...others } = takeCounts(office.server);
      expect(PUT).toBe(1);
      expect(PROPFIND + REPORT).toBeLessThanOrEqual(3 + AROUND);
      expect(Object.values(others).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(AROUND);
    },
  );

  it('a renamed directory costs one MOVE, whatever is in it', { timeout: LIMIT_MS }, async () => {
    await using office = await openOffice(profile);
    const computer = await openSynced(office);
    renameSync(join(computer.folder, 'Akten'), join(computer.folder, 'Ablage'));

    await computer.sync();

    const { MOVE, PUT = 0, MKCOL = 0, DELETE = 0, PROPFIND = 0, REPORT = 0 } = takeCounts(office.server);
    expect({ MOVE, PUT, MKCOL, DELETE }).toEqual({ MOVE: 1, PUT: 0, MKCOL: 0, DELETE: 0 });
    expect(PROPFIND + REPORT).toBeLessThanOrEqual(AROUND);
  });

  it('a renamed file costs one MOVE, and none of its bytes', { timeout: LIMIT_MS }, async () => {
    await using office = await openOffice(profile);
    const computer = await openSynced(office);
    renameSync(join(computer.folder, PATHS[0] ?? ''), join(computer.folder, 'Akten', 'Ordner 1', 'Alte Akte.txt'));

    await computer.sync();

    const { MOVE, PUT = 0, GET = 0, DELETE = 0, PROPFIND = 0, REPORT = 0 } = takeCounts(office.server);
    expect({ MOVE, PUT, DELETE }).toEqual({ MOVE: 1, PUT: 0, DELETE: 0 });
    expect(GET).toBeLessThanOrEqual(AROUND);
    expect(PROPFIND + REPORT).toBeLessThanOrEqual(4 + AROUND);
  });

  it.each([
    { what: 'file', path: PATHS[0] ?? '' },
    { what: 'directory, whatever is in it,', path: 'Akten/Ordner 1' },
  ])('a deleted $what costs one DELETE', { timeout: LIMIT_MS }, async ({ path }) => {
    await using office = await openOffice(profile);
    const computer = await openSynced(office);
    rmSync(join(computer.folder, path), { recursive: true });

    await computer.sync();

    const { DELETE, MOVE = 0, PUT = 0, PROPFIND = 0, REPORT = 0 } = takeCounts(office.server);
    expect({ DELETE, MOVE, PUT }).toEqual({ DELETE: 1, MOVE: 0, PUT: 0 });
    expect(PROPFIND + REPORT).toBeLessThanOrEqual(FILES_EACH + 4 + AROUND);
  });

  it(
    'edits on both sides cost one transfer each and one look at each directory before and after',
    { timeout: LIMIT_MS },
    async () => {
      await using office = await openOffice(profile);
      const computer = await openSynced(office);
      const account = openAccount(office.server, USER);
      for (const [index, path] of PATHS.entries()) {
        if (index % 2 === 0) appendFileSync(join(computer.folder, path), ' von hier');
        else await account.put(path, 'von dort');
      }
      takeCounts(office.server);

      await computer.sync();

      const { PUT, GET = 0, PROPFIND = 0, REPORT = 0 } = takeCounts(office.server);
      expect(PUT).toBe(FILES / 2);
      expect(GET).toBeLessThanOrEqual(FILES / 2 + AROUND);
      expect(PROPFIND + REPORT).toBeLessThanOrEqual(2 * (DIRECTORIES + 1) + looksBefore(profile, FILES / 2) + AROUND);
    },
  );
});

it('a large file goes up in as few pieces as its size needs', { timeout: LIMIT_MS }, async () => {
  await using office = await openOffice('owncloud10');
  const computer = await office.addComputer('annas-pc');
  writeFileSync(join(computer.folder, 'Luftbild.tif'), Buffer.alloc(45_000_000, 'Luftbild '));

  await computer.sync();

  const { PUT = 0, MOVE, MKCOL } = takeCounts(office.server);
  expect({ MOVE, MKCOL }).toEqual({ MOVE: 1, MKCOL: 1 });
  expect(PUT).toBeLessThanOrEqual(6);
});

it.each(['owncloud10', 'infinite-scale'] as const)(
  'a large file comes down in one piece (%s)',
  { timeout: LIMIT_MS },
  async (profile) => {
    await using office = await openOffice(profile);
    await openAccount(office.server, USER).put('Luftbild.tif', 'Luftbild '.repeat(5_000_000));
    const computer = await office.addComputer('annas-pc');
    takeCounts(office.server);

    await computer.sync();

    const files = office.server.requestLog.entries.filter(
      ({ method, path }) => method === 'GET' && path.endsWith('tif'),
    );
    expect([files.length, statSync(join(computer.folder, 'Luftbild.tif')).size]).toEqual([1, 45_000_000]);
  },
);
