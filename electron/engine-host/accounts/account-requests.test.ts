import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { HeadlessBrowser } from '#dev-server/testing/headless-browser.ts';
import { addFolder, enterOffice, signIn, startHost, waitForState } from '#e2e/stage/engine-host.ts';
import { FailingSecretStore } from '#sync-engine/secrets/failing-secret-store.ts';
import { MemorySecretStore } from '#sync-engine/secrets/memory-secret-store.ts';
import { readTexts, USER, waitFor } from '#e2e/stage/office.ts';

describe('the engine host', () => {
  it('signs in with the browser', async () => {
    const office = await enterOffice('infinite-scale');
    const { api, heard } = await startHost(office);
    const found = await api.detectServer({ url: office.server.url });
    const started = await api.startBrowserSignIn({ serverUrl: office.server.url });
    if (!started.ok) throw new Error(started.error.code);

    const finishing = api.finishBrowserSignIn({ signInId: started.value.signInId });
    const page = await new HeadlessBrowser().signIn(started.value.url, USER);
    const finished = await finishing;

    expect(found.ok && found.value.signIn).toContain('browser');
    expect(page).toContain('Sie sind angemeldet');
    expect(finished).toMatchObject({ ok: true });
    expect(heard().accounts).toMatchObject([{ signIn: 'signed-in', displayName: USER.name, isRemembered: true }]);
  });

  it('ends a sign-in with the browser when the person cancels it', async () => {
    const office = await enterOffice('infinite-scale');
    const { api, heard } = await startHost(office);
    const started = await api.startBrowserSignIn({ serverUrl: office.server.url });
    if (!started.ok) throw new Error(started.error.code);

    const finishing = api.finishBrowserSignIn({ signInId: started.value.signInId });
    await api.cancelBrowserSignIn({ signInId: started.value.signInId });

    expect(await finishing).toEqual({ ok: false, error: { code: 'cancelled' } });
    expect(heard().accounts).toEqual([]);
  });

  it('signs in again only at the server whose account it is', async () => {
    const [office, otherOffice] = [await enterOffice(), await enterOffice()];
    const running = await startHost(office);
    const accountId = await signIn(running, office);
    const who = { userName: USER.name, password: USER.password, accountId };

    const elsewhere = await running.api.signInWithPassword({ serverUrl: otherOffice.server.url, ...who });
    const again = await running.api.signInWithPassword({ serverUrl: office.server.url, ...who });

    expect(elsewhere).toEqual({ ok: false, error: { code: 'wrong-user' } });
    expect(again).toEqual({ ok: true, value: { accountId } });
    expect(running.heard().accounts).toHaveLength(1);
  });

  it('says when the keychain has not let go of a secret', async () => {
    const office = await enterOffice();
    const secrets = new FailingSecretStore(new MemorySecretStore());
    const running = await startHost(office, secrets);
    const accountId = await signIn(running, office);

    secrets.failure = 'keychain-locked';
    const locked = await running.api.signOut({ accountId });
    secrets.failure = undefined;
    const open = await running.api.removeAccount({ accountId });

    expect(locked).toEqual({ ok: true, value: { isSecretRemoved: false } });
    expect(open).toEqual({ ok: true, value: { isSecretRemoved: true } });
  });

  it('has nothing to say of a keychain that was never there', async () => {
    const office = await enterOffice();
    const running = await startHost(office, new FailingSecretStore(new MemorySecretStore(), 'no-keychain'));
    const accountId = await signIn(running, office);

    expect(await running.api.signOut({ accountId })).toEqual({ ok: true, value: { isSecretRemoved: true } });
  });

  it('leaves no folder behind that is added while its account is being removed', async () => {
    const office = await enterOffice();
    const running = await startHost(office);
    const accountId = await signIn(running, office);

    const removing = running.api.removeAccount({ accountId });
    await running.api.addFolder({ accountId, remotePath: '', localPath: office.place('BayernBox') });
    await removing;

    expect(running.heard()).toMatchObject({ accounts: [], folders: [] });
  });

  it('stops syncing when the person signs out, and goes on after the next sign-in', async () => {
    const office = await enterOffice();
    const running = await startHost(office);
    await addFolder(running, office);
    await waitForState(running, 'in-sync');
    const accountId = running.heard().accounts[0]?.accountId ?? '';

    await running.api.signOut({ accountId });
    await waitForState(running, 'stopped');
    await office.put('spaeter.txt', 'neu');
    await signIn(running, office);
    await waitForState(running, 'in-sync');

    await waitFor(() => readTexts(office.place('BayernBox')).then((texts) => 'spaeter.txt' in texts), 'the new file');
    expect(running.heard().accounts).toHaveLength(1);
  });

  it.each(['owncloud10', 'infinite-scale'] as const)(
    'tells how full an account of %s is, and again when something did not fit',
    async (profile) => {
      const office = await enterOffice(profile);
      office.server.faults.setQuotaBytes(1_000);
      const running = await startHost(office);
      const quota = () => running.heard().accounts[0]?.quota;
      await addFolder(running, office);
      await waitFor(() => quota()?.availableBytes === 1_000, 'the room of the empty account');

      await office.put('Akten.txt', 'x'.repeat(900));
      await writeFile(join(office.place('BayernBox'), 'zu gross.txt'), 'y'.repeat(500));

      await waitFor(() => quota()?.availableBytes === 100, 'the room that is left');
      expect(quota()).toEqual({ usedBytes: 900, availableBytes: 100 });
    },
  );

  it('goes through the proxy of the environment, from the first look at a server on', async () => {
    const asked: string[] = [];
    const proxy = createServer().on('connect', ({ url }, socket) => {
      asked.push(url ?? '');
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    });
    await new Promise<void>((resolve) => {
      proxy.listen(0, '127.0.0.1', resolve);
    });
    onTestFinished(() => {
      proxy.close();
      vi.unstubAllEnvs();
    });
    vi.stubEnv('https_proxy', `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
    vi.stubEnv('no_proxy', '');
    const { api } = await startHost(await enterOffice());

    const found = await api.detectServer({ url: 'https://box.example' });

    expect(found.ok).toBe(false);
    expect(asked).toContain('box.example:443');
  });
});
