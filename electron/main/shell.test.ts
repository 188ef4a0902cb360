import { describe, expect, it } from 'vitest';
import { ownBranding } from '#branding/examples/examples.ts';
import type { AppState } from '#ipc/app-state.ts';
import type { ToHost } from '#ipc/messages.ts';
import { policiesSchema } from '#policies/policies.ts';
import { DEFAULT_SHELL_SETTINGS } from '#policies/settings.ts';
import type { ShellSettings } from '#policies/settings.ts';
import { Shell } from './shell.ts';

/** A shell whose engine host knows a state, and nothing else. */
function startShell(known: Partial<AppState>, stored?: ShellSettings) {
  const state: AppState = { hostId: 'h', revision: 0, accounts: [], folders: [], recent: [], ...known };
  const applied: ShellSettings[] = [];
  const written: ShellSettings[] = [];
  let say: (message: unknown) => void = () => {};
  const answer = (message: ToHost): void => {
    if (message.kind === 'start') queueMicrotask(() => say({ kind: 'ready' }));
    if (message.kind !== 'request') return;
    const { id } = message;
    queueMicrotask(() => say({ kind: 'answer', id, answer: { ok: true, value: state } }));
  };
  const shell = new Shell({
    branding: ownBranding,
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
        platform: 'linux',
        versions: { program: '0', node: '0' },
        systemLanguage: 'de',
        isDemoAvailable: false,
        hasFolderDialog: true,
      },
      openLocally: () => Promise.resolve(true),
      openAddress: () => Promise.resolve(true),
      pickDirectory: undefined,
      saveText: undefined,
      applySettings: (settings) => applied.push(settings),
      quit: () => {},
    },
  });
  shell.start();
  return { shell, applied, written };
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
    const later = startShell({ organisation: { policies } }, DEFAULT_SHELL_SETTINGS);

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
});
