import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sampleFolder } from '#e2e/stage/sample-state.ts';
import { ownBranding } from '#branding/examples/examples.ts';
import type { AppState } from '#ipc/app-state.ts';
import type { ToHost } from '#ipc/messages.ts';
import { policiesSchema } from '#policies/policies.ts';
import type { ShellInfo } from '#ipc/shell-requests.ts';
import { DEFAULT_SHELL_SETTINGS } from '#policies/settings.ts';
import type { ShellSettings } from '#policies/settings.ts';
import { Shell } from './shell.ts';

const STATEMENT = 'https://amt.example/barrierefrei';

interface More {
  readonly stored?: ShellSettings;
  /** What the engine host answers, by the name of the request. */
  readonly answers?: Readonly<Record<string, unknown>>;
  readonly platform?: ShellInfo['platform'];
  /** What the system says to settings. */
  readonly takes?: (settings: ShellSettings) => boolean;
}

/** A shell whose engine host knows a state, and nothing else. */
function startShell(known: Partial<AppState>, more: More = {}) {
  const { stored, answers = {}, platform = 'linux', takes = () => true } = more;
  const state: AppState = { hostId: 'h', revision: 0, accounts: [], folders: [], recent: [], ...known };
  const applied: ShellSettings[] = [];
  const written: ShellSettings[] = [];
  const trashed: string[] = [];
  const opened: string[] = [];
  let say: (message: unknown) => void = () => {};
  const answer = (message: ToHost): void => {
    if (message.kind === 'start') queueMicrotask(() => say({ kind: 'ready' }));
    if (message.kind !== 'request') return;
    const { id, name } = message;
    queueMicrotask(() => say({ kind: 'answer', id, answer: { ok: true, value: answers[name] ?? state } }));
  };
  const shell = new Shell({
    branding: { ...ownBranding, accessibilityUrl: STATEMENT },
    pageDirectory: '/nowhere',
    host: {
      stateDirectory: '/state',
      nowMs: () => 0,
      after: () => () => {},
      startProcess: () => ({
        post: answer,
        onMessage: (listener) => {
          say = listener;
        },
        onExit: () => {},
        kill: () => {},
      }),
    },
    settings: {
      read: () => written.at(-1) ?? stored,
      write: (settings) => written.push(settings) > 0,
    },
    demo: undefined,
    system: {
      info: {
        mode: 'desktop',
        platform,
        versions: { program: '0', node: '0' },
        systemLanguage: 'de',
        isDemoAvailable: false,
        hasFolderDialog: true,
        hasTrash: true,
      },
      openLocally: (localPath) => Promise.resolve(opened.push(localPath) > 0),
      openAddress: (address) => Promise.resolve(opened.push(address) > 0),
      trash: (localPath) => Promise.resolve(trashed.push(localPath) > 0),
      pickDirectory: undefined,
      pickFile: undefined,
      saveText: undefined,
      applySettings: (settings) => applied.push(settings) > 0 && takes(settings),
      noteUnsaved: () => {},
      quit: () => {},
    },
  });
  shell.start();
  return { shell, applied, written, trashed, opened };
}

describe('the settings of the shell', () => {
  it('are applied when the program starts, so that it starts with the computer from the first day', async () => {
    const { applied } = startShell({});

    await expect.poll(() => applied).toEqual([DEFAULT_SHELL_SETTINGS]);
  });

  it('are those of the organisation where it has decided, then those of the person', async () => {
    const policies = policiesSchema.parse({
      enforced: { startsWithSystem: false },
      defaults: { theme: 'dark', language: 'en' },
    });
    const first = startShell({ organisation: { policies } });
    const later = startShell({ organisation: { policies } }, { stored: DEFAULT_SHELL_SETTINGS });

    await expect
      .poll(() => first.applied)
      .toEqual([{ ...DEFAULT_SHELL_SETTINGS, startsWithSystem: false, theme: 'dark', language: 'en' }]);
    await expect.poll(() => later.applied).toEqual([{ ...DEFAULT_SHELL_SETTINGS, startsWithSystem: false }]);
  });

  it('cannot be changed where the organisation has decided, and can be elsewhere', async () => {
    const policies = policiesSchema.parse({ enforced: { startsWithSystem: false } });
    const { shell, applied, written } = startShell({ organisation: { policies } });
    await expect.poll(() => applied).toHaveLength(1);

    const refused = await shell.api.changeShellSettings({ settings: DEFAULT_SHELL_SETTINGS });
    const wanted: ShellSettings = { ...DEFAULT_SHELL_SETTINGS, startsWithSystem: false, theme: 'light' };
    const changed = await shell.api.changeShellSettings({ settings: wanted });

    expect(refused).toEqual({ ok: false, error: { code: 'setting-enforced' } });
    expect(changed).toEqual({ ok: true, value: wanted });
    expect([written, applied.at(-1)]).toEqual([[wanted], wanted]);
  });

  it('stay as they were about the start with the computer where the system does not take it, and the rest counts', async () => {
    const { shell, applied, written } = startShell({}, { takes: ({ startsWithSystem }) => startsWithSystem });
    await expect.poll(() => applied).toHaveLength(1);
    const wanted: ShellSettings = { ...DEFAULT_SHELL_SETTINGS, startsWithSystem: false, theme: 'light' };

    expect(await shell.api.changeShellSettings({ settings: wanted })).toEqual({
      ok: false,
      error: { code: 'start-not-set' },
    });
    expect(written.at(-1)).toEqual({ ...DEFAULT_SHELL_SETTINGS, theme: 'light' });
  });
});

describe('a page outside', () => {
  it.each([
    [STATEMENT, true],
    [`${STATEMENT}/anderes`, false],
  ])('is opened when the branding names it: %s', async (url, isOpened) => {
    const { shell } = startShell({});

    expect((await shell.api.openUrl({ url })).ok).toBe(isOpened);
  });
});

describe('an item of a sync folder', () => {
  async function open(name: string, platform: ShellInfo['platform'] = 'linux'): Promise<string> {
    const localPath = mkdtempSync(join(tmpdir(), 'bayernbox-shell-'));
    onTestFinished(() => rmSync(localPath, { recursive: true }));
    if (name.endsWith('/')) mkdirSync(join(localPath, name));
    else writeFileSync(join(localPath, name), '');
    const { shell, opened } = startShell({ folders: [sampleFolder({ localPath })] }, { platform });
    await expect.poll(() => shell.store.get().kind).toBe('connected');
    const answer = await shell.api.openItem({ folderId: 'f', path: name.replace('/', ''), how: 'open' });
    return answer.ok ? `${opened.length} opened` : answer.error.code;
  }

  it.each(['Brief.odt', 'www.stadt.com/', 'Projekt.app/'])('is opened: %s', async (name) => {
    expect(await open(name)).toBe('1 opened');
  });

  it('is not opened when that would run it: a file like a program, and a directory where systems run those', async () => {
    expect(await open('setup.exe')).toBe('program-not-opened');
    expect(await open('Projekt.app/', 'macos')).toBe('program-not-opened');
  });
});

describe('a copy of a file', () => {
  const copy = (localPath: string) => startShell({}, { answers: { makeReadOnlyCopy: { localPath } } });
  const asked = { folderId: 'f', path: 'Plan.pdf', label: 'zum Lesen' };

  it('is opened from the place where copies are', async () => {
    const { shell, opened } = copy('/state/copies/1/Plan.pdf');

    expect(await shell.api.openCopy(asked)).toEqual({ ok: true, value: {} });
    expect(opened).toEqual(['/state/copies/1/Plan.pdf']);
  });

  it.each(['/etc/passwd', '/state/copies/../accounts.json', '/state/copies-of-others/x.pdf'])(
    'is no other file, whatever the engine host says: %s',
    async (localPath) => {
      const { shell, opened } = copy(localPath);

      expect(await shell.api.openCopy(asked)).toEqual({ ok: false, error: { code: 'path-outside-folder' } });
      expect(opened).toEqual([]);
    },
  );
});

describe('the page of a sign-in', () => {
  const start = (url: string) => startShell({}, { answers: { startBrowserSignIn: { signInId: 's', url } } });
  const serverUrl = 'https://box.example.org';

  it.each(['https://id.example.org/authorize', 'http://127.0.0.1:9200/authorize'])('is opened: %s', async (url) => {
    const { shell, opened } = start(url);

    expect(await shell.api.startBrowserSignIn({ serverUrl })).toMatchObject({ ok: true });
    expect(opened).toEqual([url]);
  });

  it.each(['http://id.example.org/', 'file:///etc/passwd', 'https://anna:geheim@id.example.org/', 'ms-settings:'])(
    'is not opened when it is no such page, whatever the server says: %s',
    async (url) => {
      const { shell, opened } = start(url);

      expect(await shell.api.startBrowserSignIn({ serverUrl })).toEqual({
        ok: false,
        error: { code: 'address-not-allowed' },
      });
      expect(opened).toEqual([]);
    },
  );
});

describe('the folder that a move has left', () => {
  function leave(changed: number) {
    const home = mkdtempSync(join(tmpdir(), 'bayernbox-shell-'));
    onTestFinished(() => rmSync(home, { recursive: true }));
    const localPath = join(home, 'old');
    mkdirSync(join(localPath, '.bayernbox'), { recursive: true });
    const checkOldFolder = { localPath, changed, paths: changed === 0 ? [] : ['neu.txt'] };
    return { localPath, ...startShell({}, { answers: { checkOldFolder } }) };
  }

  it('goes into the trash when everything in it is as it was copied', async () => {
    const { shell, localPath, trashed } = leave(0);

    expect(await shell.api.trashOldFolder({ folderId: 'f' })).toMatchObject({ ok: true, value: { isTrashed: true } });
    expect(trashed).toEqual([localPath]);
  });

  it('stays when something differs, and that is named', async () => {
    const { shell, trashed } = leave(1);

    expect(await shell.api.trashOldFolder({ folderId: 'f' })).toEqual({
      ok: true,
      value: { isTrashed: false, changed: 1, paths: ['neu.txt'] },
    });
    expect(trashed).toEqual([]);
  });

  it('is no other folder, whatever the engine host says', async () => {
    const { shell, localPath, trashed } = leave(0);
    rmSync(join(localPath, '.bayernbox'), { recursive: true });

    expect(await shell.api.trashOldFolder({ folderId: 'f' })).toEqual({
      ok: false,
      error: { code: 'path-outside-folder' },
    });
    expect(trashed).toEqual([]);
  });
});
