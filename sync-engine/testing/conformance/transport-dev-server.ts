import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDevServer } from '#dev-server/dev-server.ts';
import type { DevServer } from '#dev-server/dev-server.ts';
import type { FaultEffect } from '#dev-server/faults/fault-rule.ts';
import type { DevServerOptions, ProfileKind } from '#dev-server/server-options.ts';
import { lockFile } from '#dev-server/testing/lock-file.ts';
import { Credentials } from '../../auth/credentials.ts';
import { SystemClock } from '../../clock/system-clock.ts';
import type { Transport } from '../../transport/transport.ts';
import type { WebDavTransportOptions } from '../../transport/webdav-transport.ts';
import { createWebDavTransport } from '../../transport/webdav-transport.ts';
import { at, NEVER } from './transport-conformance-harness.ts';

const PASSWORD = 'a long password';

/** A dev server with one user unless more are asked for, and a transport that is connected to it. */
export interface TransportOnDevServer {
  readonly server: DevServer;
  readonly transport: Transport;
  /** Another transport of the same user, not connected; its maker closes it. */
  readonly create: (more?: Partial<WebDavTransportOptions>) => Transport;
  /** Makes one request with this method go wrong. */
  readonly fault: (method: string, effect: FaultEffect) => void;
  /** Another program writes a file, whatever was there. */
  readonly fetchPut: (name: string, content: string) => Promise<void>;
  /** Another program locks a file. */
  readonly lock: (name: string) => Promise<unknown>;
  readonly dispose: () => Promise<void>;
}

/** Files above 1000 bytes are sent in resumable pieces. */
export async function startTransportOnDevServer(
  profile: ProfileKind,
  more: Partial<DevServerOptions> = {},
): Promise<TransportOnDevServer> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'bayernbox-transport-'));
  const server = await startDevServer({
    users: [{ name: 'anna', password: PASSWORD }],
    ...more,
    dataDirectory,
    profile,
  });
  const credentials = new Credentials({ kind: 'basic', userName: 'anna', password: PASSWORD });
  const create = (more: Partial<WebDavTransportOptions> = {}): Transport =>
    createWebDavTransport(
      { serverUrl: server.url, credentials, remotePath: at(''), version: '0.0.0', resumableAboveBytes: 1000, ...more },
      new SystemClock(),
    );
  const transport = create();
  await transport.connect(NEVER);
  return {
    server,
    transport,
    create,
    fault: (method, effect) => void server.faults.add({ method, times: 1, effect }),
    fetchPut: async (name, content) => {
      const headers = { Authorization: credentials.authorizationHeader() };
      const response = await fetch((server.users[0]?.davRoot ?? '') + name, { method: 'PUT', body: content, headers });
      await response.text();
    },
    lock: (name) => lockFile((server.users[0]?.davRoot ?? '') + name, credentials.authorizationHeader()),
    dispose: async () => {
      await transport.close();
      await server.close();
      await rm(dataDirectory, { recursive: true });
    },
  };
}
