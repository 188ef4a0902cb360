import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { FaultControl } from './faults/fault-control.ts';
import { createSeededRandom } from './faults/seeded-random.ts';
import { handleRequest } from './http/request-handler.ts';
import { createIdentity } from './profiles/identity.ts';
import { createInfiniteScaleProfile, spaceIdOf } from './profiles/infinite-scale.ts';
import { createOwncloud10Profile } from './profiles/owncloud10.ts';
import { PushHub } from './push/push-hub.ts';
import { RequestRecorder } from './request-log.ts';
import type { RequestLog } from './request-log.ts';
import type { ServerContext } from './server-context.ts';
import { resolveOptions } from './server-options.ts';
import type { DevServerOptions, ProfileKind, ResolvedOptions } from './server-options.ts';
import { BrowserSignIn } from './sign-in/browser-sign-in.ts';
import type { SharingStore } from './store/sharing.ts';
import { openStore } from './store/store.ts';
import type { Traffic } from './traffic.ts';
import { TrafficMeter } from './traffic.ts';
import { removeExpiredSessions } from './uploads/upload-sessions.ts';

/** One account as a client needs it. */
export interface DevServerUser {
  readonly name: string;
  /** Absolute URL of the user's file tree, with a trailing slash. */
  readonly davRoot: string;
  /** `storageid$spaceid`; only on the Infinite Scale profile. */
  readonly spaceId: string | undefined;
}

/** A running server; close it (or use `await using`) before its directory is removed. */
export interface DevServer extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly profile: ProfileKind;
  readonly users: readonly DevServerUser[];
  /** Everything that can be made to go wrong. */
  readonly faults: FaultControl;
  /** HTTP entrance to `faults`; needs `Authorization: Bearer <controlToken>`. */
  readonly faultUrl: string;
  readonly controlToken: string;
  readonly requestLog: RequestLog;
  /** All that went over the line so far. */
  readTraffic(): Traffic;
  /** Signing in with a browser: how it behaves, and making tokens bad. */
  readonly signIn: Pick<BrowserSignIn, 'settings' | 'dropAccessTokens'>;
  /** Shares between the accounts, and project spaces with their members. */
  readonly sharing: SharingStore;
  /** How many event streams a user has open. */
  pushConnections(userName: string): number;
  /** Ends all event streams, as a server does that is started anew. */
  breakPush(): void;
  /** Stops at once: running requests are cut off. Safe to call twice. */
  close(): Promise<void>;
}

/** Only this machine may connect. */
const HOST = '127.0.0.1';

/**
 * Starts a server on loopback and resolves when it accepts connections. Rejects when the port is taken or the data
 * directory cannot be used. One server at a time per data directory.
 */
export async function startDevServer(options: DevServerOptions): Promise<DevServer> {
  const resolved = resolveOptions(options);
  let url = '';
  const context = createContext(resolved, () => url);
  removeExpiredSessions(context.store, context.now());
  const recorder = new RequestRecorder();
  const controlToken = randomBytes(24).toString('base64url');
  const closing = new AbortController();
  const running = new Set<Promise<void>>();
  const parts = {
    context,
    recorder,
    controlToken,
    origin: () => url,
    closing: closing.signal,
    onError: (error: unknown) =>
      process.stderr.write(`dev-server: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`),
  };
  // A large upload on a slow line takes longer than Node's default limit for a whole request.
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 60_000, maxHeaderSize: 65_536 });
  const traffic = new TrafficMeter(server);
  server.on('request', (request, response) => {
    const handled = handleRequest(parts, request, response);
    running.add(handled);
    void handled.finally(() => running.delete(handled));
  });
  try {
    url = `http://${HOST}:${await listen(server, resolved.port)}`;
  } catch (error) {
    context.store.close();
    throw error;
  }
  const close = createClose({ server, context, closing, running });
  return {
    url,
    profile: resolved.profile,
    users: describeUsers(context, url),
    faults: context.faults,
    faultUrl: `${url}/_dev/faults`,
    controlToken,
    requestLog: recorder,
    readTraffic: () => traffic.read(),
    signIn: context.signIn,
    breakPush: () => context.push.close(),
    sharing: context.store.sharing,
    pushConnections: (userName) => {
      const account = context.store.accounts.find(userName);
      return account === undefined ? 0 : context.push.connectionCount(account.id);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function createContext(options: ResolvedOptions, origin: () => string): ServerContext {
  const now = (): number => Date.now();
  const store = openStore(options, now);
  const identity = createIdentity(store.accounts);
  const profile =
    options.profile === 'owncloud10'
      ? createOwncloud10Profile(identity)
      : createInfiniteScaleProfile(identity, {
          hasBrokenErrorNamespace: options.careless.brokenErrorNamespace,
          hasJournal: options.journal,
          archive: options.archive,
        });
  return {
    options,
    profile,
    identity,
    store,
    faults: new FaultControl(),
    push: new PushHub(),
    signIn: new BrowserSignIn({
      kind: options.profile,
      isOffered: options.browserSignIn,
      settings: options.signIn,
      accounts: store.accounts,
      now,
      origin,
    }),
    now,
    random: createSeededRandom(options.seed),
  };
}

function describeUsers(context: ServerContext, url: string): readonly DevServerUser[] {
  return context.store.accounts.list().map((account) => {
    const spaceId = context.profile.kind === 'infinite-scale' ? spaceIdOf(context.identity, account) : undefined;
    const path =
      spaceId === undefined ? `remote.php/dav/files/${encodeURIComponent(account.name)}` : `dav/spaces/${spaceId}`;
    return { name: account.name, davRoot: `${url}/${path}/`, spaceId };
  });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('the server has no port'));
      else resolve(address.port);
    });
  });
}

interface Running {
  readonly server: Server;
  readonly context: ServerContext;
  readonly closing: AbortController;
  /** Requests that are being answered. */
  readonly running: ReadonlySet<Promise<void>>;
}

function createClose(parts: Running): () => Promise<void> {
  let closed: Promise<void> | undefined;
  return () => {
    closed ??= stop(parts);
    return closed;
  };
}

async function stop({ server, context, closing, running }: Running): Promise<void> {
  closing.abort();
  context.faults.clear();
  context.push.close();
  const ended = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeAllConnections();
  await ended;
  // Handlers that were cut off still write their last row before the database goes.
  await Promise.all(running);
  context.store.close();
}
