import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { ownBranding } from '#branding/examples/examples.ts';
import { HostSupervisor } from '#electron/main/host/host-supervisor.ts';
import { startNodeHost } from '#electron/main/host/node-host-process.ts';
import { waitFor } from '#e2e/stage/office.ts';
import { createDesktopApi } from '#ipc/desktop-api.ts';
import type { DesktopApi } from '#ipc/desktop-api.ts';
import { openSite } from '../bench-server.ts';
import { USER } from '../contenders.ts';
import { putFiles, writeFiles } from '../small-files.ts';

const FILES = { count: 20_000, sizeBytes: 1_000, hasEqualParts: true } as const;
const SECONDS = 60;
/** What a first run leaves behind is over by then: the second look, and the first question whether anything changed. */
const SETTLE_MS = 90_000;
/** How often everything is looked at although nothing calls for it. @see FULL_SCAN_MS of the watch loop */
const FULL_LOOK_EVERY_MS = 10 * 60_000;
const SYNC_LIMIT_MS = 20 * 60_000;
const HOST = fileURLToPath(new URL('../../electron/engine-host/main.ts', import.meta.url));

/** What the engine host costs while it watches 20,000 files in which nothing happens. */
export async function measureIdleHost(): Promise<void> {
  await using site = await openSite();
  const home = await site.makeHome('idle');
  const localPath = join(home, 'BayernBox');
  await putFiles(site.server, FILES);
  await writeFiles(localPath, FILES);
  const { api, pid, stop } = startHost(join(home, 'state'));
  try {
    await addFolder(api, site.server.url, localPath);
    await sleep(SETTLE_MS);
    const [cpuBeforeMs, before] = [readCpuMs(pid()), site.server.readTraffic()];
    await sleep(SECONDS * 1_000);
    const [cpuMs, after] = [readCpuMs(pid()) - cpuBeforeMs, site.server.readTraffic()];
    const share = (cpuMs / (SECONDS * 1_000)) * 100;
    console.log(
      `${FILES.count} files at rest for ${SECONDS} s: ${cpuMs.toFixed(0)} ms of CPU (${share.toFixed(2)} %), ` +
        `${after.requests - before.requests} requests, ${readMemoryMb(pid())} MB resident`,
    );
    const lookBeforeMs = readCpuMs(pid());
    const verifiedAtMs = await readVerified(api);
    await api.syncNow({});
    await waitFor(async () => (await readVerified(api)) !== verifiedAtMs || undefined, 'a full look', SYNC_LIMIT_MS);
    const lookMs = readCpuMs(pid()) - lookBeforeMs;
    const lookShare = (lookMs / FULL_LOOK_EVERY_MS) * 100;
    console.log(`a full look, every ten minutes: ${lookMs} ms of CPU (${lookShare.toFixed(2)} % on top)`);
  } finally {
    await stop();
  }
}

function startHost(stateDirectory: string) {
  let pid: number | undefined;
  const supervisor = new HostSupervisor({
    stateDirectory,
    branding: ownBranding,
    startProcess: () => {
      const life = startNodeHost(HOST);
      ({ pid } = life);
      return life;
    },
    nowMs: () => performance.now(),
    onEvent: () => {},
    after: (delayMs, act) => {
      const timer = setTimeout(act, delayMs);
      return () => clearTimeout(timer);
    },
  });
  supervisor.start();
  const api = createDesktopApi(
    (name, input) => supervisor.request(name, input),
    () => () => {},
  );
  return { api, pid: () => pid ?? Number.NaN, stop: () => supervisor.stop(5_000) };
}

/** When the folder was last proved to be equal on both sides. */
async function readVerified(api: DesktopApi): Promise<number | undefined> {
  const state = await api.getState({});
  const folder = state.ok ? state.value.folders[0]?.state : undefined;
  return folder?.kind === 'in-sync' ? folder.verifiedAtMs : undefined;
}

async function addFolder(api: DesktopApi, serverUrl: string, localPath: string): Promise<void> {
  const signedIn = await api.signInWithPassword({ serverUrl, userName: USER.name, password: USER.password });
  if (!signedIn.ok) throw new Error(signedIn.error.code);
  const added = await api.addFolder({ accountId: signedIn.value.accountId, remotePath: '', localPath });
  if (!added.ok) throw new Error(added.error.code);
  await waitFor(
    async () => {
      const state = await api.getState({});
      return (state.ok && state.value.folders[0]?.state.kind === 'in-sync') || undefined;
    },
    'the folder to be in sync',
    SYNC_LIMIT_MS,
  );
}

/** Of one process with all its threads, in user and system mode; Linux counts it in hundredths of a second. */
function readCpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function readMemoryMb(pid: number): string {
  const kib = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return (Number(kib) / 1_024).toFixed(0);
}
