import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../core/guards/mass-removal.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { SyncErrorCode } from '../../core/model/sync-error.ts';
import { FakeDisk } from '../../filesystem/fake-disk.ts';
import type { FakeAct } from '../../filesystem/fake-faults.ts';
import { DatabaseUnusableError } from '../../sync-database/database-unusable-error.ts';
import { resolve } from '#sync-engine/testing/builders/conflict-folder.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import type { WhyCode } from './why.ts';

/** Brings a folder, in which both sides have `a.txt` and `Docs/b.txt`, into a situation; returns the path to ask for. */
type Situation = (folder: FakeFolder) => Promise<string>;

/** A code of the type without a situation does not compile; one that nothing can produce has none, and goes. */
const SITUATIONS: Readonly<Record<WhyCode, Situation>> = {
  'in-sync': () => Promise.resolve('a.txt'),
  'not-there': () => Promise.resolve('nothing'),
  'was-removed': async (folder) => {
    folder.user.remove('a.txt');
    await folder.settle();
    return 'a.txt';
  },
  excluded: (folder) => local(folder, () => folder.user.writeFile('draft~', 'x'), 'draft~'),
  'excluded-not-there': () => Promise.resolve('nothing~'),
  deselected: async (folder) => {
    await folder.deselect('Docs');
    await folder.settle();
    return 'Docs';
  },
  'in-deselected': async (folder) => {
    await folder.deselect('Docs');
    await folder.settle();
    return 'Docs/nothing';
  },
  'new-folder-undecided': async (folder) => {
    await folder.choose({ kind: 'new-directories', rule: { kind: 'ask' } });
    folder.server.makeDirectory('Neu/tief');
    await folder.settle();
    return 'Neu/tief';
  },
  'second-version-not-uploaded': async (folder) => {
    await quarrelHere(folder);
    return 'a.txt (v1)';
  },
  'stays-here': async (folder) => {
    await keepBoth(folder);
    return 'a.txt (v1)';
  },
  'contains-stays-here': async (folder) => {
    await keepBoth(folder);
    return '';
  },
  'unsynced-in-deselected': async (folder) => {
    folder.user.writeFile('Docs/new', 'x');
    await folder.deselect('Docs');
    await folder.settle();
    return 'Docs/new';
  },
  'waiting-to-upload': (folder) => local(folder, () => folder.user.writeFile('new', 'x'), 'new'),
  'waiting-to-download': (folder) => remote(folder, () => folder.server.writeFile('new', 'x'), 'new'),
  'waiting-to-make-directory': (folder) => local(folder, () => folder.user.makeDirectory('New'), 'New'),
  'waiting-to-move': (folder) => local(folder, () => folder.user.rename('a.txt', 'c.txt'), 'c.txt'),
  'waiting-to-remove': (folder) => local(folder, () => folder.user.remove('a.txt'), 'a.txt'),
  'waiting-for-decision': async (folder) => {
    for (let number = 0; number < 60; number += 1) folder.user.writeFile(`many/${number}`, `${number}`);
    await folder.settle();
    for (let number = 0; number < 60; number += 1) folder.user.remove(`many/${number}`);
    return 'many/7';
  },
  'two-versions': async (folder) => {
    await quarrel(folder);
    return 'a.txt (v1)';
  },
  'contains-two-versions': async (folder) => {
    await quarrel(folder);
    return '';
  },
  'becomes-two-versions': (folder) => {
    folder.user.writeFile('a.txt', 'mine');
    return remote(folder, () => folder.server.writeFile('a.txt', 'theirs'), 'a.txt');
  },
  'comes-back': async (folder) => {
    folder.server.permit('a.txt', 'RDNV');
    await folder.settle();
    return local(folder, () => folder.user.writeFile('a.txt', 'edited'), 'a.txt');
  },
  'contains-unsynced': (folder) => local(folder, () => folder.user.writeFile('Docs/new', 'x'), 'Docs'),
  'symbolic-link': (folder) => local(folder, () => folder.user.makeLink('link'), 'link'),
  'special-file': (folder) => local(folder, () => folder.user.makeSpecial('pipe'), 'pipe'),
  unreadable: unlookable('unreadable'),
  'name-not-utf8': unlookable('name-not-utf8'),
  'other-file-system': unlookable('other-file-system'),
  'name-not-allowed-here': (folder) => {
    const name = 'ä'.repeat(140);
    return remote(folder, () => folder.server.writeFile(name, 'x'), name);
  },
  'name-not-allowed-on-server': (folder) =>
    local(folder, () => folder.user.rename('a.txt', 'x-chunking-1-2-0'), 'x-chunking-1-2-0'),
  'name-reserved': (folder) => local(folder, () => folder.user.writeFile('.bayernbox-x', 'x'), '.bayernbox-x'),
  'name-clash': (folder) => remote(folder, () => folder.server.writeFile('A.TXT', 'x'), 'A.TXT'),
  'listing-incomplete': async (folder) => {
    folder.server.faults.add({ kind: 'fail', call: 'list', path: 'a.txt' as RelativePath, code: 'server-error' });
    folder.server.remove('a.txt');
    await folder.settle();
    return 'a.txt';
  },
  'item-damaged-on-server': async (folder) => {
    folder.server.getNode('a.txt').isDamaged = true;
    folder.server.writeFile('other', 'x');
    await folder.settle();
    return 'a.txt';
  },
  'kept-for-unsynced-content': async (folder) => {
    folder.user.writeFile('Docs/draft~', 'x');
    folder.server.remove('Docs');
    await folder.settle();
    return 'Docs';
  },
  'change-not-permitted': async (folder) => {
    folder.server.permit('Docs', 'RDNVK');
    await folder.settle();
    return local(folder, () => folder.user.writeFile('Docs/new', 'x'), 'Docs/new');
  },
  'moved-out-of-sight-on-server': async (folder) => {
    folder.user.rename('Docs', 'Docs~');
    folder.server.move('a.txt', 'Docs/a.txt');
    await folder.settle();
    return 'a.txt';
  },
  'moved-out-of-sight': (folder) => local(folder, () => folder.user.rename('a.txt', 'a~'), 'a.txt'),

  'server-error': refused('server-error'),
  'quota-exceeded': refused('quota-exceeded'),
  'no-permission': refused('no-permission'),
  'locked-on-server': refused('locked-on-server'),
  'processing-on-server': refused('processing-on-server'),
  'too-large-for-server': refused('too-large-for-server'),
  'name-refused-by-server': refused('name-refused-by-server'),
  'checksum-mismatch': refused('checksum-mismatch'),
  'incomplete-transfer': refused('incomplete-transfer'),
  'still-changing': refused('still-changing'),
  'unexpected-answer': refused('unexpected-answer'),
  'local-access-denied': unreachableHere('open-file', 'EACCES'),
  'local-file-busy': unreachableHere('open-file', 'EBUSY'),
  'local-io-error': unreachableHere('open-file', 'ENXIO'),
  'local-name-refused': unplaceable('EINVAL'),
  'disk-full': unplaceable('ENOSPC'),
  stalled: refused('stalled'),

  'sign-in-refused': stopping('sign-in-refused'),
  'server-unreachable': stopping('server-unreachable'),
  'sign-in-needed': stopping('sign-in-needed'),
  'encryption-missing': stopping('encryption-missing'),
  'certificate-expired': stopping('certificate-expired'),
  'certificate-wrong-name': stopping('certificate-wrong-name'),
  'certificate-untrusted': stopping('certificate-untrusted'),
  'certificate-invalid': stopping('certificate-invalid'),
  'proxy-sign-in-needed': stopping('proxy-sign-in-needed'),
  'server-maintenance': stopping('server-maintenance'),
  'server-busy': stopping('server-busy'),
  'not-an-owncloud': stopping('not-an-owncloud'),
  'server-too-old': stopping('server-too-old'),
  'remote-folder-missing': stopping('remote-folder-missing'),
  'space-unavailable': stopping('space-unavailable'),
  'local-folder-missing': (folder) => local(folder, () => (folder.disk.root = undefined), 'a.txt'),
  'local-folder-replaced': (folder) =>
    local(folder, () => (folder.disk.root = folder.disk.createNode('directory')), 'a.txt'),
  'database-unusable': () => Promise.resolve('a.txt'),
  'database-newer': stopping('database-newer'),
  'internal-error': async (folder) => {
    folder.user.writeFile('new', 'x');
    await folder.breakDown();
    return 'new';
  },
  cancelled: async (folder) => {
    await folder.runStopped();
    return '';
  },
};

/** Both sides change `a.txt`, and the organisation lets no second version go to the server. */
async function quarrelHere(folder: FakeFolder): Promise<void> {
  folder.shouldUploadSecondVersions = false;
  await folder.restart();
  await quarrel(folder);
}

async function quarrel(folder: FakeFolder): Promise<void> {
  folder.user.writeFile('a.txt', 'mine');
  folder.server.writeFile('a.txt', 'theirs');
  await folder.settle();
}

/** A person decides to keep both of them. */
async function keepBoth(folder: FakeFolder): Promise<void> {
  await quarrelHere(folder);
  await resolve(folder, 'both');
  await folder.settle();
}

async function local(_folder: FakeFolder, act: () => unknown, path: string): Promise<string> {
  await Promise.resolve(act());
  return path;
}

async function remote(folder: FakeFolder, act: () => unknown, path: string): Promise<string> {
  act();
  await folder.look();
  return path;
}

function unlookable(reason: 'unreadable' | 'name-not-utf8' | 'other-file-system'): Situation {
  return (folder) => local(folder, () => folder.filesystem.unreadable.set('Docs' as RelativePath, reason), 'Docs');
}

/** An upload fails. */
function refused(code: SyncErrorCode): Situation {
  return async (folder) => {
    folder.server.faults.add({ kind: 'fail', call: 'upload', code });
    folder.user.writeFile('new', 'x');
    await folder.run();
    return 'new';
  };
}

/** A file here cannot be read when it is to be uploaded. */
function unreachableHere(act: FakeAct, errno: string): Situation {
  return async (folder) => {
    folder.user.writeFile('new', 'x');
    folder.filesystem.faults.add({ act, path: 'new' as RelativePath, errno });
    await folder.run();
    return 'new';
  };
}

/** A download cannot be put in its place. */
function unplaceable(errno: string): Situation {
  return async (folder) => {
    folder.server.writeFile('new', 'x');
    folder.filesystem.faults.add({ act: 'place', path: 'new' as RelativePath, errno });
    await folder.run();
    return 'new';
  };
}

/** The server cannot even be looked at. */
function stopping(code: SyncErrorCode): Situation {
  return async (folder) => {
    folder.server.faults.add({ kind: 'fail', call: 'list', code });
    folder.user.writeFile('new', 'x');
    await folder.run();
    return 'new';
  };
}

async function start(code: WhyCode): Promise<FakeFolder> {
  const isCaseSensitive = code !== 'name-clash';
  const folder = new FakeFolder({ limits: DEFAULT_LIMITS, disk: new FakeDisk({ isCaseSensitive }) });
  folder.user.writeFile('a.txt', 'a');
  folder.user.writeFile('Docs/b.txt', 'b');
  await folder.settle();
  return folder;
}

describe('the one reason of a path', () => {
  test.each(Object.entries(SITUATIONS) as [WhyCode, Situation][])('can be %s', async (code, bring) => {
    const folder = await start(code);
    const path = await bring(folder);
    const { database } = folder;
    if (code === 'database-unusable') {
      database.loadBase = () => {
        throw new DatabaseUnusableError('broken', 'rows contradict each other');
      };
    }

    expect(await folder.why(path, database)).toMatchObject({ path, code });
  });
});

describe('of several reasons the first is told', () => {
  test('of the root: what stopped the whole folder, then what lies in it', async () => {
    const folder = await start('in-sync');
    expect((await folder.why(''))?.code).toBe('in-sync');

    folder.user.writeFile('Docs/new', 'x');
    expect((await folder.why(''))?.code).toBe('contains-unsynced');

    folder.server.faults.add({ kind: 'fail', call: 'list', code: 'server-maintenance' });
    await folder.run();
    expect((await folder.why(''))?.code).toBe('server-maintenance');
    expect((await folder.why('a.txt'))?.code).toBe('in-sync');
  });

  test('of a path: its own problem before that of a directory above', async () => {
    const folder = await start('in-sync');
    folder.user.makeLink('Docs/link');
    folder.filesystem.unreadable.set('Docs/link' as RelativePath, 'unreadable');
    expect((await folder.why('Docs/link'))?.code).toBe('unreadable');

    folder.filesystem.unreadable.set('Docs' as RelativePath, 'other-file-system');
    expect((await folder.why('Docs/link'))?.code).toBe('other-file-system');
  });

  test('of a path: its own failure before what stopped the folder after it', async () => {
    const folder = await start('in-sync');
    await refused('no-permission')(folder);
    folder.server.faults.add({ kind: 'fail', call: 'list', code: 'server-unreachable' });
    folder.user.writeFile('other', 'x');
    await folder.run();

    expect([(await folder.why('new'))?.code, (await folder.why('other'))?.code]).toEqual([
      'no-permission',
      'server-unreachable',
    ]);
  });

  test('a failure is told with the times of the last and the next attempt, and no longer once the file is another', async () => {
    const folder = await start('in-sync');
    await refused('no-permission')(folder);
    const why = await folder.why('new');
    expect(why?.lastAttemptAtMs).toBe(folder.clock.nowMs());
    expect(why?.nextAttemptAtMs).toBe(folder.clock.nowMs() + 10_000);

    folder.user.writeFile('new', 'written again');
    expect((await folder.why('new'))?.code).toBe('waiting-to-upload');
  });
});
