import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestServer } from '#dev-server/testing/test-server.ts';
import type { TestServer } from '#dev-server/testing/test-server.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { conflicting } from '#sync-engine/testing/builders/conflict-folder.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { MemoryLogger } from '../../logger/memory-logger.ts';
import { openConflictDesk } from '../create-visit.ts';
import { askServer } from './ask-server.ts';
import type { ConflictDesk } from './conflict-desk.ts';
import { Computer } from '#sync-engine/testing/scenarios/computer.ts';

/** Where bernd sees what anna shares with him. */
const RECEIVED = {
  owncloud10: '/remote.php/dav/files/bernd/Akten/',
  'infinite-scale': '/dav/spaces/a0ca6a90-a365-4782-871e-d44447bbc668$a0ca6a90-a365-4782-871e-d44447bbc668/Akten/',
} as const;

const BASE = 'Montag: frei\nDienstag: frei\nMittwoch: frei\n';
const SIGNAL = new AbortController().signal;

let box: TestServer;
let home: string;
let computer: Computer;
let received: string;

/** One file that two people can write is on anna's computer. */
async function start(profile: 'owncloud10' | 'infinite-scale', name = 'plan.txt'): Promise<void> {
  box = await startTestServer(profile);
  home = mkdtempSync(join(tmpdir(), 'bayernbox-two-people-'));
  received = RECEIVED[profile];
  await box.status('MKCOL', 'Akten');
  box.server.sharing.share({ owner: 'anna', path: 'Akten', with: 'bernd', role: 'editor' });
  const address = { serverUrl: box.server.url, remotePath: '' as RelativePath, userName: 'anna', password: 'pw' };
  computer = new Computer(home, address);
  computer.do({ kind: 'write', path: `Akten/${name}`, text: BASE });
  await computer.sync();
}

async function stop(): Promise<void> {
  await box[Symbol.asyncDispose]();
  rmSync(home, { recursive: true });
}

/** The age of a version is told in whole seconds: a change in the second of the agreement is told of nobody. */
async function waitForAnotherSecond(): Promise<void> {
  const second = (): number => Math.trunc(Date.now() / 1000);
  const agreed = second();
  await expect.poll(second, { interval: 50 }).toBeGreaterThan(agreed + 1);
}

async function writeAsBernd(name: string, body: string): Promise<void> {
  const answer = await box.send({ method: 'PUT', path: received + name, body, credentials: 'bernd:pw' });
  expect(answer.status).toBe(204);
}

async function atDesk<Value>(mode: 'look' | 'decide', work: (desk: ConflictDesk) => Promise<Value>): Promise<Value> {
  const opened = await openConflictDesk({
    anyPath: computer.folderPath,
    stateDirectory: join(home, 'state'),
    mode,
    signal: SIGNAL,
  });
  if (opened.kind !== 'opened') throw new Error(opened.kind);
  try {
    return await work(opened.desk);
  } finally {
    await opened.close();
  }
}

describe('what the server tells late', () => {
  test.each([
    ['of the version that both sides agreed on is of nobody', 60_000, undefined],
    ['of the version that came since is of whoever wrote it', 1_000, 'Bernd'],
  ])('%s', async (_title, receivedAgoMs, serverAuthor) => {
    expect(await askLate(await conflicting(), receivedAgoMs)).toBe(serverAuthor);
  });

  test.each([
    ['of a file that was renamed since both sides agreed is of nobody', 60_000, undefined],
    ['of a newer version of a file that was renamed is of whoever wrote it', 1_000, 'Bernd'],
  ])('%s', async (_title, receivedAgoMs, serverAuthor) => {
    const folder = new FakeFolder();
    folder.user.writeFile('Drafts/old.txt', 'base');
    await folder.settle();
    folder.user.rename('Drafts/old.txt', 'Drafts/a.txt');
    await folder.settle();
    folder.server.move('Drafts', 'Docs');
    await folder.settle();

    expect(await askLate(await editOnBothSides(folder), receivedAgoMs)).toBe(serverAuthor);
  });

  test.each([
    ['that both sides had from the start', ({ server }: FakeFolder) => void server.makeDirectory('Docs')],
    ['that took the place of another', takePlace],
  ])('of a file %s is of nobody: no entry tells since when', async (_title, prepare) => {
    const folder = new FakeFolder();
    await prepare(folder);
    for (const side of [folder.user, folder.server]) side.writeFile('Docs/a.txt', 'base');
    await folder.settle();

    expect(await askLate(await editOnBothSides(folder), 1_000)).toBeUndefined();
  });

  test('of the version that the conflict before it brought is of nobody', async () => {
    const folder = await conflicting();
    await editOnBothSides(folder);

    const [before, record] = folder.database.listConflicts();
    const beforeMs = folder.clock.nowMs() - (before?.recordedAtMs ?? 0);
    expect(await askLate(folder, beforeMs, record)).toBeUndefined();
  });
});

async function editOnBothSides(folder: FakeFolder): Promise<FakeFolder> {
  folder.user.writeFile('Docs/a.txt', 'mine, later');
  folder.server.writeFile('Docs/a.txt', 'theirs, later');
  await folder.settle();
  return folder;
}

async function takePlace(folder: FakeFolder): Promise<void> {
  folder.user.writeFile('Docs/a.txt', 'another');
  await folder.settle();
  folder.user.remove('Docs/a.txt');
  await folder.settle();
}

/** Asks about a conflict, and returns whom the server's version is said to be of. */
async function askLate(
  folder: FakeFolder,
  receivedAgoMs: number,
  record = folder.database.listConflicts()[0],
): Promise<string | undefined> {
  const remote = [...folder.database.loadRemoteTree().values()].find(({ etag }) => etag === record?.server?.etag);
  if (record === undefined || remote === undefined) throw new Error('no conflict');
  const readOrigin = () => Promise.resolve({ ok: true, value: { person: 'Bernd', receivedAgoMs } } as const);
  const { database, filesystem, clock } = folder;
  const transport = Object.assign(folder.transport, { readOrigin });
  await askServer([{ record, remote }], { database, filesystem, clock, transport, logger: new MemoryLogger() }, SIGNAL);
  return folder.database.findConflict(record.id)?.serverAuthor;
}

describe.each(['owncloud10', 'infinite-scale'] as const)('two people who edit one text on %s', (profile) => {
  beforeEach(() => start(profile));
  afterEach(stop);

  test('see who wrote the other version, and get both changes in one text in the ordinary case', async () => {
    await waitForAnotherSecond();
    computer.do({ kind: 'write', path: 'Akten/plan.txt', text: BASE.replace('Montag: frei', 'Montag: Anna') });
    await writeAsBernd('plan.txt', BASE.replace('Mittwoch: frei', 'Mittwoch: Bernd'));
    await computer.sync();

    const [view] = await atDesk('look', (desk) => desk.list());
    expect(view).toMatchObject({ state: 'open', serverAuthor: 'bernd', merge: 'merged' });
    // Only the Infinite Scale family tells when it received a version.
    expect(view?.newer).toBe(profile === 'infinite-scale' ? 'server' : undefined);

    if (view === undefined) return;
    const decision = { id: view.id, keep: 'merged', newName: undefined, revision: view.revision } as const;
    await atDesk('decide', (desk) => desk.resolve(decision));
    await computer.sync();

    expect((await box.send({ method: 'GET', path: 'Akten/plan.txt' })).text).toBe(
      'Montag: Anna\nDienstag: frei\nMittwoch: Bernd\n',
    );
  });

  test('are asked about once: a later run sends nothing more about it', async () => {
    computer.do({ kind: 'write', path: 'Akten/plan.txt', text: `${BASE}Anna\n` });
    await writeAsBernd('plan.txt', `Bernd\n${BASE}`);
    await computer.sync();
    const asked = (): number =>
      box.server.requestLog.entries.filter(({ path }) => /\/meta\/|activities/.test(path)).length;
    const before = asked();

    await computer.sync();

    expect([before > 0, asked()]).toEqual([true, before]);
  });

  test('are not stopped by a server that tells nothing', async () => {
    box.server.faults.add({ method: 'PROPFIND', path: '/meta/', effect: { kind: 'status', status: 500 } });
    box.server.faults.add({ method: 'GET', path: '/activities', effect: { kind: 'status', status: 403 } });
    computer.do({ kind: 'write', path: 'Akten/plan.txt', text: `${BASE}Anna\n` });
    await writeAsBernd('plan.txt', `Bernd\n${BASE}`);

    const { end } = await computer.sync();

    const [view] = await atDesk('look', (desk) => desk.list());
    expect(end.kind).toBe('idle');
    expect(view).toMatchObject({ state: 'open', merge: 'not-offered' });
    expect([view?.serverAuthor, view?.newer]).toEqual([undefined, undefined]);
  });
});
