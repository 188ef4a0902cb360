import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import type { Outcome } from '#sync-engine/core/model/sync-error.ts';
import { FakeRemoteFaults } from '#sync-engine/transport/fake-remote-faults.ts';
import type { FakeCall } from '#sync-engine/transport/fake-remote-faults.ts';
import { FakeTransport } from '#sync-engine/transport/fake-transport.ts';
import { createError } from '#sync-engine/transport/http/status-outcome.ts';
import type {
  ListOutcome,
  Listing,
  PushNews,
  RemoteEntry,
  Transport,
  TreeOutcome,
  UploadRequest,
} from '#sync-engine/transport/transport.ts';
import type { SimulationMutation } from './mutations.ts';
import { withoutProofOfAbsence, withoutRemovalExpectation, withoutUploadExpectation } from './mutations.ts';
import type { PortSetting } from './port-setting.ts';
import { withReplies } from './port-setting.ts';
import type { TurnOwner } from './scheduler.ts';
import type { SimulatedServer } from './simulated-server.ts';

/** Size of the pieces of a resumable upload. */
const PIECE_BYTES = 8;

/** So that a plan needs several archives. */
const ARCHIVE_LIMITS = { maxFiles: 3, maxBytes: 1_000 };

/** Between two files, or in the first when it is long. */
const ARCHIVE_BREAKS_AFTER_BYTES = 8;

/** What comes along with others meets the faults that it would meet by itself. */
const FAULTS_OF: Partial<Record<FakeCall, FakeCall>> = {
  'download-archive': 'download',
  'list-tree': 'list',
  'read-root-version': 'list',
};

const NEVER = new AbortController().signal;

/** Requests whose client has given up, but which the server still carries out when their turn comes. */
const FORGOTTEN: TurnOwner = { name: 'late request', isDead: false };

/** One program's connections: requests arrive when their turn comes, and so do answers. */
export function createSimulatedTransport(setting: PortSetting): Transport {
  const { process, computer, world } = setting;
  const connect = (owner: TurnOwner, takesFaults: boolean): FakeTransport => {
    const faults = new FakeRemoteFaults();
    faults.onCall = async (call, path) => {
      await world.scheduler.turn(owner, `${call} ${path}`);
      if (takesFaults) takeFault(setting, faults, { call, path });
      if (call === 'upload' && path === computer.refusedPath)
        faults.add({ kind: 'fail', call, path, code: 'no-permission', times: 1 });
    };
    const { resumableAboveBytes, hasServices } = world;
    const kind = world.server.tree.isPropagatingLate ? 'infinite-scale' : 'owncloud10';
    const description = { kind } as const;
    const services = {
      offersTree: hasServices,
      tellsRootVersion: hasServices,
      archiveLimits: hasServices ? ARCHIVE_LIMITS : undefined,
    };
    const options = { faults, description, resumableAboveBytes, pieceBytes: PIECE_BYTES, ...services };
    const connection = new FakeTransport(world.server, options);
    if (takesFaults) world.checks.noteConnection(connection, computer);
    else world.checks.noteLateConnection(connection, computer);
    return connection;
  };
  const onTime = connect(process.connection, true);
  const late = connect(FORGOTTEN, false);
  const answering = withReplies<Transport>(onTime, setting, (name, _, value) => {
    noteVersions(setting, value);
    return world.hasSyncTokens ? value : (WITHOUT_SYNC_TOKEN[name]?.(value) ?? value);
  });
  const port = withLateEffects(withPush(answering, onTime, setting), late, setting);
  const lie = world.mutation === undefined ? undefined : LIES[world.mutation];
  return lie === undefined ? port : override(port, lie(port, world.server));
}

function takeFault(
  { computer }: PortSetting,
  faults: FakeRemoteFaults,
  { call, path }: { readonly call: FakeCall; readonly path: RelativePath },
): void {
  const fault = computer.takeRemoteFault(FAULTS_OF[call] ?? call);
  if (fault === undefined || fault.kind === 'unknown-late') return;
  const afterBytes = call === 'download-archive' ? ARCHIVE_BREAKS_AFTER_BYTES : 2;
  faults.add({ kind: fault.kind, call, path, code: fault.code, times: 1, afterBytes });
}

/** From now on this computer knows these versions: it may replace or remove them. */
function noteVersions({ computer }: PortSetting, value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const entries: unknown[] = [];
  if ('listing' in value) {
    const { self, children } = (value as Extract<ListOutcome, { kind: 'listed' }>).listing;
    entries.push(self, ...children);
  } else if ('listings' in value) {
    for (const { self, children } of (value as Extract<TreeOutcome, { kind: 'listed' }>).listings.values())
      entries.push(self, ...children);
  } else if ('value' in value) entries.push(value.value);
  for (const entry of entries) {
    if (typeof entry === 'object' && entry !== null && 'fileId' in entry && 'etag' in entry) {
      computer.seenVersions.add(`${String(entry.fileId)} ${String(entry.etag)}`);
    }
  }
}

/** How the answers that hold tokens look where there are none, by the name of the call. */
const WITHOUT_SYNC_TOKEN: Readonly<Record<string, (value: unknown) => unknown>> = {
  list: (value) => {
    const outcome = value as ListOutcome;
    return outcome.kind === 'listed' ? { ...outcome, listing: withoutToken(outcome.listing) } : outcome;
  },
  listTree: (value) => {
    const outcome = value as TreeOutcome;
    if (outcome.kind !== 'listed') return outcome;
    const listings = [...outcome.listings].map(([path, listing]) => [path, withoutToken(listing)] as const);
    return { ...outcome, listings: new Map(listings) };
  },
};

function withoutToken(listing: Listing): Listing {
  return { ...listing, syncToken: undefined };
}

/** Events of the server arrive in a turn of their own; the stream ends with the program. */
function withPush(port: Transport, fake: FakeTransport, { process, world }: PortSetting): Transport {
  return override(port, {
    readPushEvents: async (onEvent, signal, renewal) => {
      const onArrival = (news: PushNews): void =>
        void world.scheduler.turn(process, 'push event').then(() => onEvent(news));
      const error = await fake.readPushEvents(onArrival, AbortSignal.any([signal, process.life]), renewal);
      await world.scheduler.turn(process, 'push stream ends');
      return error;
    },
  });
}

/** Some writes get no answer and happen later, when the program has long looked elsewhere. */
function withLateEffects(port: Transport, late: FakeTransport, { computer, process, world }: PortSetting): Transport {
  const lose = async <Value>(call: FakeCall, act: () => Promise<unknown>): Promise<Outcome<Value>> => {
    void act();
    await world.scheduler.turn(process, `${call} times out`);
    return { kind: 'unknown', error: createError('server-unreachable', 'no answer') };
  };
  const isLost = (call: FakeCall): boolean => !process.isDead && computer.takesLateFault(call);
  return override(port, {
    upload: (request) => {
      const deaf = { ...request, onSession: () => {}, onProgress: () => {}, signal: NEVER, resume: undefined };
      if (!isLost('upload')) return port.upload(request);
      if (request.expect.kind === 'absent') world.checks.beforeSending(computer, request.path);
      return lose('upload', () => late.upload(deaf));
    },
    makeDirectory: (path, signal) =>
      isLost('make-directory')
        ? lose('make-directory', () => late.makeDirectory(path, NEVER))
        : port.makeDirectory(path, signal),
    move: (request) =>
      isLost('move') ? lose('move', () => late.move({ ...request, signal: NEVER })) : port.move(request),
    remove: (request) =>
      isLost('remove') ? lose('remove', () => late.remove({ ...request, signal: NEVER })) : port.remove(request),
  });
}

type Lie = (port: Transport, server: SimulatedServer) => Partial<Transport>;

/** How the connection lies for each guard that is taken away. */
const LIES: Partial<Record<SimulationMutation, Lie>> = {
  'upload-without-expectation': (port, server) => ({
    upload: (request) => port.upload(withoutUploadExpectation(request, server)),
  }),
  'remote-removal-without-expectation': (port, server) => ({
    remove: (request) => port.remove(withoutRemovalExpectation(request, server)),
  }),
  'incomplete-listing-taken-for-complete': (port) => ({
    list: async (path, depth, signal) => withoutProofOfAbsence(await port.list(path, depth, signal), path),
  }),
  'unknown-repeated-blindly': (port, server) => ({
    upload: (request) => repeatBlindly(port, request, server),
    remove: async (request) => {
      const outcome = await port.remove(request);
      return outcome.kind === 'unknown' ? port.remove(withoutRemovalExpectation(request, server)) : outcome;
    },
  }),
};

async function repeatBlindly(
  port: Transport,
  request: UploadRequest,
  server: SimulatedServer,
): Promise<Outcome<RemoteEntry>> {
  const outcome = await port.upload(request);
  return outcome.kind === 'unknown' ? port.upload(withoutUploadExpectation(request, server)) : outcome;
}

function override(port: Transport, members: Partial<Transport>): Transport {
  return new Proxy(port, {
    get: (target, name): unknown => Reflect.get(name in members ? members : target, name),
  });
}
