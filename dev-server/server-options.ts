import type { NewShare } from './store/sharing.ts';
import type { SignInSettings } from './sign-in/sign-in-settings.ts';

/** Which family of servers is played. */
export type ProfileKind = 'owncloud10' | 'infinite-scale';

/**
 * Behaviours of real Infinite Scale servers that a client must survive; all off unless asked for.
 * @see docs/protocol part A
 */
export interface CarelessSwitches {
  /** `If-None-Match: *` on PUT does not protect an existing file. */
  readonly ignoresIfNoneMatch: boolean;
  /** `If-Match` has no effect on DELETE, MOVE and GET. */
  readonly ignoresIfMatch: boolean;
  /** A stale `If-Match` on PUT answers 409 in place of 412. */
  readonly staleIfMatchIsConflict: boolean;
  /** MOVE onto itself answers 404 and the item is in the trash. */
  readonly moveOntoItselfTrashes: boolean;
  /** A PUT to a name such as `x-chunking-1-2-0` answers 206 and no file appears. */
  readonly chunkingNamesVanish: boolean;
  /** About a fifth of the uploads are in post-processing (425) for the first read. */
  readonly postProcessing: boolean;
  /** TUS: no checksum check, no etag on the last PATCH, `If-Match` looked at only when the upload is created. */
  readonly looseTus: boolean;
  /** A lock's token counts in `Lock-Token` of a PUT only: with `If`, and for DELETE and MOVE, its owner is refused too. */
  readonly locksOnlyByHeader: boolean;
  /** Children come in another order in every listing. */
  readonly randomOrder: boolean;
  /** Error bodies use the namespace `DAV` without its colon. */
  readonly brokenErrorNamespace: boolean;
}

/** Every careless switch off: the server keeps every promise of the RFCs. */
export const CAREFUL: CarelessSwitches = {
  ignoresIfNoneMatch: false,
  ignoresIfMatch: false,
  staleIfMatchIsConflict: false,
  moveOntoItselfTrashes: false,
  chunkingNamesVanish: false,
  postProcessing: false,
  looseTus: false,
  locksOnlyByHeader: false,
  randomOrder: false,
  brokenErrorNamespace: false,
};

/** Every careless switch on: what was observed on a real server. */
export const ALL_CARELESS: CarelessSwitches = {
  ignoresIfNoneMatch: true,
  ignoresIfMatch: true,
  staleIfMatchIsConflict: true,
  moveOntoItselfTrashes: true,
  chunkingNamesVanish: true,
  postProcessing: true,
  looseTus: true,
  locksOnlyByHeader: true,
  randomOrder: true,
  brokenErrorNamespace: true,
};

/** How much one archive may hold; an announced limit that is crossed breaks the archive off. */
export interface ArchiveLimits {
  readonly maxFiles: number;
  readonly maxBytes: number;
}

/** One account of the test server. The password is hashed at once and kept nowhere in clear. */
export interface UserOption {
  readonly name: string;
  readonly password: string;
}

/** An app password of a user, for the ownCloud 10 profile. */
export interface AppPasswordOption {
  readonly user: string;
  readonly token: string;
}

/** How a server is started. Sizes in bytes, times in milliseconds. */
export interface DevServerOptions {
  /** Directory for database and bytes; made when missing. */
  readonly dataDirectory: string;
  readonly profile: ProfileKind;
  readonly users: readonly UserOption[];
  /** 0 (default) picks a free port. */
  readonly port?: number;
  readonly appPasswords?: readonly AppPasswordOption[];
  /** Folders right below their owner's root, made when they are missing, that are shared from the start. */
  readonly shares?: readonly NewShare[];
  /** Per user; absent means unlimited. */
  readonly quotaBytes?: number;
  /** RFC 6578 change journal; default on. */
  readonly journal?: boolean;
  /** How many journal rows are kept; older sync tokens expire. */
  readonly journalLimit?: number;
  /** Infinite Scale refuses `Depth: infinity` unless this is on. */
  readonly allowDepthInfinity?: boolean;
  /** Life of an unfinished TUS or chunked upload. */
  readonly uploadExpiryMs?: number;
  /** Of the archive service (Infinite Scale only); those of the real server when absent. */
  readonly archive?: ArchiveLimits;
  readonly careless?: Partial<CarelessSwitches>;
  /** Signing in with a browser; on by default for Infinite Scale, as the OAuth2 app of ownCloud 10 is optional. */
  readonly browserSignIn?: boolean;
  readonly signIn?: Partial<SignInSettings>;
  /** Seed of everything that is random on purpose (careless order, post-processing). */
  readonly seed?: number;
}

/** The options with every default filled in. */
export interface ResolvedOptions {
  readonly dataDirectory: string;
  readonly profile: ProfileKind;
  readonly users: readonly UserOption[];
  readonly port: number;
  readonly appPasswords: readonly AppPasswordOption[];
  readonly shares: readonly NewShare[];
  readonly quotaBytes: number | undefined;
  readonly journal: boolean;
  readonly journalLimit: number;
  readonly allowDepthInfinity: boolean;
  readonly uploadExpiryMs: number;
  readonly archive: ArchiveLimits;
  readonly careless: CarelessSwitches;
  readonly browserSignIn: boolean;
  readonly signIn: Partial<SignInSettings>;
  readonly seed: number;
}

const DAY_MS = 86_400_000;

/** Fills the defaults; pure. */
export function resolveOptions(options: DevServerOptions): ResolvedOptions {
  return {
    dataDirectory: options.dataDirectory,
    profile: options.profile,
    users: options.users,
    port: options.port ?? 0,
    appPasswords: options.appPasswords ?? [],
    shares: options.shares ?? [],
    quotaBytes: options.quotaBytes,
    journal: options.journal ?? true,
    journalLimit: options.journalLimit ?? 1_000_000,
    allowDepthInfinity: options.allowDepthInfinity ?? options.profile === 'owncloud10',
    uploadExpiryMs: options.uploadExpiryMs ?? DAY_MS,
    archive: options.archive ?? { maxFiles: 10_000, maxBytes: 2 ** 30 },
    careless: options.profile === 'infinite-scale' ? { ...CAREFUL, ...options.careless } : CAREFUL,
    browserSignIn: options.browserSignIn ?? options.profile === 'infinite-scale',
    signIn: options.signIn ?? {},
    seed: options.seed ?? 1,
  };
}
