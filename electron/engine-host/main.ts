// The engine host's process: a utility process of Electron, or a child of Node in browser mode and tests.
import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { EngineHost } from './engine-host.ts';
import { findHostPort } from './host-port.ts';
import { JsonSettingsFile } from './json-settings-file.ts';
import { RotatingLog } from './rotating-log.ts';
import { SessionSecretStore } from './secret-store.ts';
import { serveHost } from './serve-host.ts';

const port = findHostPort();
serveHost(
  port,
  ({ stateDirectory, sessionSecrets }) =>
    new EngineHost({
      settingsFile: new JsonSettingsFile(stateDirectory),
      secrets: new SessionSecretStore(
        sessionSecrets.map(({ key, secret }) => [key, secret] as const),
        (key, secret) => port.post({ kind: 'session-secret', key, ...(secret === undefined ? {} : { secret }) }),
      ),
      stateDirectory,
      homeDirectory: homedir(),
      nowMs: () => Date.now(),
      randomId: () => randomBytes(8).toString('hex'),
      log: new RotatingLog(join(stateDirectory, 'logs')),
      onEvent: (event) => port.post({ kind: 'event', event }),
    }),
  () => process.exit(0),
);
