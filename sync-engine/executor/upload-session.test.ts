import { beforeEach, describe, expect, it } from 'vitest';
import type { Checksum } from '../core/model/checksum.ts';
import { toChecksum } from '../core/model/checksum.ts';
import type { LocalStamp } from '../core/model/observation.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { FakeFolder } from '../testing/builders/fake-folder.ts';
import type { UploadResume } from '../transport/transport.ts';
import type { SessionPorts } from './upload-session.ts';
import { dropSessions, findSession, findUploadedChecksum, keepSession } from './upload-session.ts';

const PATH = 'video' as RelativePath;
const STAMP: LocalStamp = {
  device: 1n,
  inode: 7n,
  birthNs: 0n,
  sizeBytes: 5,
  mtimeNs: 1_700_000_000_123_456_789n,
  ctimeNs: 1_700_000_000_123_456_790n,
};
const NEVER = new AbortController().signal;
const HOUR_MS = 3_600_000;

let folder: FakeFolder;
let ports: SessionPorts;
let session: UploadResume;

beforeEach(async () => {
  folder = new FakeFolder();
  await folder.filesystem.open();
  const { database, transport, filesystem, clock } = folder;
  ports = { database, transport, filesystem, clock };
  session = { protocol: 'tus', session: 's1', sizeBytes: 5, checksum: toChecksum('a'.repeat(40)) };
  folder.server.sessions.set('s1', Buffer.from('by'));
});

describe('the session of an unfinished upload', () => {
  const drop = (isPlanned = false): ReturnType<typeof dropSessions> => dropSessions(ports, () => isPlanned, NEVER);

  beforeEach(() => keepSession(ports, { path: PATH, stamp: STAMP }, session));

  it('is given up when the file is gone', async () => {
    await drop();

    expect([folder.server.sessions.size, ports.database.listTransfers()]).toEqual([0, []]);
  });

  it('is given up when the file has another size', async () => {
    folder.user.writeFile('video', 'longer');

    await drop();

    expect(folder.server.sessions.size).toBe(0);
  });

  it('stays as long as the upload is planned', async () => {
    await drop(true);

    expect([folder.server.sessions.size, ports.database.listTransfers().length]).toEqual([1, 1]);
  });

  it('stays when the file cannot be looked at', async () => {
    folder.user.writeFile('video', 'video');
    folder.filesystem.faults.add({ act: 'stat', path: PATH, errno: 'EACCES' });

    await drop();

    expect(folder.server.sessions.size).toBe(1);
  });

  it('stays known, and is tried again, when the server does not let it go', async () => {
    folder.server.faults.add({ kind: 'fail', call: 'abandon-upload', code: 'locked-on-server', times: 1 });

    expect((await drop()).map(({ code }) => code)).toEqual(['locked-on-server']);
    expect(ports.database.listTransfers().length).toBe(1);
    expect(await drop()).toEqual([]);
    expect(ports.database.listTransfers()).toEqual([]);
  });

  it('is given up before other bytes of the same file are sent', async () => {
    const other = { path: PATH, stamp: STAMP, checksum: toChecksum('b'.repeat(40)) };

    expect(await findSession(ports, other, NEVER)).toBeUndefined();
    expect([folder.server.sessions.size, ports.database.listTransfers()]).toEqual([0, []]);
  });

  it('is found again for the same bytes', async () => {
    expect(await findSession(ports, { path: PATH, stamp: STAMP, checksum: session.checksum }, NEVER)).toEqual(session);
  });

  it('is given up when the file was touched since, even if it has the same bytes again', async () => {
    const stamp = { ...STAMP, ctimeNs: STAMP.ctimeNs + 1n };

    expect(await findSession(ports, { path: PATH, stamp, checksum: session.checksum }, NEVER)).toBeUndefined();
    expect([folder.server.sessions.size, ports.database.listTransfers()]).toEqual([0, []]);
  });
});

describe('the bytes of an unfinished upload', () => {
  it('need not be read again as long as the file is untouched', () => {
    keepSession(ports, { path: PATH, stamp: STAMP }, session);

    const checksumOf = (stamp: LocalStamp): Checksum | undefined => findUploadedChecksum(ports, { path: PATH, stamp });
    expect(checksumOf(STAMP)).toBe(session.checksum);
    expect(checksumOf({ ...STAMP, ctimeNs: STAMP.ctimeNs + 1n })).toBeUndefined();
    expect(checksumOf({ ...STAMP, inode: 8n })).toBeUndefined();
  });
});

describe('a session that the server has thrown away by itself', () => {
  it.each([
    ['when its time was told', HOUR_MS, 2 * HOUR_MS],
    ['after two days else', undefined, 49 * HOUR_MS],
  ])('is forgotten without a question, %s', async (_title, lifeMs, waitMs) => {
    folder.user.writeFile('video', 'video');
    const life = lifeMs === undefined ? {} : { expiresAtMs: folder.clock.nowMs() + lifeMs };
    keepSession(ports, { path: PATH, stamp: STAMP }, { ...session, ...life });
    await folder.passTime(waitMs);

    await dropSessions(ports, () => false, NEVER);

    expect([folder.transport.calls, ports.database.listTransfers()]).toEqual([[], []]);
  });
});
