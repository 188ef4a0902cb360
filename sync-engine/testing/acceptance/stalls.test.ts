import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDevServer } from '#dev-server/dev-server.ts';
import { expect, test } from 'vitest';
import { ROOT_PATH } from '../../core/model/relative-path.ts';
import type { Engine } from '../../engine/create-engine.ts';
import { createEngine } from '../../engine/create-engine.ts';
import { openAccount } from './server-account.ts';

const USER = { name: 'anna', password: 'Geheim-7f3a-Wort' } as const;
const NEVER = new AbortController().signal;

test('over a real connection, an upload that the server lets stand is cancelled and named; others go on', async () => {
  const root = mkdtempSync(join(tmpdir(), 'bayernbox-stall-'));
  const server = await startDevServer({ users: [USER], profile: 'owncloud10', dataDirectory: join(root, 'server') });
  const localRootPath = join(root, 'folder');
  mkdirSync(localRootPath);
  let engine: Engine | undefined;
  try {
    const created = createEngine({
      localRootPath,
      serverUrl: server.url,
      credentials: { kind: 'basic', userName: USER.name, password: USER.password },
      remotePath: ROOT_PATH,
      space: undefined,
      stateDirectory: join(root, 'state'),
      excludes: '',
      limitUpBytesPerSecond: undefined,
      limitDownBytesPerSecond: undefined,
      removalLimits: undefined,
      isDryRun: false,
      isFolderAccepted: false,
      stallMs: 2_000,
      logOutput: undefined,
      onEvent: () => {},
    });
    if (!created.ok) throw new Error(created.error.code);
    engine = created.value;
    await engine.folder.open(NEVER);
    server.faults.add({ method: 'PUT', path: 'bad', effect: { kind: 'stall', timeoutMs: 600_000 } });
    // More than sockets hold, so that bytes stop moving while some are left.
    writeFileSync(join(localRootPath, 'bad.bin'), Buffer.alloc(9 * 1024 * 1024));
    writeFileSync(join(localRootPath, 'good.txt'), 'good');

    await engine.folder.run({ kind: 'everything' }, NEVER);
    const waiting = await engine.folder.run({ kind: 'everything' }, NEVER);

    expect(waiting).toMatchObject({ kind: 'waiting', problems: [{ path: 'bad.bin', code: 'stalled' }] });
    expect(Object.keys(await openAccount(server, USER).readContent())).toEqual(['good.txt']);
  } finally {
    server.faults.clear();
    await engine?.folder.close();
    await server.close();
    rmSync(root, { recursive: true, force: true });
  }
}, 120_000);
