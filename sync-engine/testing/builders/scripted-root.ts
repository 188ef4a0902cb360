import { Credentials } from '../../auth/credentials.ts';
import { ROOT_PATH } from '../../core/model/relative-path.ts';
import { createHttpClient } from '../../transport/http/http-client.ts';
import type { RemoteRoot } from '../../transport/servers/remote-root.ts';
import type { ScriptedServer } from '../../transport/scripted-server.ts';

/** A root on a scripted server, as signing in would have found it. For tests; `http` is to be closed. */
export function createScriptedRoot(server: ScriptedServer, changes: Partial<RemoteRoot>): RemoteRoot {
  return {
    http: createHttpClient({
      origin: server.url,
      version: '0',
      credentials: new Credentials({ kind: 'bearer', token: 'x' }),
      upLimit: undefined,
      downLimit: undefined,
    }),
    server: {
      kind: 'owncloud10',
      productName: '',
      version: '',
      userId: '',
      displayName: '',
      rootIdentity: '',
      uploads: 'put-only',
      ignoresConditions: false,
      refusedNames: [],
      pushUrl: undefined,
    },
    timeouts: { transferMs: 5000, otherMs: 5000 },
    origin: server.url,
    segments: ['dav', 'x'],
    remotePath: ROOT_PATH,
    chunking: undefined,
    space: undefined,
    maxChunkBytes: undefined,
    hasSyncCollection: false,
    hasSearch: false,
    archive: undefined,
    monotonicMs: () => 0,
    wait: () => Promise.resolve(),
    ...changes,
  };
}
