import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { FUSES } from '#build/packaging/fuses.ts';
import { listFiles } from '#build/checks/source-files.ts';
import { requests } from '#ipc/contract.ts';
import { createDesktopApi } from '#ipc/desktop-api.ts';
import { prepareElectron } from '../electron-parts.ts';
import type { Electron } from '../electron-parts.ts';
import { HANDBOOK_POLICY, toContentPolicy } from './content-policy.ts';
import { mayOpenOutside } from './outside-addresses.ts';
import type { GuardedContents } from './window-guard.ts';
import { guardContents, guardSession, isOwnPage, mayBeHeard, SAFE_PREFERENCES } from './window-guard.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The text of all that runs in the main process, in preload scripts and in windows. */
function readSources(folder: string): string {
  return listFiles(join(root, folder))
    .filter((path) => /\.(tsx?|html)$/.test(path) && !path.includes('.test.'))
    .map((path) => readFileSync(join(root, folder, path), 'utf8'))
    .join('\n');
}

type Listener = (event: { url: string; preventDefault(): void }) => void;

/** Contents that do what a test tells them. */
function createContents() {
  const listeners = new Map<string, Listener>();
  let openHandler: (details: { url: string }) => unknown = () => undefined;
  const contents: GuardedContents = {
    on: (event: string, listener: Listener) => listeners.set(event, listener),
    setWindowOpenHandler: (handler) => {
      openHandler = handler;
    },
  };
  return {
    contents,
    open: (url: string) => openHandler({ url }),
    /** True when the event went through. */
    tryTo: (event: string, url = '') => {
      let isPrevented = false;
      listeners.get(event)?.({
        url,
        preventDefault: () => {
          isPrevented = true;
        },
      });
      return listeners.has(event) && !isPrevented;
    },
  };
}

describe('the twenty points of Electron’s security checklist', () => {
  let opened: string[];
  let guarded: ReturnType<typeof createContents>;

  beforeEach(() => {
    opened = [];
    guarded = createContents();
    guardContents(guarded.contents, (address) => opened.push(address));
  });

  it('1: windows load our own pages only', () => {
    const main = readSources('electron/main');

    expect(main.match(/loadURL\([^)]*\)|loadFile\(/g)).toEqual([
      'loadURL(`${PAGE_ORIGIN}/`)',
      'loadURL(`${PAGE_ORIGIN}/${page}`)',
    ]);
    expect(readSources('renderer')).not.toMatch(/(src|href)="https?:/);
  });

  it('2: no Node in pages', () => {
    expect(SAFE_PREFERENCES).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    });
  });

  it('3: preload scripts live in a world of their own', () => {
    expect(SAFE_PREFERENCES.contextIsolation).toBe(true);
  });

  it('4: pages live in the sandbox, every process of them', () => {
    const calls: string[] = [];
    const app = { enableSandbox: () => calls.push('enableSandbox') };
    prepareElectron({ app, protocol: { registerSchemesAsPrivileged: () => {} } } as unknown as Electron, {
      isRemoteSession: false,
    });

    expect(SAFE_PREFERENCES.sandbox).toBe(true);
    expect(calls).toEqual(['enableSandbox']);
  });

  it('5: no page gets a permission', () => {
    const answers: boolean[] = [];
    guardSession({
      setPermissionRequestHandler: (handler) => handler({}, 'media', (isGranted) => answers.push(isGranted)),
      setPermissionCheckHandler: (handler) => answers.push(handler()),
      setDevicePermissionHandler: (handler) => answers.push(handler()),
    });

    expect(answers).toEqual([false, false, false]);
  });

  it('6: the same-origin rule is on', () => {
    expect(SAFE_PREFERENCES.webSecurity).toBe(true);
  });

  it('7: the content policy begins with nothing and allows no code or style from text', () => {
    const policy = toContentPolicy({ nonce: 'N', connectTo: [] });

    expect(policy.startsWith("default-src 'none'; ")).toBe(true);
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(policy).toContain("connect-src 'none'");
    expect(HANDBOOK_POLICY).toMatch(/^default-src 'none'; /);
    expect(HANDBOOK_POLICY).not.toMatch(/unsafe|\*|https?:|script-src|connect-src|nonce/);
  });

  it('8, 9, 10: nothing insecure, experimental or switched on by name', () => {
    expect(SAFE_PREFERENCES).toMatchObject({
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      enableBlinkFeatures: '',
    });
  });

  it('11, 12: no page inside of a page', () => {
    expect(SAFE_PREFERENCES.webviewTag).toBe(false);
    expect(guarded.tryTo('will-attach-webview')).toBe(false);
    expect(readSources('renderer')).not.toMatch(/<(webview|iframe)/);
  });

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('13: %s leads nowhere else', (event) => {
    expect(guarded.tryTo(event, 'app://bayernbox/')).toBe(true);
    for (const url of ['https://evil.example/', 'app://other/', 'file:///etc/passwd', 'javascript:1', '']) {
      expect(guarded.tryTo(event, url)).toBe(false);
    }
  });

  it('14: no page opens a window', () => {
    expect(guarded.open('https://evil.example/')).toEqual({ action: 'deny' });
    expect(opened).toEqual(['https://evil.example/']);
  });

  it.each([
    ['https://box.example/index.php/apps/files', true],
    ['https://hilfe.land.example/', true],
    ['mailto:hilfe@box.example', true],
    ['https://evil.example/', false],
    ['https://box.example.evil.example/', false],
    ['https://box.example:444/', false],
    ['https://user:pw@box.example/', false],
    ['http://box.example/', false],
    ['file:///etc/passwd', false],
    ['smb://box.example/share', false],
    ['ms-msdt:/id', false],
    ['javascript:alert(1)', false],
    ['mailto:a@b?attach=/etc/passwd', false],
    ['', false],
  ])('15: the system is asked to open %s: %s', (address, mayOpen) => {
    expect(
      mayOpenOutside(address, {
        servers: ['https://box.example'],
        pages: ['https://hilfe.land.example/'],
      }),
    ).toBe(mayOpen);
  });

  it('16: Electron is one of the supported majors', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')) as {
      version: string;
    };

    expect(Number(version.split('.')[0])).toBeGreaterThanOrEqual(45);
  });

  it.each([
    ['app://bayernbox/', true, true],
    ['app://bayernbox/index.html', true, true],
    ['app://bayernbox/', false, false],
    ['app://bayernbox.evil/', true, false],
    ['https://bayernbox/', true, false],
    ['about:blank', true, false],
    [undefined, true, false],
  ])('17: a message from %s (main frame: %s) is heard: %s', (address, isMainFrame, isHeard) => {
    expect(mayBeHeard({ address, isMainFrame })).toBe(isHeard);
  });

  it('18: pages come by our own scheme, which is no file', () => {
    expect(readSources('electron/main')).not.toMatch(/file:\/\/|loadFile/);
    expect([isOwnPage('app://bayernbox/x'), isOwnPage('file:///x'), isOwnPage('app://user@bayernbox/')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('19: fuses take from the packed program what it does not need', () => {
    expect(FUSES).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
      loadBrowserProcessSpecificV8Snapshot: false,
    });
  });

  it('20: windows get one method for each request, and no part of Electron', () => {
    const preload = readSources('electron/preload');
    const api = createDesktopApi(
      () => Promise.resolve(undefined),
      () => () => {},
    );

    expect(preload.match(/exposeInMainWorld/g)).toHaveLength(1);
    expect(Object.keys(api).toSorted()).toEqual([...Object.keys(requests), 'onEvent'].toSorted());
  });

  it('every window is made with these preferences', () => {
    const main = readSources('electron/main');

    expect(main.match(/new this\.#electron\.BrowserWindow/g)).toHaveLength(2);
    expect(main).toContain('webPreferences: { ...SAFE_PREFERENCES, preload:');
    expect(main).toContain('webPreferences: { ...SAFE_PREFERENCES },');
    expect(existsSync(join(root, 'electron/preload/preload.ts'))).toBe(true);
  });
});
