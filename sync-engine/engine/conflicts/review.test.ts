import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ConflictRecord } from '#sync-engine/core/model/conflict.ts';
import { ROOT_PATH } from '#sync-engine/core/model/relative-path.ts';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import type { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { syncedFolder } from '#sync-engine/testing/builders/synced-folder.ts';

/** A folder in which both sides changed `Docs/a.txt`, after the run that met it. */
async function conflicting(): Promise<FakeFolder> {
  const folder = await syncedFolder({ 'Docs/a.txt': 'base', 'Docs/b.txt': 'other' });
  folder.user.writeFile('Docs/a.txt', 'mine');
  folder.server.writeFile('Docs/a.txt', 'theirs');
  await folder.settle();
  return folder;
}

function list(folder: FakeFolder): readonly ConflictRecord[] {
  return folder.database.listConflicts();
}

function sha1(text: string): string {
  return `SHA1:${createHash('sha1').update(text).digest('hex')}`;
}

function states(folder: FakeFolder): readonly string[] {
  return list(folder).map(({ path, state }) => `${path}: ${state.kind}${'why' in state ? `, ${state.why}` : ''}`);
}

describe('the record of a conflict', () => {
  it('tells both versions and what they were made from', async () => {
    const folder = await conflicting();

    expect(list(folder)).toMatchObject([
      {
        origin: 'content',
        path: 'Docs/a.txt',
        secondName: 'a.txt (v1)',
        base: { sizeBytes: 4, checksum: sha1('base') },
        server: { sizeBytes: 6, checksum: sha1('theirs'), etag: folder.server.getEntry('Docs/a.txt').etag },
        local: { sizeBytes: 4 },
        serverAuthor: undefined,
        serverReceivedAtMs: undefined,
        wasServerAsked: false,
        state: { kind: 'open' },
      },
    ]);
    const [record] = list(folder);
    expect(record?.local?.etag).toBe(record?.base?.etag);
    expect(record?.server?.etag).not.toBe(record?.base?.etag);
  });

  it('is written for two new files of one name as well, without a base', async () => {
    const folder = await syncedFolder({});
    folder.user.writeFile('a.txt', 'mine');
    folder.server.writeFile('a.txt', 'theirs');

    await folder.settle();

    expect(list(folder)).toMatchObject([
      { origin: 'content', path: 'a.txt', base: undefined, state: { kind: 'open' } },
    ]);
  });

  it('is written when two items want one name', async () => {
    const folder = await syncedFolder({ 'a.txt': 'a' });
    folder.user.rename('a.txt', 'x.txt');
    folder.server.writeFile('x.txt', 'theirs');

    await folder.settle();

    expect(list(folder)).toMatchObject([
      { origin: 'name', path: 'x.txt', secondName: 'x.txt (v1)', state: { kind: 'open' } },
    ]);
    expect(folder.user.listAll()).toEqual(['x.txt', 'x.txt (v1)']);
  });

  it('is written for none when both sides wrote the same', async () => {
    const folder = await syncedFolder({ 'a.txt': 'base' });
    folder.user.writeFile('a.txt', 'same');
    folder.server.writeFile('a.txt', 'same');

    await folder.settle();

    expect(list(folder)).toEqual([]);
  });

  it('follows its directory to another place', async () => {
    const folder = await conflicting();
    folder.user.rename('Docs', 'Papers');

    await folder.settle();

    expect(states(folder)).toEqual(['Papers/a.txt: open']);
  });

  it('is looked at again when one of its versions could not be seen', async () => {
    const folder = await conflicting();
    folder.user.writeFile('Docs/a.txt (v1)', 'theirs');
    await folder.run();
    folder.filesystem.faults.add({ act: 'read-directory', path: 'Docs' as RelativePath, errno: 'EACCES', times: 1 });
    await folder.run();
    await folder.run();

    await folder.settle();

    expect(states(folder)).toEqual(['Docs/a.txt: dissolved, equal-bytes']);
  });

  it('costs no write in a run that finds nothing changed', async () => {
    const folder = await conflicting();
    const before = JSON.stringify(list(folder));

    await folder.settle();

    expect(JSON.stringify(list(folder))).toBe(before);
  });
});

describe('a crash', () => {
  /** Runs into an error at the `count`-th act after the conflict came up, as if the process ended there. */
  async function crashAt(count: number): Promise<{ readonly folder: FakeFolder; readonly hasCrashed: boolean }> {
    const folder = await syncedFolder({ 'Docs/a.txt': 'base' });
    folder.user.writeFile('Docs/a.txt', 'mine');
    folder.server.writeFile('Docs/a.txt', 'theirs');
    let acts = 0;
    let hasCrashed = false;
    folder.filesystem.faults.onAct = () => {
      acts += 1;
      if (acts < count || hasCrashed) return;
      hasCrashed = true;
      throw new Error('crash');
    };
    await folder.settle().catch((error: unknown) => {
      if (!hasCrashed) throw error;
    });
    folder.filesystem.faults.onAct = () => {};
    folder.disk.isLocked = false;
    await folder.restart();
    await folder.settle();
    return { folder, hasCrashed };
  }

  it('leaves one record for one conflict, whenever it happens', async () => {
    let count = 0;
    for (let goesOn = true; goesOn; count += 1) {
      const { folder, hasCrashed } = await crashAt(count + 1);
      goesOn = hasCrashed;
      expect([states(folder), folder.user.listAll()], `act ${count + 1}`).toEqual([
        ['Docs/a.txt: open'],
        ['Docs', 'Docs/a.txt', 'Docs/a.txt (v1)'],
      ]);
    }
    expect(count).toBeGreaterThan(10);
  });

  it('before anything was renamed leaves no record for a conflict that did not happen', async () => {
    const folder = await syncedFolder({ 'a.txt': 'base' });
    folder.user.writeFile('a.txt', 'mine');
    folder.server.writeFile('a.txt', 'theirs');
    folder.filesystem.faults.add({ act: 'place', path: ROOT_PATH, errno: 'EIO' });
    await folder.run();
    const announced = states(folder);
    folder.filesystem.faults.clear();
    folder.user.writeFile('a.txt', 'theirs');

    await folder.restart();
    await folder.settle();

    expect([announced, states(folder)]).toEqual([['a.txt: announced'], []]);
  });
});

it('an announced conflict waits as long as the second version is there alone', async () => {
  const folder = await syncedFolder({ 'a.txt': 'a' });
  folder.user.rename('a.txt', 'x.txt');
  folder.server.writeFile('x.txt', 'theirs');
  folder.server.faults.add({ kind: 'fail', call: 'download', path: ROOT_PATH, code: 'server-busy' });
  await folder.run();
  await folder.run();
  const waiting = states(folder);
  folder.server.faults.clear();
  await folder.passTime(600_000);

  await folder.settle();

  expect([waiting, states(folder)]).toEqual([['x.txt: announced'], ['x.txt: open']]);
});

describe('a conflict dissolves', () => {
  it('when both versions have equal bytes again: the second one goes to the safety store and is deleted everywhere', async () => {
    const folder = await conflicting();
    folder.user.writeFile('Docs/a.txt (v1)', 'theirs');

    await folder.settle();

    expect(states(folder)).toEqual(['Docs/a.txt: dissolved, equal-bytes']);
    expect(folder.user.listAll()).toEqual(['Docs', 'Docs/a.txt', 'Docs/b.txt']);
    expect(folder.server.snapshot()).toEqual({ 'Docs/a.txt': 'theirs', 'Docs/b.txt': 'other' });
    expect(folder.database.listKept().map(({ reason, originalPath }) => [reason, originalPath])).toEqual([
      ['needless-second-version', 'Docs/a.txt (v1)'],
    ]);
  });

  it('not when a colleague replaces the first version before the second is gone there, too', async () => {
    const folder = await conflicting();
    folder.user.writeFile('Docs/a.txt (v1)', 'theirs');
    let edits = 0;
    folder.server.faults.onCall = (call) => {
      if (call === 'remove' && edits++ === 0) folder.server.writeFile('Docs/a.txt', 'newer');
    };

    await folder.settle();

    const both = { 'Docs/a.txt': 'newer', 'Docs/a.txt (v1)': 'theirs', 'Docs/b.txt': 'other' };
    expect(folder.server.snapshot()).toEqual(both);
    expect(folder.user.listAll()).toEqual(['Docs', ...Object.keys(both)]);
    expect(states(folder)).toEqual(['Docs/a.txt: open']);
  });

  it('not when both change the first version before the second is gone there, too', async () => {
    const folder = await conflicting();
    folder.user.writeFile('Docs/a.txt (v1)', 'theirs');
    let edits = 0;
    folder.server.faults.onCall = (call) => {
      if (call !== 'remove' || edits++ > 0) return;
      folder.user.writeFile('Docs/a.txt', 'mine again');
      folder.server.writeFile('Docs/a.txt', 'newer');
    };

    await folder.settle();

    const texts = Object.values(folder.server.snapshot()).filter((text) => text !== undefined);
    expect(texts.toSorted()).toEqual(['mine again', 'newer', 'other', 'theirs']);
  });

  it('not when both versions are without bytes', async () => {
    const folder = await conflicting();
    folder.user.writeFile('Docs/a.txt', '');
    folder.user.writeFile('Docs/a.txt (v1)', '');

    await folder.settle();

    expect(states(folder)).toEqual(['Docs/a.txt: open']);
  });

  it('when the second version was removed', async () => {
    const folder = await conflicting();
    folder.user.remove('Docs/a.txt (v1)');

    await folder.settle();

    expect(states(folder)).toEqual(['Docs/a.txt: dissolved, one-left']);
  });

  it('when a colleague removed the second version on the server', async () => {
    const folder = await conflicting();
    folder.server.remove('Docs/a.txt (v1)');

    await folder.settle();

    expect(states(folder)).toEqual(['Docs/a.txt: dissolved, one-left']);
  });

  it.each(['Docs/a.txt', 'Docs/a.txt (v1)'])('when %s was renamed', async (path) => {
    const folder = await conflicting();
    folder.user.rename(path, 'Docs/renamed.txt');

    await folder.settle();

    expect(states(folder)).toEqual(['Docs/a.txt: dissolved, one-left']);
  });

  it('not when the directory could not be read for a while', async () => {
    const folder = await conflicting();
    folder.filesystem.faults.add({ path: 'Docs' as RelativePath, errno: 'EACCES' });
    await folder.run();
    const meanwhile = states(folder);
    folder.filesystem.faults.clear();

    await folder.settle();

    expect([meanwhile, states(folder)]).toEqual([['Docs/a.txt: open'], ['Docs/a.txt: open']]);
  });

  it('not when a version is there but takes no part in syncing any more', async () => {
    const folder = await conflicting();
    const [record] = list(folder);
    if (record === undefined) throw new Error('no conflict');
    folder.database.putConflict({ ...record, secondName: 'a.txt (v1)~' });
    folder.user.rename('Docs/a.txt (v1)', 'Docs/a.txt (v1)~');

    await folder.settle();

    expect(states(folder)).toEqual(['Docs/a.txt: open']);
  });

  it('not when both names of a record lead to one file', async () => {
    const folder = await conflicting();
    const [record] = list(folder);
    if (record === undefined) throw new Error('no conflict');
    folder.user.remove('Docs/a.txt');
    await folder.settle();
    const second = [...folder.database.loadBase().values()].find(({ name }) => name === record.secondName);
    if (second === undefined) throw new Error('no second version');
    const path = 'Docs/a.txt (v1)' as RelativePath;
    folder.database.putConflict({ ...record, nodeId: second.id, path, state: { kind: 'open' } });
    folder.user.writeFile('Docs/b.txt', 'edited');

    await folder.settle();

    expect(folder.user.readFile('Docs/a.txt (v1)')).toBe('mine');
    expect(folder.server.readFile('Docs/a.txt (v1)')).toBe('mine');
  });

  it('not when the first version changed while the bytes were compared', async () => {
    const folder = await conflicting();
    folder.user.writeFile('Docs/a.txt (v1)', 'theirs');
    folder.filesystem.faults.onAct = (act, path) => {
      if (act !== 'hash-file' || path !== 'Docs/a.txt') return;
      folder.filesystem.faults.onAct = () => {};
      folder.user.saveByRename(path, 'precious');
    };

    await folder.settle();

    expect(folder.user.readFile('Docs/a.txt (v1)')).toBe('theirs');
    expect(states(folder)).toEqual(['Docs/a.txt: open']);
  });

  it('not when a person wrote another version while the bytes were compared', async () => {
    const folder = await conflicting();
    folder.user.writeFile('Docs/a.txt (v1)', 'theirs');
    folder.filesystem.faults.onAct = (act, path) => {
      if (act !== 'keep-file') return;
      folder.filesystem.faults.onAct = () => {};
      folder.user.writeFile(path, 'precious');
    };

    await folder.settle();

    expect(folder.user.readFile('Docs/a.txt (v1)')).toBe('precious');
    expect(states(folder)).toEqual(['Docs/a.txt: open']);
  });

  it('and is open again when both versions are back', async () => {
    const folder = await conflicting();
    folder.user.rename('Docs/a.txt (v1)', 'elsewhere.txt');
    await folder.settle();
    folder.user.rename('elsewhere.txt', 'Docs/a.txt (v1)');

    await folder.settle();

    expect(states(folder)).toEqual(['Docs/a.txt: open']);
  });

  it('and is forgotten after 30 days', async () => {
    const folder = await conflicting();
    folder.user.remove('Docs/a.txt (v1)');
    await folder.settle();
    await folder.passTime(31 * 24 * 60 * 60_000);
    folder.user.writeFile('c.txt', 'news');

    await folder.settle();

    expect(states(folder)).toEqual([]);
  });
});
