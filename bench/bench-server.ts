import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DevServer } from '#dev-server/dev-server.ts';
import { startDevServer } from '#dev-server/dev-server.ts';
import type { ProfileKind } from '#dev-server/server-options.ts';
import { USER } from './contenders.ts';

/** A fresh server, and room for computers; all of it goes away together. */
export interface Site extends AsyncDisposable {
  readonly server: DevServer;
  /** A new directory of its own. */
  makeHome(name: string): Promise<string>;
}

/** Starts a server, ownCloud 10 unless said otherwise. */
export async function openSite(profile: ProfileKind = 'owncloud10'): Promise<Site> {
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
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** From now on each request is answered so much later than it could be: that is how town halls are connected. */
export function delayAnswers({ faults }: DevServer, latencyMs: number): void {
  if (latencyMs > 0) faults.add({ effect: { kind: 'latency', latencyMs } });
}
