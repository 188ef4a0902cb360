import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { FakeServer } from '../../transport/fake-server.ts';
import { FakeWatcher } from '../../watcher/fake-watcher.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { watchLoop } from '../watching/watch-loop.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const DOCUMENT = 'Akten/Brief.odt';
const OWNER_FILE = 'Akten/.~lock.Brief.odt#';

let folder: FakeFolder;
let watcher: FakeWatcher;
let stop: AbortController;
let loop: Promise<void>;
let isPaused: boolean;

beforeEach(() => {
  isPaused = false;
});

afterEach(async () => {
  await end();
});

/** A folder with one document, watched, and all at rest. */
async function watch(options: ConstructorParameters<typeof FakeFolder>[0] = {}): Promise<void> {
  folder = new FakeFolder({ server: new FakeServer(() => folder.clock.nowMs()), ...options });
  folder.excludedEndings = ['#'];
  folder.user.writeFile(DOCUMENT, 'one');
  await begin();
}

async function begin(): Promise<void> {
  watcher = new FakeWatcher();
  stop = new AbortController();
  const opened = await folder.open();
  loop = watchLoop({
    folder: opened,
    watcher,
    lockKeeper: folder.createLockKeeper(),
    transport: folder.transport,
    clock: folder.clock,
    hasPush: true,
    pollMs: 30 * SECOND_MS,
    random: () => 0.5,
    readNetwork: () => '',
    onEnd: () => {},
    isPaused: () => isPaused,
    signal: stop.signal,
  });
  await folder.passTime(10 * SECOND_MS);
}

async function end(): Promise<void> {
  stop.abort();
  await folder.passTime(5 * SECOND_MS);
  await loop;
}

function hint(path = 'Akten'): void {
  watcher.emit({ kind: 'directory', path: path as RelativePath });
}

async function openDocument(): Promise<void> {
  folder.user.writeFile(OWNER_FILE, ',anna,pc,01.01.2026 00:00,;');
  hint();
  await folder.passTime(5 * SECOND_MS);
}

function closeDocument(): void {
  folder.user.remove(OWNER_FILE);
  hint();
}

function save(content: string): void {
  folder.user.saveByRename(DOCUMENT, content);
  hint();
}

const isLocked = (path = DOCUMENT): boolean => folder.server.getNode(path).lock !== undefined;
const calls = (call: string): number => folder.transport.calls.filter((made) => made.startsWith(`${call} `)).length;

describe('a document that is open here', () => {
  it('is locked on the server within five seconds, and let go of within fifteen after it was closed', async () => {
    await watch();
    await openDocument();
    const during = isLocked();
    closeDocument();
    await folder.passTime(15 * SECOND_MS);

    expect([during, isLocked()]).toEqual([true, false]);
    expect(folder.database.listOwnLocks()).toEqual([]);
  });

  it('is free for others a second after its last version is on the server', async () => {
    await watch();
    await openDocument();
    folder.server.faults.onCall = (call) =>
      call === 'upload' ? folder.clock.delay(SECOND_MS, stop.signal) : undefined;
    save('the last words');
    closeDocument();
    let lockedMs = 0;
    while (isLocked() && lockedMs < MINUTE_MS) {
      await folder.passTime(SECOND_MS / 10);
      if (folder.server.readFile(DOCUMENT) === 'the last words') lockedMs += SECOND_MS / 10;
    }

    expect(lockedMs).toBeLessThanOrEqual(1.2 * SECOND_MS);
  });

  it('is locked also when it was open before the program started', async () => {
    await watch();
    await openDocument();
    await end();
    const between = isLocked();
    await folder.restart();
    await begin();

    expect([between, isLocked()]).toEqual([false, true]);
  });

  it.each(['unknown-after-effect', 'unknown-before-effect'] as const)(
    'is locked, saved and let go of also when the answer to the lock is lost (%s)',
    async (kind) => {
      await watch();
      folder.server.faults.add({ kind, call: 'lock', times: 1 });
      await openDocument();
      save('two');
      await folder.passTime(2 * MINUTE_MS);
      const during = [isLocked(), folder.server.readFile(DOCUMENT), folder.state.kind];
      closeDocument();
      await folder.passTime(2 * SECOND_MS);

      expect(during).toEqual([true, 'two', 'in-sync']);
      expect(isLocked()).toBe(false);
    },
  );

  it('that is closed before anybody knows whether it is locked is not left locked', async () => {
    await watch();
    folder.server.faults.add({ kind: 'unknown-after-effect', call: 'lock', times: 1 });
    folder.server.faults.add({ kind: 'fail', call: 'read-lock', times: 3 });
    await openDocument();
    closeDocument();
    const during = isLocked();
    await folder.passTime(MINUTE_MS);

    expect([during, isLocked()]).toEqual([true, false]);
  });

  it('that was closed is let go of once the server can be asked again, which is not asked about it every second', async () => {
    await watch();
    await openDocument();
    folder.server.faults.add({ kind: 'fail', call: 'unlock' });
    closeDocument();
    await folder.passTime(5 * MINUTE_MS);
    const asked = calls('unlock');
    folder.server.faults.clear();
    await folder.passTime(35 * SECOND_MS);

    expect([asked <= 11, isLocked(), folder.database.listOwnLocks()]).toEqual([true, false, []]);
  });

  it('is let go of also when no hint tells that it was closed', async () => {
    await watch();
    await openDocument();
    folder.user.remove(OWNER_FILE);
    await folder.passTime(15 * SECOND_MS);

    expect(isLocked()).toBe(false);
  });

  it('is saved and saved again under its lock, and nothing waits', async () => {
    await watch();
    await openDocument();
    for (const content of ['two', 'three']) {
      save(content);
      await folder.passTime(10 * SECOND_MS);
    }

    expect([folder.server.readFile(DOCUMENT), isLocked(), folder.state.kind]).toEqual(['three', true, 'in-sync']);
    expect([calls('upload'), calls('lock')]).toEqual([3, 1]);
  });

  it('stays locked until its last version is on the server', async () => {
    await watch();
    await openDocument();
    let wasLocked: boolean | undefined;
    folder.server.faults.onCall = (call) => {
      if (call === 'upload') wasLocked = isLocked();
    };
    save('the last words');
    closeDocument();
    await folder.passTime(15 * SECOND_MS);

    expect([wasLocked, isLocked(), folder.server.readFile(DOCUMENT)]).toEqual([true, false, 'the last words']);
  });

  it.each(['owncloud10', 'infinite-scale'] as const)(
    'stays locked over an hour, however short the life of a lock is (%s)',
    async (serverKind) => {
      await watch({ serverKind });
      await openDocument();
      let unlockedMs = 0;
      for (let minute = 0; minute < 60; minute += 1) {
        await folder.passTime(MINUTE_MS);
        if (!isLocked()) unlockedMs += MINUTE_MS;
      }

      expect([unlockedMs, calls('refresh-lock')]).toEqual([0, 6]);
    },
  );

  it('is locked anew when the server has lost its lock', async () => {
    await watch();
    await openDocument();
    folder.server.unlock(DOCUMENT);
    await folder.passTime(11 * MINUTE_MS);

    expect(isLocked()).toBe(true);
  });

  it('is saved also when its lock had run out before', async () => {
    await watch();
    await openDocument();
    folder.server.unlock(DOCUMENT);
    save('two');
    await folder.passTime(15 * SECOND_MS);

    expect([folder.server.readFile(DOCUMENT), folder.state.kind]).toEqual(['two', 'in-sync']);
  });

  it('is locked once its first version is on the server', async () => {
    await watch();
    folder.user.writeFile('Akten/Neu.odt', 'new');
    folder.user.writeFile('Akten/.~lock.Neu.odt#', ',anna,pc,01.01.2026 00:00,;');
    hint();
    await folder.passTime(MINUTE_MS);

    expect(isLocked('Akten/Neu.odt')).toBe(true);
  });

  it('is moved and deleted past its lock', async () => {
    await watch();
    await openDocument();
    folder.user.rename('Akten', 'Ablage');
    hint('');
    await folder.passTime(15 * SECOND_MS);
    const moved = folder.server.readFile('Ablage/Brief.odt');
    hint('Ablage');
    await folder.passTime(5 * SECOND_MS);
    const wasLockedAgain = isLocked('Ablage/Brief.odt');
    folder.user.remove('Ablage');
    hint('');
    await folder.passTime(15 * SECOND_MS);

    expect([moved, wasLockedAgain, folder.state.kind]).toEqual(['one', true, 'in-sync']);
    expect(folder.server.snapshot()).toEqual({});
  });

  it('is let go of for an upload that cannot show the token, and not locked again before it is opened anew', async () => {
    await watch({ pieceBytes: 20, uploads: 'tus' });
    await openDocument();
    const large = 'x'.repeat(50);
    save(large);
    await folder.passTime(2 * MINUTE_MS);
    const whileOpen = [folder.server.readFile(DOCUMENT), isLocked(), folder.state.kind];
    closeDocument();
    await folder.passTime(15 * SECOND_MS);
    await openDocument();

    expect(whileOpen).toEqual([large, false, 'in-sync']);
    expect(isLocked()).toBe(true);
  });

  it('is not locked while nothing shall be synced', async () => {
    await watch();
    await openDocument();
    isPaused = true;
    await folder.passTime(10 * SECOND_MS);
    const during = isLocked();
    isPaused = false;
    await folder.passTime(10 * SECOND_MS);

    expect([during, isLocked()]).toEqual([false, true]);
  });
});

describe('locks of others', () => {
  it('are left alone, fail nothing, and are followed by our own when they are gone', async () => {
    await watch();
    folder.server.lock(DOCUMENT, 'Bernd');
    await openDocument();
    const during = [folder.server.getNode(DOCUMENT).lock?.holder.name, folder.state.kind];
    folder.server.unlock(DOCUMENT);
    await folder.passTime(MINUTE_MS);

    expect(during).toEqual(['Bernd', 'in-sync']);
    expect(folder.server.getNode(DOCUMENT).lock?.holder.name).toBe('Anna');
  });

  it('are named when they keep a version from the server', async () => {
    await watch();
    folder.server.lock(DOCUMENT, 'Bernd');
    await openDocument();
    save('two');
    await folder.passTime(15 * SECOND_MS);

    expect(await folder.why(DOCUMENT)).toMatchObject({ code: 'locked-on-server', heldBy: { name: 'Bernd' } });
  });
});

describe('what asks for no lock', () => {
  it('is an owner file that a crashed program has left behind', async () => {
    await watch();
    await end();
    folder.user.writeFile(OWNER_FILE, ',anna,pc,01.01.2026 00:00,;');
    await folder.passTime(25 * 60 * MINUTE_MS);
    await folder.restart();
    await begin();
    hint();
    await folder.passTime(5 * SECOND_MS);

    expect(calls('lock')).toBe(0);
  });

  it('is a document that takes no part: not even its name gets to the server', async () => {
    await watch();
    folder.user.writeFile('Privat#/Brief.odt', 'mine');
    folder.user.writeFile('Privat#/.~lock.Brief.odt#', ',anna,pc,01.01.2026 00:00,;');
    hint('Privat#');
    await folder.passTime(MINUTE_MS);

    expect(folder.transport.calls.filter((made) => made.includes('Privat'))).toEqual([]);
  });

  it('is a server that has no locks: it is asked once', async () => {
    await watch({ hasLocks: false });
    await openDocument();
    save('two');
    await folder.passTime(5 * MINUTE_MS);

    expect([calls('unlock'), folder.server.readFile(DOCUMENT), folder.state.kind]).toEqual([0, 'two', 'in-sync']);
  });

  it('is a folder in which nothing is open', async () => {
    await watch();
    save('two');
    await folder.passTime(60 * MINUTE_MS);

    expect([calls('lock'), calls('unlock'), calls('refresh-lock')]).toEqual([0, 0, 0]);
  });
});

describe('a program that ends', () => {
  it('lets go of its locks', async () => {
    await watch();
    await openDocument();
    await end();

    expect(isLocked()).toBe(false);
  });

  it('does not wait for a server that is away', async () => {
    await watch();
    await openDocument();
    folder.server.faults.onCall = () => new Promise(() => {});
    await end();

    expect(folder.database.listOwnLocks()).toHaveLength(1);
    folder.server.faults.onCall = () => {};
  });

  it('leaves its locks to the next one when it crashes, which writes past them and lets go of them', async () => {
    folder = new FakeFolder();
    folder.user.writeFile(DOCUMENT, 'one');
    await folder.settle();
    const { token } = folder.server.lock(DOCUMENT, 'Anna');
    const { fileId } = folder.server.getEntry(DOCUMENT);
    const expiresAtMs = folder.clock.nowMs() + 5 * MINUTE_MS;
    folder.database.replaceOwnLocks([
      { fileId, path: DOCUMENT as RelativePath, token, takenAtMs: folder.clock.nowMs(), expiresAtMs },
    ]);
    await folder.restart();
    folder.user.writeFile(DOCUMENT, 'two');
    await folder.settle();
    const once = [folder.server.readFile(DOCUMENT), isLocked()];
    await begin();

    expect(once).toEqual(['two', true]);
    expect([isLocked(), folder.database.listOwnLocks()]).toEqual([false, []]);
  });
});
