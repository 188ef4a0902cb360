import { mkdir } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { enterOffice } from '#e2e/stage/engine-host.ts';
import type { Office } from '#e2e/stage/office.ts';
import { readTexts, USER, waitFor } from '#e2e/stage/office.ts';
import { sampleFolder } from '#e2e/stage/sample-state.ts';
import type { AppChange } from '#ipc/app-change.ts';
import type { FolderView } from '#ipc/folder-view.ts';
import { Credentials } from '#sync-engine/auth/credentials.ts';
import type { AuthorizationSource } from '#sync-engine/core/model/authorization.ts';
import { FolderRunner } from './folder-runner.ts';

/** Runs the whole server in a folder of this name, signed by `authorization`; what is shown of it. */
async function runFolder(office: Office, name: string, authorization: AuthorizationSource) {
  const localPath = office.place(name);
  await mkdir(localPath);
  const seen: FolderView[] = [];
  const runner = new FolderRunner({
    view: sampleFolder({ folderId: name, name, localPath }),
    tell: (change: AppChange) => change.kind === 'folder' && seen.push(change.folder),
    nowMs: () => Date.now(),
    onAccountFull: () => {},
    keepNews: () => true,
  });
  await runner.permit({
    kind: 'run',
    wanted: {
      localRootPath: localPath,
      serverUrl: office.server.url,
      credentials: { kind: 'account', authorization },
      remotePath: '',
      space: undefined,
      stateDirectory: office.stateDirectory,
      excludes: '',
      limitUpBytesPerSecond: undefined,
      limitDownBytesPerSecond: undefined,
      isFolderAccepted: false,
      logOutput: undefined,
    },
  });
  const stateIs = (kind: FolderView['state']['kind']): Promise<FolderView> =>
    waitFor(() => seen.findLast((view) => view === seen.at(-1) && view.state.kind === kind), `${name} to be ${kind}`);
  return { runner, stateIs, localPath };
}

it('stops by a bug in its own parts alone: another folder goes on, and a person can have it tried again', async () => {
  const office = await enterOffice();
  await office.put('Brief.txt', 'vom Server');
  const sound = new Credentials({ kind: 'basic', userName: USER.name, password: USER.password });
  let isBroken = true;
  const broken: AuthorizationSource = {
    authorize() {
      if (isBroken) throw new TypeError('a bug');
      return sound.authorize();
    },
    judge: () => sound.judge(),
  };
  const one = await runFolder(office, 'Amt', broken);
  const other = await runFolder(office, 'Archiv', sound);

  const stopped = await one.stateIs('stopped');
  await other.stateIs('in-sync');

  expect(stopped.state).toMatchObject({ error: { code: 'internal-error', scope: 'sync-folder' } });
  expect(await readTexts(other.localPath)).toEqual({ 'Brief.txt': 'vom Server' });
  isBroken = false;
  one.runner.lookNow();
  await one.stateIs('in-sync');
  expect(await readTexts(one.localPath)).toEqual({ 'Brief.txt': 'vom Server' });
  await Promise.all([one.runner.close(), other.runner.close()]);
});
