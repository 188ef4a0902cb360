import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ProfileKind } from '#dev-server/server-options.ts';
import type { EngineHostInput } from '#electron/engine-host/engine-host.ts';
import { EngineHost } from '#electron/engine-host/engine-host.ts';
import { JsonSettingsFile } from '#electron/engine-host/settings/json-settings-file.ts';
import { renderSignInPage } from '#electron/engine-host/accounts/sign-in-page.ts';
import { applyEvent } from '#ipc/app-change.ts';
import type { AppState } from '#ipc/app-state.ts';
import type { DesktopApi } from '#ipc/desktop-api.ts';
import type { Organisation } from '#policies/policies.ts';
import { NO_POLICIES } from '#policies/policies.ts';
import { createDesktopApi } from '#ipc/desktop-api.ts';
import type { FolderState } from '#ipc/folder-view.ts';
import type { FindSystemProxy } from '#sync-engine/core/model/proxy-setting.ts';
import { createAccounts } from '#sync-engine/engine/create-accounts.ts';
import type { RenderPage } from '#sync-engine/auth/auth.ts';
import { createChosenProxy } from '#sync-engine/engine/create-chosen-proxy.ts';
import { createLogger } from '#sync-engine/engine/create-engine.ts';
import { readTenant } from '#sync-engine/engine/create-tenant.ts';
import { MemorySecretStore } from '#sync-engine/secrets/memory-secret-store.ts';
import type { SecretStore } from '#sync-engine/secrets/secrets.ts';
import { openOffice, USER, waitFor } from './office.ts';
import type { Office } from './office.ts';

/** A host, what windows can ask of it, and what they hear. */
export interface RunningHost {
  readonly host: EngineHost;
  readonly api: DesktopApi;
  /** The state as somebody has it who only heard the events. */
  readonly heard: () => AppState;
}

/** A server for one test. */
export async function enterOffice(profile?: ProfileKind): Promise<Office> {
  const office = await openOffice(profile);
  onTestFinished(async () => office[Symbol.asyncDispose]());
  return office;
}

/** Accounts as of a computer whose organisation has decided nothing. */
function openAccounts({ stateDirectory }: Office, secrets: SecretStore, way: Way) {
  const read = readTenant(join(stateDirectory, 'no-tenant-file'));
  if (!read.ok) throw new Error(read.detail);
  const tenant = { ...read.value, trust: { ...read.value.trust, isHttpAllowed: way.isHttpAllowed === true } };
  const logger = createLogger(undefined);
  const chosen = createChosenProxy({ findSystemProxy: way.findSystemProxy, logger, secrets });
  const proxy = chosen.setting;
  const renderPage: RenderPage = (page) => renderSignInPage(page, 'BayernBox');
  const accounts = createAccounts({ stateDirectory, secrets, tenant, logger, proxy, renderPage });
  return { accounts, trust: tenant.trust, proxy: chosen };
}

/** What lies between this computer and its servers. */
export interface Way {
  readonly isHttpAllowed?: boolean;
  readonly findSystemProxy?: FindSystemProxy;
  readonly organisation?: Organisation;
  /** Where the log goes and is read from; nowhere when absent. */
  readonly log?: EngineHostInput['log'];
}

const NO_LOG: EngineHostInput['log'] = { write: () => true, readLast: () => '' };

/** A host of this person in this process. */
export async function startHost(
  office: Office,
  secrets: SecretStore = new MemorySecretStore(),
  { organisation = { policies: NO_POLICIES }, log = NO_LOG, ...way }: Way = {},
): Promise<RunningHost> {
  let heard: AppState = { hostId: '1', organisation, revision: 0, accounts: [], folders: [], recent: [] };
  let id = 0;
  const host = new EngineHost({
    settingsFile: new JsonSettingsFile(office.stateDirectory),
    ...openAccounts(office, secrets, way),
    branding: { productName: 'BayernBox' },
    organisation,
    stateDirectory: office.stateDirectory,
    homeDirectory: office.homeDirectory,
    nowMs: () => Date.now(),
    randomId: () => `${(id += 1)}`,
    log,
    onEvent: (event) => {
      const next = applyEvent(heard, event);
      if (next === 'gap') throw new Error('an event is missing');
      heard = next;
    },
  });
  await host.start();
  onTestFinished(() => host.close());
  const api = createDesktopApi(
    (name, input) => host.answer(name, input),
    () => () => {},
  );
  return { host, api, heard: () => heard };
}

/** Signs in with the password; the id of the account. */
export async function signIn({ api }: RunningHost, office: Office): Promise<string> {
  const answer = await api.signInWithPassword({
    serverUrl: office.server.url,
    userName: USER.name,
    password: USER.password,
  });
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value.accountId;
}

/** Signs in where nobody is yet, and begins to sync; the id of the folder. */
export async function addFolder(running: RunningHost, office: Office, name = 'BayernBox'): Promise<string> {
  const accountId = running.heard().accounts[0]?.accountId ?? (await signIn(running, office));
  const answer = await running.api.addFolder({ accountId, remotePath: '', localPath: office.place(name) });
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value.folderId;
}

/** Waits until the first folder is in one of these states. */
export function waitForState(running: RunningHost, ...kinds: readonly FolderState['kind'][]): Promise<FolderState> {
  return waitFor(
    () => {
      const state = running.heard().folders[0]?.state;
      return state !== undefined && kinds.includes(state.kind) ? state : undefined;
    },
    () => `${kinds.join(' or ')}; it is ${JSON.stringify(running.heard().folders)}`,
    30_000,
  );
}
