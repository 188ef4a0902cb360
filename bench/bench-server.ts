import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DevServer } from '#dev-server/dev-server.ts';
import { startDevServer } from '#dev-server/dev-server.ts';
import type { ProfileKind } from '#dev-server/server-options.ts';
import { USER } from './contenders.ts';

/** A fresh server, and room for computers. */
export interface Site extends AsyncDisposable {
  readonly server: DevServer;
  /** A new directory of its own. */
  makeHome(name: string): Promise<string>;
}

/** What a site is for. */
export interface SiteOptions {
  /** ownCloud 10 when absent. */
  readonly profile?: ProfileKind;
  /** Its few files take so much room that they cannot wait for the end of the run. */
  readonly isLarge?: boolean;
}

/** Where sites were that are closed. */
const left: string[] = [];

/**
 * Starts a server. What lies on the disk stays until `removeSites`: for a minute after thousands of files were removed,
 * ext4 without a journal makes each new one at twice the cost, and whoever is measured next would pay for it.
 */
export async function openSite({ profile = 'owncloud10', isLarge = false }: SiteOptions = {}): Promise<Site> {
  const root = await mkdtemp(join(tmpdir(), 'bayernbox-bench-'));
  const server = await startDevServer({ users: [USER], profile, dataDirectory: join(root, 'server') });
  let homes = 0;
  return {
    server,
    async makeHome(name) {
      homes += 1;
      const path = join(root, `${name.replaceAll(' ', '-')}-${homes}`);
      await mkdir(path);
      return path;
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      if (isLarge) await rm(root, { recursive: true, force: true });
      else left.push(root);
    },
  };
}

/** Removes what closed sites have left on the disk. */
export async function removeSites(): Promise<void> {
  for (const root of left.splice(0)) await rm(root, { recursive: true, force: true });
}

/** From now on each request is answered so much later than it could be: that is how town halls are connected. */
export function delayAnswers({ faults }: DevServer, latencyMs: number): void {
  if (latencyMs > 0) faults.add({ effect: { kind: 'latency', latencyMs } });
}
