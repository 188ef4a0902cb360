import { Credentials } from '../../auth/credentials.ts';
import type { ScriptedServer } from '../../transport/scripted-server.ts';
import type { Transport } from '../../transport/transport.ts';
import { createWebDavTransport } from '../../transport/webdav-transport.ts';
import { at, NEVER, RESUMABLE_ABOVE_BYTES } from './transport-conformance-harness.ts';

/** A real transport that is signed in at a server which does what a test says. The caller closes both. */
export async function connectToScripted(
  server: ScriptedServer,
  clock: Parameters<typeof createWebDavTransport>[1],
): Promise<Transport> {
  const transport = createWebDavTransport(
    {
      serverUrl: server.url,
      credentials: new Credentials({ kind: 'basic', userName: 'anna', password: 'pw' }),
      remotePath: at(''),
      version: '0.0.0',
      resumableAboveBytes: RESUMABLE_ABOVE_BYTES,
    },
    clock,
  );
  const connected = await transport.connect(NEVER);
  if (!connected.ok) throw new Error(connected.error.detail);
  return transport;
}
