import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ownBranding } from '#branding/examples/examples.ts';
import { addFolder, enterOffice, signIn, startHost, waitForState } from '#e2e/stage/engine-host.ts';
import { startNodeHost } from '#electron/main/host/node-host-process.ts';
import { fromHostSchema } from '#ipc/messages.ts';
import { policiesSchema } from '#policies/policies.ts';
import type { Organisation } from '#policies/policies.ts';
import { DEFAULT_SYNC_SETTINGS } from '#policies/settings.ts';
import { MemorySecretStore } from '#sync-engine/secrets/memory-secret-store.ts';
import { readOrganisation, watchOrganisationFile } from '#sync-engine/engine/create-organisation.ts';

const HOST = fileURLToPath(new URL('../main.ts', import.meta.url));

function writeFile(content: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'organisation-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const path = join(directory, 'tenant.json');
  writeFileSync(path, content);
  return path;
}

function decide(policies: object): Organisation {
  return { policies: policiesSchema.parse(policies) };
}

it('nothing leaves the engine host that the contract does not name', async () => {
  const office = await enterOffice();
  const organisation = { ...decide({}), clientSecret: 'geheim' };
  const { host } = await startHost(office, undefined, { organisation });

  const answer = await host.answer('getState', {});

  expect(answer.ok).toBe(true);
  expect(JSON.stringify(answer)).not.toContain('geheim');
});

it('what must stay free on the disk is told with a place and with a choice of folders', async () => {
  const office = await enterOffice();
  await office.put('plan.txt', 'plan');
  // As much as the disk holds: nothing else can come out at that by chance.
  const organisation = decide({ enforced: { freeSpaceReserve: { maxBytes: 1e15, share: 1 } } });
  const running = await startHost(office, undefined, { organisation });
  const { blocks, bsize } = statfsSync(office.homeDirectory);

  const place = await running.api.inspectLocalFolder({ localPath: office.place('Amt') });
  const folderId = await addFolder(running, office);
  await waitForState(running, 'in-sync');
  const choice = await running.api.getSelection({ folderId });

  expect([place, choice]).toMatchObject([
    { ok: true, value: { reserveBytes: blocks * bsize } },
    { ok: true, value: { disk: { reserveBytes: blocks * bsize } } },
  ]);
});

describe('the file of the organisation', () => {
  it('decides about trust and settings', () => {
    const path = writeFile(
      JSON.stringify({ trust: { isHttpAllowed: true }, policies: { enforced: { theme: 'dark' } } }),
    );

    expect(readOrganisation(path)).toMatchObject({
      tenant: { trust: { isHttpAllowed: true } },
      organisation: { policies: { enforced: { theme: 'dark' }, defaults: {} } },
    });
  });

  it.each([
    ['is not JSON', '{', 'not JSON'],
    ['names a policy that nobody knows', '{"policies":{"enforced":{"colour":"red"}}}', 'colour'],
    ['names a part that nobody knows', '{"polices":{}}', 'polices'],
    ['has a value of the wrong kind', '{"policies":{"enforced":{"maxAccounts":"two"}}}', 'maxAccounts'],
  ])('that %s is not followed, and the reason is kept for people: %s', (_title, content, detail) => {
    const path = writeFile(content);

    const { tenant, organisation } = readOrganisation(path);

    expect(organisation.problem?.path).toBe(path);
    expect(organisation.problem?.detail).toContain(detail);
    expect(tenant.trust.isHttpAllowed).toBe(false);
  });

  it('that cannot be opened is not followed either', () => {
    const directory = join(writeFile('{}'), '..');

    expect(readOrganisation(directory).organisation.problem).toEqual({ path: directory, detail: 'EISDIR' });
  });
});

describe('a change of that file', () => {
  it.each([
    ['says something else', (path: string) => writeFileSync(path, '{"policies":{}}')],
    ['goes away', (path: string) => rmSync(path)],
  ])('is noticed when it %s', async (_title, change) => {
    const path = writeFile('{}');
    const noticed: string[] = [];
    watchOrganisationFile(path, () => noticed.push('changed'), 5);
    change(path);

    await expect.poll(() => noticed).toEqual(['changed']);
  });
});

describe('the process of the engine host', () => {
  it('lives on with a file that nobody can follow, and tells why', async () => {
    const path = writeFile('{"policies":');
    const host = startNodeHost(HOST, { ...process.env, BAYERNBOX_TENANT_FILE: path });
    const ended = new Promise<void>((resolve) => host.onExit(resolve));
    onTestFinished(async () => {
      host.kill();
      await ended;
    });
    const answer = new Promise<unknown>((resolve) => {
      host.onMessage((message) => {
        const parsed = fromHostSchema.parse(message);
        if (parsed.kind === 'answer') resolve(parsed.answer);
      });
    });
    const stateDirectory = join(path, '..', 'state');
    host.post({ kind: 'start', stateDirectory, branding: ownBranding, sessionSecrets: [], hasSystemProxy: false });
    host.post({ kind: 'request', id: 1, name: 'getState', input: {} });

    expect(await answer).toMatchObject({
      ok: true,
      value: { organisation: { problem: { path, detail: 'not JSON' } }, pause: { why: 'organisation' } },
    });
  });
});

describe('a host whose organisation', () => {
  it('forbids the server of an account from before syncs nothing with it', async () => {
    const office = await enterOffice();
    const secrets = new MemorySecretStore();
    const before = await startHost(office, secrets);
    await addFolder(before, office);
    await waitForState(before, 'in-sync');
    await before.host.close();
    const servers = [{ name: 'Amt', url: 'https://box.amt.example' }];

    const running = await startHost(office, secrets, { organisation: decide({ enforced: { servers } }) });

    await waitForState(running, 'paused');
    expect(running.heard().folders[0]?.pause).toEqual({ why: 'organisation' });
    const asked = office.server.requestLog.entries.length;
    const [account] = running.heard().accounts;
    const refused = { ok: false, error: { code: 'server-not-allowed' } };
    expect(await running.api.listSpaces({ accountId: account?.accountId ?? '' })).toEqual(refused);
    await running.host.wake();
    expect(office.server.requestLog.entries).toHaveLength(asked);
  });

  it('lets nothing be synced at a time lets nobody do it all the same', async () => {
    const office = await enterOffice();
    const running = await startHost(office, new MemorySecretStore(), {
      organisation: decide({ enforced: { pauseWindows: '00:00-24:00' } }),
    });
    await addFolder(running, office);

    await running.api.resume({});

    expect(running.heard()).toMatchObject({ pause: { why: 'clock' }, folders: [{ pause: { why: 'clock' } }] });
  });

  it('has a file that nobody can read keeps everything at rest, and says so in the state', async () => {
    const office = await enterOffice();
    const before = await startHost(office);
    await addFolder(before, office);
    await waitForState(before, 'in-sync');
    await before.host.close();

    const organisation = { ...decide({}), problem: { path: '/etc/x/tenant.json', detail: 'not JSON' } };
    const running = await startHost(office, new MemorySecretStore(), { organisation });
    await waitForState(running, 'paused');
    await running.api.resume({});

    const state = await running.api.getState({});
    expect(state).toMatchObject({ ok: true, value: { organisation, pause: { why: 'organisation' } } });
    expect(running.heard().folders[0]?.pause).toEqual({ why: 'organisation' });
  });

  it('has decided settings uses them, and refuses to change them', async () => {
    const office = await enterOffice();
    const running = await startHost(office, new MemorySecretStore(), {
      organisation: decide({ enforced: { excludes: '*.org' }, defaults: { shouldPauseOnBattery: true } }),
    });
    const first = await running.api.getSyncSettings({});
    const settings = { ...DEFAULT_SYNC_SETTINGS, excludes: '*.person' };

    expect(first).toEqual({
      ok: true,
      value: { excludes: '*.org', shouldPauseOnMetered: true, shouldPauseOnBattery: true },
    });
    expect(await running.api.changeSyncSettings({ settings })).toEqual({
      ok: false,
      error: { code: 'setting-enforced' },
    });
    const allowed = { ...settings, excludes: '*.org', shouldPauseOnBattery: false };
    expect(await running.api.changeSyncSettings({ settings: allowed })).toEqual({ ok: true, value: allowed });
  });

  it('names another server lets nobody sign in here', async () => {
    const office = await enterOffice();
    const servers = [{ name: 'Amt', url: 'https://box.amt.example' }];
    const running = await startHost(office, new MemorySecretStore(), {
      organisation: decide({ enforced: { servers } }),
    });

    await expect(signIn(running, office)).rejects.toThrow('server-not-allowed');
    expect(running.heard().accounts).toEqual([]);
  });

  it('names a server that leads on to another lets no password get there', async () => {
    const office = await enterOffice();
    const first = createServer((request, response) => {
      response.writeHead(302, { location: `${office.server.url}${request.url}` }).end();
    });
    await new Promise<void>((resolve) => void first.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void first.close());
    const url = `http://127.0.0.1:${(first.address() as AddressInfo).port}`;
    const running = await startHost(office, new MemorySecretStore(), {
      organisation: decide({ enforced: { servers: [{ name: 'Amt', url }] } }),
    });

    const answer = await running.api.signInWithPassword({ serverUrl: url, userName: 'anna', password: 'geheim' });

    expect(answer).toEqual({ ok: false, error: { code: 'server-not-allowed' } });
    expect(office.server.requestLog.entries.filter(({ path }) => path.includes('user'))).toEqual([]);
  });
});
