import { refuseRequest } from '#ipc/answer.ts';
import type { AnyAnswer } from '#ipc/answer.ts';
import type { AppEvent } from '#ipc/app-change.ts';
import type { HostRequestName } from '#ipc/contract.ts';
import { isHostRequest, parseRequest } from '#ipc/contract.ts';
import { hostRequests } from '#ipc/host-requests.ts';
import { resolveSettings } from '#policies/policies.ts';
import { isServerAllowed, resolveProxy } from '#policies/policy-rules.ts';
import type { RequestContract } from '#ipc/request-contract.ts';
import { DEFAULT_SYNC_SETTINGS, syncSettingsSchema } from '#policies/settings.ts';
import type { Accounts } from '#sync-engine/auth/auth.ts';
import type { AccountEvent, AccountView } from '#sync-engine/core/model/account.ts';
import { parseTimeWindows } from '#policies/time-windows.ts';
import { describeThrown } from '#sync-engine/core/model/thrown.ts';
import { recoverFolderMoves } from '#sync-engine/engine/create-folder-move.ts';
import type { LeftFolder } from '#sync-engine/engine/create-folder-move.ts';
import { createLogger } from '#sync-engine/engine/create-engine.ts';
import { countWaiting } from '#sync-engine/engine/create-visit.ts';
import { createAccountRequests } from './accounts/account-requests.ts';
import { succeed } from './answers.ts';
import type { Handlers } from './answers.ts';
import { createDecisionRequests } from './visiting/decision-requests.ts';
import { createDiagnostics } from './diagnostics/diagnostics.ts';
import { createExcludesRequests } from './settings/excludes-requests.ts';
import { createFolderRequests } from './folders/folder-requests.ts';
import { toFirstView } from './folders/first-view.ts';
import type { Waiting } from './folders/first-view.ts';
import { FolderRunner } from './running/folder-runner.ts';
import type { Permission } from './running/permission.ts';
import {
  findAccount,
  isBehindPortal,
  readQuota,
  refuseWithoutAccounts,
  toAccountView,
} from './accounts/host-accounts.ts';
import { refuseByPolicy } from './settings/policy-gate.ts';
import type { HostParts } from './host-parts.ts';
import type { FolderSettings, HostSettings, SettingsFile } from './settings/host-settings.ts';
import { HostState } from './host-state.ts';
import type { Conditions, PauseInput } from './running/pauses.ts';
import { decidePause, findPauseTime, Overridden } from './running/pauses.ts';
import { commitMove, createMovingRequests } from './folders/moving-requests.ts';
import { createNamingRequests } from './visiting/naming-requests.ts';
import { createNewsRequests, keepNews } from './visiting/news-requests.ts';
import { PortalWatch } from './running/portal-watch.ts';
import { Questions } from './questions.ts';
import { QuotaWatch } from './accounts/quota-watch.ts';
import { createSelectionRequests } from './folders/selection-requests.ts';
import { createServerRequests } from './accounts/server-requests.ts';
import { ServerTrees } from './accounts/server-trees.ts';
import { createSettingsRequests } from './settings/settings-requests.ts';
import { createHistoryRequests } from './visiting/history-requests.ts';
import { createPathRequests } from './visiting/visit-requests.ts';
import { toWantedFolder } from './folders/wanted-folder.ts';

export interface EngineHostInput {
  readonly settingsFile: SettingsFile;
  /** Closed with the host. */
  readonly accounts: Accounts;
  readonly trust: HostParts['trust'];
  readonly branding: HostParts['branding'];
  readonly proxy: HostParts['proxy'];
  readonly organisation: HostParts['organisation'];
  readonly stateDirectory: string;
  readonly homeDirectory: string;
  readonly nowMs: () => number;
  readonly randomId: () => string;
  readonly log: HostParts['log'];
  readonly onEvent: (event: AppEvent) => void;
}

/** Pauses end by the clock on the wall, which sleeping computers and daylight saving move: looked at so often. */
const PAUSE_CHECK_MS = 15_000;

/** Longest wait in ms for a server that is asked how full an account is. */
const QUOTA_LIMIT_MS = 60_000;

/**
 * The engine of all accounts and sync folders of one person, behind the requests of the contract. Knows nothing of the
 * process it runs in. Whatever is asked, answers never reject; a bug is logged and answered with `internal-error`.
 */
export class EngineHost {
  readonly #input: EngineHostInput;
  readonly #parts: HostParts;
  readonly #handlers: Handlers<HostRequestName>;
  readonly #end = new AbortController();
  #settings: HostSettings;
  #conditions: Conditions = { isMetered: false, isOnBattery: false };
  #pauseTime: PauseInput['pauseTime'];
  readonly #overridden = new Overridden();
  #pauseTimer: NodeJS.Timeout | undefined;
  readonly #quotas: QuotaWatch;
  readonly #portal: PortalWatch;
  readonly #accepted = new Set<string>();

  constructor(input: EngineHostInput) {
    this.#input = input;
    const { settings, lostPath } = input.settingsFile.read();
    this.#settings = settings;
    input.proxy.recall(resolveProxy(this.#settings.proxy, input.organisation.policies));
    this.#parts = {
      ...input,
      state: new HostState({ hostId: input.randomId(), organisation: input.organisation, lostPath }, input.onEvent),
      signal: this.#end.signal,
      settings: () => this.#settings,
      syncSettings: () => this.#syncSettings(),
      changeSettings: (change) => this.#changeSettings(change),
      runners: new Map<string, FolderRunner>(),
      questions: new Questions(this.#end.signal),
      serverTrees: new ServerTrees(),
      moves: new Map<string, AbortController>(),
      left: new Map<string, LeftFolder>(),
      addRunner: (folder) => this.#addRunner(folder),
      acceptFolder: (folderId) => this.#accepted.add(folderId),
      overrideConditions: (folderId) => this.#overridden.add(folderId),
      permitAll: () => this.#permitAll(),
    };
    this.#quotas = new QuotaWatch({
      read: (accountId) =>
        readQuota(input, accountId, AbortSignal.any([this.#end.signal, AbortSignal.timeout(QUOTA_LIMIT_MS)])),
      onQuota: (accountId) => {
        const account = findAccount(input.accounts, accountId);
        if (account !== undefined) this.#showAccount(account);
      },
      nowMs: input.nowMs,
    });
    this.#portal = new PortalWatch({
      isBehindPortal: (accountId) => isBehindPortal(this.#parts, accountId),
      onChange: () => void this.#changePortal(),
      nowMs: input.nowMs,
    });
    this.#handlers = {
      getState: () => succeed(this.#parts.state.state),
      ...createAccountRequests(this.#parts),
      ...createServerRequests(this.#parts),
      ...createFolderRequests(this.#parts),
      ...createPathRequests(this.#parts),
      ...createDecisionRequests(this.#parts),
      ...createMovingRequests(this.#parts),
      ...createNamingRequests(this.#parts),
      ...createExcludesRequests(this.#parts),
      ...createHistoryRequests(this.#parts),
      ...createSelectionRequests(this.#parts),
      ...createSettingsRequests(this.#parts),
      ...createNewsRequests(this.#parts),
      createDiagnostics: () => createDiagnostics(this.#parts),
    };
  }

  /** Shows what is known and begins to sync what may be synced. */
  async start(): Promise<void> {
    this.#input.accounts.onEvent((event) => this.#hearAccounts(event));
    this.#lookAtAccounts();
    this.#showAccounts();
    this.#recoverMoves();
    for (const folder of this.#settings.folders) this.#addRunner(folder);
    await this.#permitAll();
    this.#pauseTimer = setInterval(() => void this.#permitAll(), PAUSE_CHECK_MS);
  }

  /** Carries out one request from outside, whatever it is. */
  async answer(name: string, input: unknown): Promise<AnyAnswer> {
    const request = isHostRequest(name) ? parseRequest(name, input) : undefined;
    if (request === undefined || !isHostRequest(request.name)) return refuseRequest('invalid-request');
    const { organisation, accounts } = this.#input;
    const sync = this.#syncSettings().values;
    const refused =
      refuseWithoutAccounts(request.name, accounts) ??
      refuseByPolicy(request, { organisation, accounts: accounts.list(), sync });
    if (refused !== undefined) return refuseRequest(refused);
    try {
      const handle = this.#handlers[request.name] as (input: unknown) => Promise<AnyAnswer> | AnyAnswer;
      const answer = await handle(request.input);
      if (!answer.ok) return answer;
      const contract: RequestContract = hostRequests[request.name];
      // Strips what the contract does not name, so that nothing leaves by accident.
      return succeed(contract.output.parse(answer.value));
    } catch (error) {
      this.#logBug(request.name, error);
      return refuseRequest('internal-error');
    }
  }

  /** The computer can afford less or more than before. What a person overrode counts until then. */
  async setConditions(conditions: Conditions): Promise<void> {
    if (JSON.stringify(conditions) !== JSON.stringify(this.#conditions)) this.#overridden.clear();
    this.#conditions = conditions;
    await this.#permitAll();
  }

  /** After sleep: pauses may be over, and everything is looked at. */
  async wake(): Promise<void> {
    await this.#permitAll();
    for (const runner of this.#parts.runners.values()) runner.lookNow();
  }

  /** Ends all syncing; what was begun is put away. */
  async close(): Promise<void> {
    clearInterval(this.#pauseTimer);
    for (const move of this.#parts.moves.values()) move.abort();
    await Promise.all([...this.#parts.runners.values()].map((runner) => runner.close()));
    await this.#parts.serverTrees.close();
    await this.#input.accounts.close();
    this.#end.abort();
  }

  #syncSettings() {
    const { policies } = this.#input.organisation;
    const chosen = this.#settings.sync;
    return resolveSettings({ schema: syncSettingsSchema, builtIn: DEFAULT_SYNC_SETTINGS, chosen, policies });
  }

  /** Moves that a crash cut off are ended before anything is synced; a disk that is missing is waited for. */
  #recoverMoves(): void {
    const { stateDirectory } = this.#input;
    try {
      recoverFolderMoves({ stateDirectory, commit: commitMove(this.#parts) });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      this.#logBug('recover-moves', error);
    }
  }

  #hearAccounts(event: AccountEvent): void {
    if (event.type === 'account-removed') this.#parts.state.change({ kind: 'account-removed', accountId: event.id });
    else this.#showAccount(event.account);
    // Whoever has just signed in, or is not signed in any more, decides what may run.
    void this.#permitAll();
  }

  /** The list of accounts is not ours alone: it can be damaged and repaired while we run. */
  #lookAtAccounts(): void {
    const fault = this.#input.accounts.findFault();
    if (JSON.stringify(fault) === JSON.stringify(this.#parts.state.state.accountsFault)) return;
    this.#parts.state.change({ kind: 'accounts-fault', ...(fault === undefined ? {} : { fault }) });
    // What was known before stays in sight as long as nobody knows better.
    if (fault === undefined) this.#showAccounts();
  }

  #showAccounts(): void {
    const accounts = this.#input.accounts.list();
    for (const account of accounts) this.#showAccount(account);
    for (const { accountId } of this.#parts.state.state.accounts)
      if (!accounts.some(({ id }) => id === accountId))
        this.#parts.state.change({ kind: 'account-removed', accountId });
  }

  #showAccount(account: AccountView): void {
    this.#parts.state.change({ kind: 'account', account: toAccountView(account, this.#quotas.find(account.id)) });
  }

  #changeSettings(change: (settings: HostSettings) => HostSettings): boolean {
    const next = change(this.#settings);
    if (!this.#input.settingsFile.write(next)) return false;
    this.#settings = next;
    return true;
  }

  #addRunner(folder: FolderSettings): void {
    const { folderId, accountId, localPath } = folder;
    const runner = new FolderRunner({
      nowMs: this.#input.nowMs,
      onAccountFull: () => void this.#quotas.lookSoon(accountId),
      keepNews: (items) => keepNews(this.#parts, folderId, items),
      tell: (change) => this.#parts.state.change(change),
      view: toFirstView(folder, this.#countWaiting(localPath)),
    });
    this.#parts.runners.set(folderId, runner);
  }

  /** A folder that rests, or has not been looked at yet, waits for a person all the same. */
  #countWaiting(localPath: string): Waiting {
    try {
      const waiting = countWaiting(localPath, this.#input.stateDirectory);
      const { conflicts = 0, holds = 0, undecided = 0, deselected = 0 } = waiting ?? {};
      return { conflicts, decisions: holds, newFolders: undecided, deselectedFolders: deselected };
    } catch (error) {
      this.#logBug('count-waiting', error);
      return { conflicts: 0, decisions: 0, newFolders: 0 };
    }
  }

  async #permitAll(): Promise<void> {
    this.#lookAtAccounts();
    this.#readClock();
    const pause = this.#decidePause(undefined);
    const shown = this.#parts.state.state.pause;
    if (JSON.stringify(pause) !== JSON.stringify(shown)) {
      this.#parts.state.change({ kind: 'pause', ...(pause === undefined ? {} : { pause }) });
    }
    // A pause of everything is one of small questions too.
    if (pause === undefined) this.#lookAtQuotas();
    await Promise.all(this.#settings.folders.map((folder) => this.#permit(folder)));
    void this.#portal.look(this.#parts.state.state.folders);
  }

  /** What a person overrode was another network. */
  async #changePortal(): Promise<void> {
    this.#overridden.clear();
    await this.#permitAll();
    for (const { folderId, accountId } of this.#settings.folders)
      if (!this.#portal.isBehindPortal(accountId)) this.#parts.runners.get(folderId)?.lookNow();
  }

  #lookAtQuotas(): void {
    const { policies } = this.#input.organisation;
    for (const { id, state, serverAddress } of this.#input.accounts.list()) {
      if (state.kind === 'signed-in' && isServerAllowed(policies, serverAddress)) void this.#quotas.lookIfDue(id);
      else this.#quotas.forget(id);
    }
  }

  /** What a person overrode counts until the clock says something else. */
  #readClock(): void {
    const windows = parseTimeWindows(this.#syncSettings().values.pauseWindows ?? '') ?? [];
    const pauseTime = findPauseTime(windows, this.#input.nowMs());
    if ((pauseTime === undefined) !== (this.#pauseTime === undefined)) this.#overridden.clear();
    this.#pauseTime = pauseTime;
  }

  async #permit(folder: FolderSettings): Promise<void> {
    const permission = this.#decidePermission(folder);
    await this.#parts.runners.get(folder.folderId)?.permit(permission);
  }

  #decidePermission(folder: FolderSettings): Permission {
    const pause = this.#decidePause(folder);
    if (pause !== undefined) return { kind: 'paused', pause };
    const { accounts } = this.#input;
    // Nobody knows whether somebody is signed in: "sign-in needed" would be made up.
    if (this.#parts.state.state.accountsFault !== undefined) return { kind: 'paused', pause: { why: 'accounts-file' } };
    const account = findAccount(accounts, folder.accountId);
    if (account?.state.kind !== 'signed-in') return { kind: 'sign-in-needed' };
    // From before the organisation said which servers there may be.
    if (!isServerAllowed(this.#input.organisation.policies, account.serverAddress))
      return { kind: 'paused', pause: { why: 'organisation' } };
    const sync = this.#syncSettings().values;
    const isFolderAccepted = this.#accepted.delete(folder.folderId);
    return { kind: 'run', wanted: toWantedFolder(folder, { host: this.#input, account, sync, isFolderAccepted }) };
  }

  #decidePause(folder: FolderSettings | undefined) {
    return decidePause({
      asked: [this.#settings.pause, folder?.pause],
      conditions: this.#conditions,
      settings: this.#syncSettings().values,
      isBehindPortal: this.#isBehindPortal(folder),
      policies: this.#input.organisation.policies,
      isOrganisationUnreadable: this.#input.organisation.problem !== undefined,
      pauseTime: this.#pauseTime,
      isOverridden: this.#overridden.has(folder?.folderId),
      nowMs: this.#input.nowMs(),
    });
  }

  /** Without a folder: everything that is synced is. */
  #isBehindPortal(folder: FolderSettings | undefined): boolean {
    const asked = folder === undefined ? this.#settings.folders : [folder];
    return asked.length > 0 && asked.every(({ accountId }) => this.#portal.isBehindPortal(accountId));
  }

  /** `request` is one of the contract, or what this host does by itself. */
  #logBug(request: string, thrown: unknown): void {
    createLogger(this.#input.log).error('request-failed', { request, stack: describeThrown(thrown) });
  }
}
