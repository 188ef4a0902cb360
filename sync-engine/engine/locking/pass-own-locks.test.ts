import { beforeEach, describe, expect, it } from 'vitest';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { ServerWrites } from '../../executor/context.ts';
import type { FakeCall } from '../../transport/fake-remote-faults.ts';
import { createUpload } from '#sync-engine/testing/conformance/transport-conformance-harness.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { OwnLocks } from './own-locks.ts';
import { passOwnLocks } from './pass-own-locks.ts';

const NEVER = new AbortController().signal;
const DOCUMENT = 'Akten/Brief.odt' as RelativePath;

let folder: FakeFolder;
let locks: OwnLocks;
let writes: ServerWrites;

beforeEach(async () => {
  folder = new FakeFolder();
  folder.server.makeDirectory('Akten');
  folder.server.writeFile(DOCUMENT, 'one');
  await folder.settle();
  const { transport, database, clock } = folder;
  locks = new OwnLocks({ transport, database, clock });
  writes = passOwnLocks(transport, locks);
});

/** While the first call of this kind is on its way. */
function meanwhile(call: FakeCall, act: () => Promise<unknown>): void {
  folder.server.faults.onCall = async (made) => {
    if (made !== call) return;
    folder.server.faults.onCall = () => {};
    await act();
  };
}

const upload = (): Promise<{ readonly kind: string }> => {
  const { fileId, etag } = folder.server.getEntry(DOCUMENT);
  return writes.upload(createUpload(DOCUMENT, 'two', { expect: { kind: 'version', fileId, etag } }).request);
};

const move = (): Promise<{ readonly kind: string }> => {
  const { fileId } = folder.server.getEntry('Akten');
  return writes.move({ from: 'Akten' as RelativePath, to: 'Ablage' as RelativePath, fileId, signal: NEVER });
};

const remove = (): Promise<{ readonly kind: string }> => {
  const { fileId, etag } = folder.server.getEntry(DOCUMENT);
  return writes.remove({ path: DOCUMENT, kind: 'file', fileId, etag, signal: NEVER });
};

describe.each([
  ['upload', upload],
  ['move', move],
  ['remove', remove],
] as const)('a write (%s)', (call, write) => {
  it('that meets a lock which we have taken meanwhile is planned anew at once, and then passes it', async () => {
    meanwhile(call, () => locks.take(DOCUMENT, NEVER));

    expect(await write()).toMatchObject({ kind: 'refused', reason: 'changed-meanwhile' });
    expect(await write()).toMatchObject({ kind: 'done' });
  });

  it('that meets the lock of somebody else says so', async () => {
    folder.server.lock(DOCUMENT, 'Bernd');

    expect(await write()).toMatchObject({ kind: 'failed', error: { code: 'locked-on-server' } });
  });
});
