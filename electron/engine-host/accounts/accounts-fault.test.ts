import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addFolder, enterOffice, signIn, startHost, waitForState } from '#e2e/stage/engine-host.ts';
import type { RunningHost } from '#e2e/stage/engine-host.ts';
import type { Office } from '#e2e/stage/office.ts';
import { readTexts } from '#e2e/stage/office.ts';
import { MemorySecretStore } from '#sync-engine/secrets/memory-secret-store.ts';

/** An office in which everything is in sync, whose list of accounts is then damaged before the next start. */
async function enterDamagedOffice(damage: (path: string) => Promise<void>) {
  const office = await enterOffice();
  const secrets = new MemorySecretStore();
  await office.put('Brief.txt', 'vom Server');
  const first = await startHost(office, secrets);
  const folderId = await addFolder(first, office);
  await waitForState(first, 'in-sync');
  await first.host.close();
  const path = join(office.stateDirectory, 'accounts.json');
  const whole = await readFile(path);
  await damage(path);
  return { office, secrets, folderId, path, whole };
}

const fillWithZeros = (path: string): Promise<void> => writeFile(path, Buffer.alloc(300));

async function replaceByDirectory(path: string): Promise<void> {
  await rm(path);
  await mkdir(path);
}

/** Everything in the state directory that begins with the name of the list. */
async function readLists(office: Office): Promise<readonly string[]> {
  return (await readdir(office.stateDirectory)).filter((name) => name.startsWith('accounts.json')).toSorted();
}

/** As after the computer has slept: everything is looked at again. */
const lookAgain = ({ host }: RunningHost): Promise<void> => host.wake();

describe('a list of accounts that', () => {
  it.each([
    { how: 'damaged', damage: fillWithZeros, code: 'accounts-file-damaged', detail: 'not JSON' },
    { how: 'unreadable', damage: replaceByDirectory, code: 'accounts-file-unreadable', detail: 'EISDIR' },
  ] as const)('is $how stops no start, is named, and rests the folders', async ({ damage, code, detail }) => {
    const { office, secrets, folderId, path } = await enterDamagedOffice(damage);

    const running = await startHost(office, secrets);

    expect(running.heard()).toMatchObject({
      accounts: [],
      accountsFault: { code, path, detail },
      folders: [{ folderId, state: { kind: 'paused' }, pause: { why: 'accounts-file' } }],
    });
    await expect(signIn(running, office)).rejects.toThrow(code);
    expect(await running.api.resume({ folderId })).toMatchObject({ ok: true });
    expect(running.heard().folders[0]?.pause).toEqual({ why: 'accounts-file' });
    expect(await readLists(office)).toEqual(['accounts.json']);
  });

  it('was repaired is used again, without a new start or a new sign-in', async () => {
    const { office, secrets, path, whole } = await enterDamagedOffice(fillWithZeros);
    const running = await startHost(office, secrets);

    await writeFile(path, whole);
    await lookAgain(running);

    await waitForState(running, 'in-sync');
    expect(running.heard().accountsFault).toBeUndefined();
    expect(running.heard().accounts).toHaveLength(1);
  });

  it('is damaged while we run leaves the accounts in sight and changes nothing', async () => {
    const office = await enterOffice();
    const running = await startHost(office);
    await addFolder(running, office);
    await waitForState(running, 'in-sync');

    await rename(join(office.stateDirectory, 'accounts.json'), join(office.stateDirectory, 'elsewhere'));
    await writeFile(join(office.stateDirectory, 'accounts.json'), '{');
    await lookAgain(running);

    await waitForState(running, 'paused');
    expect(running.heard()).toMatchObject({ accounts: [{}], accountsFault: { code: 'accounts-file-damaged' } });
  });

  it('is set aside whole; the folder is set up again in its place and transfers nothing anew', async () => {
    const { office, secrets, path } = await enterDamagedOffice(fillWithZeros);
    const running = await startHost(office, secrets);

    const aside = await running.api.setAccountsAside({});

    const keptPath = aside.ok ? aside.value.keptPath : undefined;
    expect(keptPath).toMatch(/accounts\.json\.\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d$/);
    expect(await readFile(keptPath ?? path)).toEqual(Buffer.alloc(300));
    expect(running.heard()).toMatchObject({
      accounts: [],
      folders: [{ state: { error: { code: 'sign-in-needed' } } }],
    });
    expect(running.heard().accountsFault).toBeUndefined();

    const before = office.server.requestLog.entries.length;
    const folderId = await addFolder(running, office);
    await waitForState(running, 'in-sync');

    expect(running.heard().folders.map((folder) => folder.folderId)).toEqual([folderId]);
    expect(await readTexts(office.place('BayernBox'))).toEqual({ 'Brief.txt': 'vom Server' });
    const ofFile = office.server.requestLog.entries.slice(before).filter(({ path }) => path.endsWith('Brief.txt'));
    expect(ofFile).toEqual([]);
    expect(await running.api.setAccountsAside({})).toEqual({ ok: true, value: {} });
    expect(await readLists(office)).toHaveLength(2);
  });
});
