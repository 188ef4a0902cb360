import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ForwardProxy } from '#dev-server/testing/forward-proxy.ts';
import { startForwardProxy } from '#dev-server/testing/forward-proxy.ts';
import { enterOffice, startHost, waitForState } from '#e2e/stage/engine-host.ts';
import type { RunningHost, Way } from '#e2e/stage/engine-host.ts';
import { readTexts, USER, waitFor } from '#e2e/stage/office.ts';
import type { Office } from '#e2e/stage/office.ts';
import type { ProxySettings } from '#policies/proxy-settings.ts';
import { FailingSecretStore } from '#sync-engine/secrets/failing-secret-store.ts';
import { MemorySecretStore } from '#sync-engine/secrets/memory-secret-store.ts';
import type { SecretStore } from '#sync-engine/secrets/secrets.ts';

const PASSWORD = 'Proxy-Pass:wört-41c7';

/** A person whose server has a name that only the proxy knows. */
interface Desk {
  readonly office: Office;
  readonly running: RunningHost;
  readonly port: number;
  readonly serverUrl: string;
}

async function enter(secrets: SecretStore = new MemorySecretStore(), way: Way = {}): Promise<Desk> {
  const office = await enterOffice('infinite-scale');
  const running = await startHost(office, secrets, { isHttpAllowed: true, ...way });
  await office.makeDirectory('Akten');
  const port = Number(new URL(office.server.url).port);
  return { office, running, port, serverUrl: `http://box.invalid:${port}` };
}

async function openProxy(port: number, signIn?: string): Promise<ForwardProxy> {
  const proxy = await startForwardProxy(port, signIn);
  onTestFinished(async () => proxy[Symbol.asyncDispose]());
  return proxy;
}

const isStream = (path: string): boolean => path.endsWith('/notifications/sse');

function toSettings(proxy: ForwardProxy, userName?: string): Extract<ProxySettings, { kind: 'manual' }> {
  const name = userName === undefined ? {} : { userName };
  return { kind: 'manual', scheme: 'http', host: '127.0.0.1', port: proxy.port, bypass: [], ...name };
}

async function beginToSync({ running, office, serverUrl }: Desk): Promise<string> {
  const signedIn = await running.api.signInWithPassword({ serverUrl, userName: USER.name, password: USER.password });
  if (!signedIn.ok) throw new Error(signedIn.error.code);
  const { accountId } = signedIn.value;
  for (const [name, remotePath] of [
    ['BayernBox', ''],
    ['Zweiter', 'Akten'],
  ] as const)
    await running.api.addFolder({ accountId, remotePath, localPath: office.place(name) });
  return accountId;
}

/** Waits until every folder is up to date. */
async function restInSync(running: RunningHost): Promise<void> {
  const isAtRest = (): boolean => running.heard().folders.every(({ state }) => state.kind === 'in-sync');
  await waitFor(() => isAtRest() || undefined, 'all folders to be in sync');
}

function readAll(directory: string): string {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

describe('a proxy that a person names', () => {
  it('is used at once for the first look, the sign-in, syncing and events, and another one after it', async () => {
    const desk = await enter();
    const { running, office, port, serverUrl } = desk;
    const first = await openProxy(port, `anna:${PASSWORD}`);
    const second = await openProxy(port);
    const without = await running.api.detectServer({ url: serverUrl });

    const changed = await running.api.changeProxySettings({ settings: toSettings(first, 'anna'), password: PASSWORD });
    const accountId = await beginToSync(desk);
    const spaces = await running.api.listSpaces({ accountId });
    const listed = await running.api.listServerDirectories({ accountId, path: '' });
    await restInSync(running);
    await waitFor(() => first.paths.some(isStream) || undefined, 'the stream through the first proxy');
    await running.api.changeProxySettings({ settings: toSettings(second) });
    await waitFor(() => second.paths.some(isStream) || undefined, 'the stream through the second proxy');
    await restInSync(running);
    const before = first.names.length;
    await office.put('von-bernd.txt', 'neu');

    await waitFor(async () => 'von-bernd.txt' in (await readTexts(office.place('BayernBox'))), 'the new file');
    expect(without).toEqual({ ok: false, error: { code: 'host-not-found' } });
    expect(changed).toMatchObject({ ok: true, value: { password: 'in-keychain' } });
    expect([spaces, listed]).toMatchObject([{ ok: true }, { ok: true }]);
    expect(new Set([...first.names, ...second.names])).toEqual(new Set([`box.invalid:${port}`]));
    expect(first.names.length - before).toBe(0);
    await waitFor(() => office.server.pushConnections(USER.name) === 1 || undefined, 'no stream but the one');
  });

  it('that wants another password is named as just that, until the right one is typed; no file holds either', async () => {
    const desk = await enter();
    const { running, office, port } = desk;
    const proxy = await openProxy(port);
    const strict = await openProxy(port, `anna:${PASSWORD}`);
    await running.api.changeProxySettings({ settings: toSettings(proxy) });
    await beginToSync(desk);
    await waitForState(running, 'in-sync');

    await running.api.changeProxySettings({ settings: toSettings(strict, 'anna'), password: 'Falsch-7f3a' });
    const refused = await waitForState(running, 'stopped', 'offline');
    const look = await running.api.detectServer({ url: desk.serverUrl });
    await running.api.changeProxySettings({ settings: toSettings(strict, 'anna'), password: PASSWORD });
    await waitForState(running, 'in-sync');

    expect(refused).toMatchObject({ error: { code: 'proxy-sign-in-needed' } });
    expect(look).toEqual({ ok: false, error: { code: 'proxy-sign-in-needed' } });
    const written = readAll(office.stateDirectory) + readAll(join(office.place('BayernBox'), '.bayernbox'));
    expect(written).toContain('127.0.0.1');
    for (const secret of [PASSWORD, 'Falsch-7f3a', Buffer.from(`anna:${PASSWORD}`).toString('base64')])
      expect(written).not.toContain(secret);
  });

  it('is gone around to the hosts of the list', async () => {
    const { running, port, serverUrl } = await enter();
    const proxy = await openProxy(port);

    await running.api.changeProxySettings({ settings: { ...toSettings(proxy), bypass: ['*.invalid'] } });

    expect(await running.api.detectServer({ url: serverUrl })).toEqual({
      ok: false,
      error: { code: 'host-not-found' },
    });
    expect(proxy.names).toEqual([]);
  });

  it('is remembered by the next start, with its password from the keychain', async () => {
    const secrets = new MemorySecretStore();
    const { office, running, port, serverUrl } = await enter(secrets);
    const proxy = await openProxy(port, `anna:${PASSWORD}`);
    await running.api.changeProxySettings({ settings: toSettings(proxy, 'anna'), password: PASSWORD });
    await running.host.close();

    const next = await startHost(office, secrets, { isHttpAllowed: true });

    expect(await next.api.getProxySettings({})).toEqual({
      ok: true,
      value: { settings: toSettings(proxy, 'anna'), password: 'in-keychain' },
    });
    expect(await next.api.detectServer({ url: serverUrl })).toMatchObject({ ok: true });
  });

  it('never gets the password of another one, nor one that was typed for another name', async () => {
    const secrets = new MemorySecretStore();
    const { running, port } = await enter(secrets);
    const [proxy, other] = [await openProxy(port), await openProxy(port)];
    const change = (settings: ProxySettings, password?: string) =>
      running.api.changeProxySettings({ settings, ...(password === undefined ? {} : { password }) });

    const places = [
      await change(toSettings(proxy, 'anna'), PASSWORD),
      await change({ ...toSettings(proxy, 'anna'), bypass: ['intern.invalid'] }),
      await change(toSettings(other, 'anna')),
      await change(toSettings(other, 'anna'), PASSWORD),
      await change(toSettings(other, 'bernd')),
      await change(toSettings(other, 'bernd'), PASSWORD),
      await change({ kind: 'direct' }),
    ].map((answer) => answer.ok && answer.value.password);

    const [kept, gone] = ['in-keychain', 'missing'];
    expect(places).toEqual([kept, kept, gone, kept, gone, kept, gone]);
    for (const [name, at] of [
      ['anna', proxy.port],
      ['anna', other.port],
      ['bernd', other.port],
    ] as const)
      expect(await secrets.read(`proxy http://${name}@127.0.0.1:${at}`)).toEqual({ ok: true, value: undefined });
  });

  it('does not get one that the keychain has not let go of', async () => {
    const secrets = new FailingSecretStore(new MemorySecretStore());
    const { running, port } = await enter(secrets);
    const [proxy, other] = [await openProxy(port), await openProxy(port)];
    await running.api.changeProxySettings({ settings: toSettings(proxy, 'anna'), password: PASSWORD });

    secrets.failure = 'keychain-locked';
    await running.api.changeProxySettings({ settings: toSettings(other, 'anna') });
    secrets.failure = undefined;

    expect(await running.api.getProxySettings({})).toMatchObject({ ok: true, value: { password: 'missing' } });
  });

  it('is told in a diagnosis without its address, its user and what it is gone around for', async () => {
    const { running, port } = await enter();
    const proxy = {
      ...toSettings(await openProxy(port), 'anna.muster'),
      host: 'proxy.invalid',
      bypass: ['.geheim.de'],
    };
    await running.api.changeProxySettings({ settings: proxy, password: PASSWORD });

    const diagnosis = await running.api.createDiagnostics({});
    const items = diagnosis.ok ? diagnosis.value.items : [];
    const text = items.map((item) => item.text).join();

    const told = { kind: 'manual', scheme: 'http', bypassEntries: 1, hasUserName: true, password: 'in-keychain' };
    expect(JSON.parse(items.find(({ name }) => name === 'overview.json')?.text ?? '')).toMatchObject({ proxy: told });
    for (const secret of [PASSWORD, 'proxy.invalid', 'anna.muster', 'geheim.de']) expect(text).not.toContain(secret);
  });

  it('is used with a password that lives as long as the program where there is no keychain', async () => {
    const { running, port, serverUrl } = await enter(new FailingSecretStore(new MemorySecretStore(), 'no-keychain'));
    const proxy = await openProxy(port, `anna:${PASSWORD}`);

    const changed = await running.api.changeProxySettings({ settings: toSettings(proxy, 'anna'), password: PASSWORD });

    expect(changed).toMatchObject({ ok: true, value: { password: 'until-exit' } });
    expect(await running.api.detectServer({ url: serverUrl })).toMatchObject({ ok: true });
  });
});

describe('the proxy of the system', () => {
  it('is asked for each server, where nobody has chosen another one', async () => {
    const asked: string[] = [];
    const known = { answer: 'DIRECT' };
    const findSystemProxy = async (url: string): Promise<string> => {
      asked.push(url);
      return Promise.resolve(known.answer);
    };
    const { running, port, serverUrl } = await enter(undefined, { findSystemProxy });
    const proxy = await openProxy(port);
    known.answer = `PROXY 127.0.0.1:${proxy.port}; DIRECT`;

    const found = await running.api.detectServer({ url: serverUrl });
    await running.api.changeProxySettings({ settings: { kind: 'direct' } });
    const direct = await running.api.detectServer({ url: serverUrl });

    expect([found.ok, direct]).toEqual([true, { ok: false, error: { code: 'host-not-found' } }]);
    expect(new Set(asked)).toEqual(new Set([`http://box.invalid:${port}`]));
    expect(new Set(proxy.names)).toEqual(new Set([`box.invalid:${port}`]));
  });
});
