import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AccountList } from '../auth/account-list.ts';
import { AccountManager } from '../auth/account-manager.ts';
import type { AccountQueries } from '../auth/account-queries.ts';
import { KeptSecrets } from '../auth/kept-secrets.ts';
import type { Exclusively, SessionMemory } from '../auth/kept-secrets.ts';
import type { AccountsFile } from '../auth/accounts-file.ts';
import type { Accounts, RenderPage } from '../auth/auth.ts';
import { ProgramPass } from '../auth/program-pass.ts';
import { pause } from '../clock/clock.ts';
import { SystemClock } from '../clock/system-clock.ts';
import { parseAccountId } from '../core/model/account.ts';
import type { AccountId, AccountView } from '../core/model/account.ts';
import type { ProxySetting } from '../core/model/proxy-setting.ts';
import { takeFolderLock } from '../filesystem/folder-lock.ts';
import type { Logger } from '../logger/logger.ts';
import type { SecretStore } from '../secrets/secrets.ts';
import { findInstance, identifyUser } from '../transport/servers/account-queries.ts';
import type { AccountQuery } from '../transport/servers/account-queries.ts';
import { createFetcher } from '../transport/http/fetch.ts';
import type { Fetcher } from '../transport/http/fetch.ts';
import { lookAtAddress } from '../transport/servers/first-look.ts';
import { parseServerUrl } from '../transport/servers/server-url.ts';
import { createAccountsFile } from './create-accounts-file.ts';
import { ENVIRONMENT_PROXY } from './create-account-network.ts';
import { ENGINE_VERSION } from './create-engine.ts';
import type { Tenant } from './create-tenant.ts';
import { defaultStateDirectory } from './opening/database-path.ts';

export interface AccountsOptions {
  /** Directory for the list of accounts; this person's own state directory when undefined. */
  readonly stateDirectory: string | undefined;
  readonly tenant: Tenant;
  /** Makes the last page of a sign-in in the browser; has the words. */
  readonly renderPage: RenderPage;
  readonly logger: Logger;
  /** The environment when absent. */
  readonly proxy?: ProxySetting;
  readonly secrets: SecretStore;
  /** Keeps what no keychain takes over the death of this process; it is lost then when absent. */
  readonly session?: SessionMemory;
  /** A JSON file in the state directory when absent. */
  readonly file?: AccountsFile;
}

const INACTIVITY_MS = 30_000;

/** The accounts of this person with their real parts. Opens nothing before it is asked. */
export function createAccounts(options: AccountsOptions): Accounts {
  const clock = new SystemClock();
  const stateDirectory = options.stateDirectory ?? defaultStateDirectory();
  const { registrations, trust } = options.tenant;
  const { proxy = ENVIRONMENT_PROXY } = options;
  const fetcher = createFetcher({ version: ENGINE_VERSION, inactivityMs: INACTIVITY_MS, trust, proxy });
  const secrets = new KeptSecrets({
    vault: options.secrets,
    exclusively: createExclusively(stateDirectory, clock),
    session: options.session,
    onFailure: (failure, detail) => options.logger.warn('keychain-not-used', { failure, detail }),
  });
  const file = options.file ?? createAccountsFile(stateDirectory);
  const manager = new AccountManager({
    list: new AccountList(file, (id) => secrets.isInMemoryOnly(id)),
    secrets,
    pass: new ProgramPass((url, request) => fetcher.fetch(url, request), registrations),
    queries: createQueries(fetcher),
    detect: (typed, signal) => lookAtAddress(typed, { fetcher, trust, signal }),
    renderPage: options.renderPage,
    randomId: randomAccountId,
    nowMs: () => clock.nowMs(),
    monotonicMs: () => clock.monotonicMs(),
    onClose: () => fetcher.close(),
  });
  return manager;
}

/** The accounts that a typed address and a user name, where they are given, can mean. */
export function findAccounts(
  accounts: readonly AccountView[],
  typed: string | undefined,
  userName: string | undefined,
): readonly AccountView[] {
  const named = accounts.filter((account) => userName === undefined || account.userName === userName);
  if (typed === undefined) return named;
  const parsed = parseServerUrl(typed, true);
  if (!parsed.ok) return [];
  const address = parsed.value.origin + parsed.value.basePath;
  return named.filter((account) => account.serverAddress === address);
}

function createQueries(fetcher: Fetcher): AccountQueries {
  const toQuery = (...[server, header, signal]: Parameters<AccountQueries['findInstance']>): AccountQuery => ({
    fetcher,
    serverAddress: server.serverAddress,
    serverKind: server.serverKind,
    header,
    signal,
  });
  return {
    identifyUser: (...asked) => identifyUser(toQuery(...asked)),
    findInstance: (...asked) => findInstance(toQuery(...asked)),
  };
}

const LOCK_POLL_MS = 25;
/** Longer than a renewal may take: then its holder hangs, and waiting on would stop this one for ever. */
const LOCK_PATIENCE_MS = 90_000;

/** One program of this person at a time, and one act at a time in this one. */
function createExclusively(stateDirectory: string, clock: SystemClock): Exclusively {
  const never = new AbortController().signal;
  return async (name, act) => {
    const path = join(stateDirectory, `account-${name}.lock`);
    const startedMs = clock.monotonicMs();
    let lock = takeAccountLock(path);
    // A lock that cannot be made at all (a read-only disk) keeps nobody from signing in.
    while (!lock.ok && lock.error.code === 'local-folder-in-use') {
      if (clock.monotonicMs() - startedMs > LOCK_PATIENCE_MS) break;
      await pause(clock, LOCK_POLL_MS, never);
      lock = takeAccountLock(path);
    }
    try {
      return await act();
    } finally {
      if (lock.ok) lock.value.release();
    }
  };
}

function takeAccountLock(path: string): ReturnType<typeof takeFolderLock> {
  if (!existsSync(dirname(path))) {
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
    }
  }
  return takeFolderLock(path);
}

function randomAccountId(): AccountId {
  const id = parseAccountId(randomBytes(8).toString('hex'));
  if (id === undefined) throw new Error('a random id has another form than ids have');
  return id;
}
