import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ownBranding } from '#branding/examples/examples.ts';
import { openOffice, readTexts, USER, waitFor } from '#e2e/stage/office.ts';
import { AppStore } from '#ipc/app-store.ts';
import type { Known } from '#ipc/app-store.ts';
import { createDesktopApi } from '#ipc/desktop-api.ts';
import type { WindowEvent } from '#ipc/window-event.ts';
import type { HostSupervisorInput } from './host-supervisor.ts';
import { HostSupervisor } from './host-supervisor.ts';
import { startNodeHost } from './node-host-process.ts';

const HOST = fileURLToPath(new URL('../../engine-host/main.ts', import.meta.url));

/** `BAYERNBOX_HOST_KILLS=100` is the long form. */
const KILLS = Number(process.env['BAYERNBOX_HOST_KILLS'] ?? 12);

const FILES = 40;

/** How the supervisor's time goes by. */
type Time = Pick<HostSupervisorInput, 'nowMs' | 'after'>;

/** Only the pauses between processes are short. */
const SHORT_PAUSES: Time = {
  nowMs: () => performance.now(),
  after: (delayMs, act) => {
    const timer = setTimeout(act, Math.min(delayMs, 50));
    return () => clearTimeout(timer);
  },
};

/** A minute is three seconds. */
const FAST_TIME: Time = {
  nowMs: () => performance.now() * 20,
  after: (delayMs, act) => {
    const timer = setTimeout(act, delayMs / 20);
    return () => clearTimeout(timer);
  },
};

/** The real supervisor with real processes. */
function startSupervisor(stateDirectory: string, time: Time) {
  const listeners = new Set<(event: WindowEvent) => void>();
  const lives: ReturnType<typeof startNodeHost>[] = [];
  const supervisor = new HostSupervisor({
    stateDirectory,
    branding: ownBranding,
    startProcess: () => {
      const life = startNodeHost(HOST);
      lives.push(life);
      return life;
    },
    onEvent: (event) => listeners.forEach((listener) => listener(event)),
    ...time,
  });
  const api = createDesktopApi(
    (name, input) => supervisor.request(name, input),
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  );
  const store = new AppStore(api);
  store.start();
  supervisor.start();
  return { supervisor, api, store, lives };
}

/** As many changes have been told by this host, or there is nothing left to do. */
function isAt(known: Known, revision: number): boolean {
  if (known.kind !== 'connected') return false;
  return known.state.revision >= revision || known.state.folders[0]?.state.kind === 'in-sync';
}

describe('an engine host that is killed again and again', () => {
  it(
    'loses nothing, and the windows always come back to the truth',
    async () => {
      await using office = await openOffice();
      const folder = office.place('BayernBox');
      await mkdir(folder);
      const expected: Record<string, string> = {};
      for (let number = 0; number < FILES; number += 1) {
        expected[`here-${number}.txt`] = `here ${number} `.repeat(2_000);
        expected[`server-${number}.txt`] = `server ${number} `.repeat(2_000);
        await writeFile(join(folder, `here-${number}.txt`), expected[`here-${number}.txt`] ?? '');
        await office.put(`server-${number}.txt`, expected[`server-${number}.txt`] ?? '');
      }
      const { supervisor, api, store, lives } = startSupervisor(office.stateDirectory, SHORT_PAUSES);
      const signedIn = await api.signInWithPassword({
        serverUrl: office.server.url,
        userName: USER.name,
        password: USER.password,
      });
      if (!signedIn.ok) throw new Error(signedIn.error.code);
      await api.addFolder({ accountId: signedIn.value.accountId, remotePath: '', localPath: folder });

      for (let kill = 1; kill <= KILLS; kill += 1) {
        await waitFor(() => store.get().kind === 'connected' || undefined, 'a host that is ready');
        // Somewhere in its work: other moments in each life, so that all of it is met.
        const revision = (kill * 3) % 20;
        await waitFor(() => isAt(store.get(), revision) || undefined, 'a moment of its work');
        for (const name of [`here-${kill}-a.txt`, `here-${kill}-b.txt`, `server-${kill}-a.txt`]) {
          expected[name] = `written before kill ${kill} `.repeat(2_000);
          if (name.startsWith('here')) await writeFile(join(folder, name), expected[name] ?? '');
          else await office.put(name, expected[name] ?? '');
        }
        const before = lives.length;
        lives.at(-1)?.kill();
        await waitFor(() => lives.length > before || undefined, 'the next host');
      }

      await waitFor(
        () => {
          const known = store.get();
          return (known.kind === 'connected' && known.state.folders[0]?.state.kind === 'in-sync') || undefined;
        },
        `rest; it is ${JSON.stringify(store.get())}`,
      );
      await waitFor(
        async () => Object.keys(await readTexts(folder)).length === Object.keys(expected).length || undefined,
        'all files',
      );
      expect(await readTexts(folder)).toEqual(expected);
      for (const [name, text] of Object.entries(expected)) expect(await office.get(name)).toBe(text);
      expect(lives).toHaveLength(KILLS + 1);
      await supervisor.stop(5_000);
    },
    60_000 + KILLS * 10_000,
  );
});

// Windows cannot halt a process like that.
it.runIf(process.platform !== 'win32')(
  'an engine host that hangs is told as such, and another one takes its place',
  async () => {
    await using office = await openOffice();
    const { supervisor, store, lives } = startSupervisor(office.stateDirectory, FAST_TIME);
    await waitFor(() => store.get().kind === 'connected' || undefined, 'a host that is ready');
    const known: Known['kind'][] = [];
    store.subscribe(() => known.push(store.get().kind));
    const { pid } = lives.at(-1) ?? {};
    if (pid === undefined) throw new Error('the host has no process');

    process.kill(pid, 'SIGSTOP');

    await waitFor(() => known.includes('hanging') || undefined, 'word that it hangs', 60_000);
    await waitFor(() => known.at(-1) === 'connected' || undefined, 'the next host', 60_000);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    await supervisor.stop(100_000);
  },
  150_000,
);
