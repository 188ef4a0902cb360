import type { Branding } from '#branding/branding.ts';
import { join, normalize, sep } from 'node:path';
import { parseAnswer, refuseRequest } from '#ipc/answer.ts';
import { AppStore, findState } from '#ipc/app-store.ts';
import type { AppState } from '#ipc/app-state.ts';
import type { Answer, RequestInput, RequestOutput, ShellRequestName } from '#ipc/contract.ts';
import { isHostRequest, parseRequest } from '#ipc/contract.ts';
import type { Done } from '#ipc/fields.ts';
import { createDesktopApi } from '#ipc/desktop-api.ts';
import type { DesktopApi } from '#ipc/desktop-api.ts';
import { COPIES_DIRECTORY } from '#ipc/file-view.ts';
import { changesEnforced, NO_POLICIES, resolveSettings } from '#policies/policies.ts';
import type { Policies } from '#policies/policies.ts';
import { DEFAULT_SHELL_SETTINGS, shellSettingsSchema } from '#policies/settings.ts';
import type { ShellSettings } from '#policies/settings.ts';
import type { ShellInfo } from '#ipc/shell-requests.ts';
import type { UserErrorCode } from '#ipc/user-error.ts';
import type { WindowEvent } from '#ipc/window-event.ts';
import type { DemoServer } from './demo-server.ts';
import { findFolderItem, toWebAddress } from './folder-items.ts';
import type { HostSupervisorInput } from './host/host-supervisor.ts';
import { HostSupervisor } from './host/host-supervisor.ts';
import { isOldSyncFolder } from './old-folder.ts';
import { readLicences } from './read-licences.ts';
import { isSignInPage, mayOpenOutside } from './security/outside-addresses.ts';
import { isProgramName } from './security/program-names.ts';

/** Where the shell's settings outlive the program. */
export interface ShellSettingsStore {
  /** Undefined until a person has changed something. */
  read(): ShellSettings | undefined;
  /** False when they could not be written. */
  write(settings: ShellSettings): boolean;
}

/** What the system around the shell can do. Addresses and paths have been checked before. */
export interface ShellSystem {
  readonly info: ShellInfo;
  /** Opens a file or folder with its program, or shows it in the file manager; false when that was not possible. */
  openLocally(localPath: string, how: 'open' | 'show'): Promise<boolean>;
  openAddress(address: string): Promise<boolean>;
  /** Puts something into the trash; false when the system did not do it. Undefined where it has none. */
  readonly trash: ((localPath: string) => Promise<boolean>) | undefined;
  /** Undefined where there is no such dialog. */
  readonly pickDirectory: ((startPath: string | undefined) => Promise<string | undefined>) | undefined;
  readonly pickFile: ShellSystem['pickDirectory'];
  readonly saveText: ((suggestedName: string, text: string) => Promise<boolean>) | undefined;
  /** Applies settings that concern the system: start with it, theme. False when it does not start the program as set. */
  applySettings(settings: ShellSettings): boolean;
  /** Something in a window is not saved, or no longer so. */
  noteUnsaved(hasUnsaved: boolean): void;
  quit(): void;
}

export interface ShellInput {
  readonly branding: Branding;
  readonly host: Omit<HostSupervisorInput, 'onEvent' | 'branding'>;
  readonly settings: ShellSettingsStore;
  /** Absolute path of the bundled windows. */
  readonly pageDirectory: string;
  readonly system: ShellSystem;
  /** Undefined where no demo can be started. */
  readonly demo: DemoServer | undefined;
}

type ShellHandlers = {
  readonly [Name in ShellRequestName]: (
    input: RequestInput<Name>,
  ) => Promise<Answer<RequestOutput<Name>>> | Answer<RequestOutput<Name>>;
};

/** How long the engine host may take to put away what it was doing; below the five seconds of a clean end. */
const STOP_LIMIT_MS = 4_000;

const NOTHING: AppState = { hostId: '', revision: 0, accounts: [], folders: [], recent: [] };

/**
 * What is between the windows and the engine host, in the desktop program and in browser mode alike: requests go to the
 * host or are answered here, events go to everybody who listens.
 */
export class Shell {
  readonly #input: ShellInput;
  readonly #supervisor: HostSupervisor;
  readonly #listeners = new Set<(event: WindowEvent) => void>();
  readonly #handlers: ShellHandlers;
  #applied = '';
  /** The same api that windows have. */
  readonly api: DesktopApi;
  readonly store: AppStore;

  constructor(input: ShellInput) {
    this.#input = input;
    this.#supervisor = new HostSupervisor({
      ...input.host,
      branding: input.branding,
      onEvent: (event) => this.tell(event),
    });
    this.#handlers = this.#createHandlers();
    this.api = createDesktopApi(
      (name, value) => this.handle(name, value),
      (listener) => this.subscribe(listener),
    );
    this.store = new AppStore(this.api);
  }

  start(): void {
    this.store.start();
    this.#supervisor.start();
    // What holds is known only when the organisation's file has been read.
    this.store.subscribe(() => this.#applySettings());
    void this.#restoreDemo();
  }

  /** Ends in less than five seconds. */
  async stop(): Promise<void> {
    await this.#supervisor.stop(STOP_LIMIT_MS);
    await this.#input.demo?.stop();
  }

  get state(): AppState {
    return findState(this.store.get()) ?? NOTHING;
  }

  /** What the organisation has decided, as far as it is known. */
  get policies(): Policies {
    return this.state.organisation?.policies ?? NO_POLICIES;
  }

  get settings(): ShellSettings {
    const { policies } = this.state.organisation ?? { policies: NO_POLICIES };
    const chosen = this.#input.settings.read();
    return resolveSettings({ schema: shellSettingsSchema, builtIn: DEFAULT_SHELL_SETTINGS, chosen, policies }).values;
  }

  get supervisor(): Pick<HostSupervisor, 'setConditions' | 'tellPower'> {
    return this.#supervisor;
  }

  subscribe(listener: (event: WindowEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells all windows. */
  tell(event: WindowEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** Carries out a request from a window, whatever it is. What breaks the contract has no effect. Never rejects. */
  async handle(name: unknown, input: unknown): Promise<unknown> {
    const request = parseRequest(name, input);
    if (request === undefined) return refuseRequest('invalid-request');
    if (request.name === 'startBrowserSignIn') return this.#startBrowserSignIn(request.input);
    if (isHostRequest(request.name)) return this.#supervisor.request(request.name, request.input);
    try {
      const act = this.#handlers[request.name] as (value: unknown) => unknown;
      return await act(request.input);
    } catch (error) {
      process.stderr.write(`${request.name}: ${error instanceof Error ? (error.stack ?? error.message) : 'failed'}\n`);
      return refuseRequest('internal-error');
    }
  }

  /** Lets the system know, when there is something new to know; false when it did not take all of it. */
  #applySettings(): boolean {
    if (this.store.get().kind !== 'connected') return true;
    const { settings } = this;
    const text = JSON.stringify(settings);
    if (text === this.#applied) return true;
    this.#applied = text;
    return this.#input.system.applySettings(settings);
  }

  /** What the system does not take is not stored either: the window would show a tick that means nothing. */
  #changeSettings(wanted: ShellSettings): Answer<ShellSettings> {
    const { settings } = this.#input;
    const { startsWithSystem } = this.settings;
    if (changesEnforced(this.settings, wanted, this.policies)) return refuseRequest('setting-enforced');
    if (!settings.write(wanted)) return refuseRequest('settings-not-written');
    if (this.#applySettings() || wanted.startsWithSystem === startsWithSystem) return succeed(this.settings);
    return refuseRequest(settings.write({ ...wanted, startsWithSystem }) ? 'start-not-set' : 'settings-not-written');
  }

  #createHandlers(): ShellHandlers {
    const { system, pageDirectory } = this.#input;
    return {
      getShellInfo: () => succeed(system.info),
      getLicences: () => readLicences(pageDirectory),
      getShellSettings: () => succeed(this.settings),
      changeShellSettings: ({ settings: wanted }) => this.#changeSettings(wanted),
      pickDirectory: ({ startPath }) => pick(system.pickDirectory, startPath),
      pickFile: ({ startPath }) => pick(system.pickFile, startPath),
      openItem: async ({ folderId, path, how }) => {
        const found = await findFolderItem(this.state, folderId, path);
        if (found.kind !== 'found') return refuseRequest(ITEM_CODES[found.kind]);
        // Only macOS has programs that are directories.
        const mayBeProgram = !found.isDirectory || system.info.platform === 'macos';
        return how === 'open' && mayBeProgram
          ? this.#openFile(found.localPath)
          : toDone(await system.openLocally(found.localPath, how), 'local-access-denied');
      },
      openCopy: (input) => this.#openCopy(input),
      trashOldFolder: ({ folderId }) => this.#trashOldFolder(folderId),
      openOnServer: async ({ folderId, path }) => {
        const found = await this.api.findOnServer({ folderId, path });
        const place = found.ok ? found.value : { directory: path };
        const address = toWebAddress(this.state, { folderId, ...place });
        return address === undefined ? refuseRequest('folder-unknown') : this.#openAddress(address);
      },
      openUrl: ({ url }) => this.#openAddress(url),
      startDemo: () => this.#startDemo(),
      saveText: async ({ suggestedName, text }) => {
        if (system.saveText === undefined) return refuseRequest('not-supported');
        return succeed({ isSaved: await system.saveText(suggestedName, text) });
      },
      noteUnsaved: ({ hasUnsaved }) => {
        system.noteUnsaved(hasUnsaved);
        return succeed({});
      },
      quit: () => {
        system.quit();
        return succeed({});
      },
    };
  }

  async #openFile(localPath: string): Promise<Answer<Done>> {
    if (isProgramName(localPath)) return refuseRequest('program-not-opened');
    return toDone(await this.#input.system.openLocally(localPath, 'open'), 'local-access-denied');
  }

  async #openCopy(input: RequestInput<'openCopy'>): Promise<Answer<Done>> {
    // Before the copy: what is not opened need not be made.
    if (isProgramName(input.path)) return refuseRequest('program-not-opened');
    const made = parseAnswer('makeReadOnlyCopy', await this.#supervisor.request('makeReadOnlyCopy', input));
    if (!made.ok) return made;
    const copies = join(this.#input.host.stateDirectory, COPIES_DIRECTORY) + sep;
    // The process that made it reads foreign files: what it says is checked.
    if (!normalize(made.value.localPath).startsWith(copies)) return refuseRequest('path-outside-folder');
    return this.#openFile(made.value.localPath);
  }

  async #trashOldFolder(folderId: string): Promise<Answer<RequestOutput<'trashOldFolder'>>> {
    const { trash } = this.#input.system;
    if (trash === undefined) return refuseRequest('not-supported');
    const checked = await this.api.checkOldFolder({ folderId });
    if (!checked.ok) return checked;
    const { localPath, ...found } = checked.value;
    if (found.changed > 0) return succeed({ isTrashed: false, ...found });
    const folders = this.state.folders.map((folder) => folder.localPath);
    if (!isOldSyncFolder(localPath, folders)) return refuseRequest('path-outside-folder');
    return (await trash(localPath)) ? succeed({ isTrashed: true, ...found }) : refuseRequest('local-access-denied');
  }

  async #openAddress(address: string) {
    const servers = this.state.accounts.map(({ serverUrl }) => serverUrl);
    const { homepageUrl, helpUrl, imprintUrl, privacyUrl, accessibilityUrl } = this.#input.branding;
    const pages = [homepageUrl, helpUrl, imprintUrl, privacyUrl, accessibilityUrl].filter((page) => page !== undefined);
    if (!mayOpenOutside(address, { servers, pages })) return refuseRequest('address-not-allowed');
    return toDone(await this.#input.system.openAddress(address), 'local-access-denied');
  }

  /** The engine host has checked whose page it is; a browser that does not open must not look like one that waits. */
  async #startBrowserSignIn(
    input: RequestInput<'startBrowserSignIn'>,
  ): Promise<Answer<RequestOutput<'startBrowserSignIn'>>> {
    const started = parseAnswer('startBrowserSignIn', await this.#supervisor.request('startBrowserSignIn', input));
    if (!started.ok) return started;
    const { url, signInId } = started.value;
    const isOpened = isSignInPage(url) && (await this.#input.system.openAddress(url));
    if (isOpened) return started;
    await this.#supervisor.request('cancelBrowserSignIn', { signInId });
    return refuseRequest('address-not-allowed');
  }

  async #startDemo(): Promise<Answer<RequestOutput<'startDemo'>>> {
    const demo = await this.#input.demo?.start();
    if (demo === undefined) return refuseRequest('not-supported');
    return parseAnswer('signInWithPassword', await this.#supervisor.request('signInWithPassword', demo));
  }

  /** An account of the demo from an earlier day is useful only while its server is there. */
  async #restoreDemo(): Promise<void> {
    const { demo } = this.#input;
    const known = await this.api.getState({});
    if (demo === undefined || !known.ok) return;
    if (known.value.accounts.some(({ serverUrl }) => serverUrl === demo.lastUrl)) await this.#startDemo();
  }
}

const ITEM_CODES = {
  'folder-unknown': 'folder-unknown',
  missing: 'item-missing',
  outside: 'path-outside-folder',
} as const satisfies Record<string, UserErrorCode>;

function succeed<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

function toDone(isDone: boolean, code: UserErrorCode) {
  return isDone ? succeed({}) : refuseRequest(code);
}

async function pick(
  dialog: ShellSystem['pickDirectory'],
  startPath: string | undefined,
): Promise<Answer<{ localPath?: string }>> {
  if (dialog === undefined) return refuseRequest('not-supported');
  const localPath = await dialog(startPath);
  return succeed(localPath === undefined ? {} : { localPath });
}
