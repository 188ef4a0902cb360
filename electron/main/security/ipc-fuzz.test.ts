import fc from 'fast-check';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { EngineHost } from '#electron/engine-host/engine-host.ts';
import { FIRST_SETTINGS } from '#electron/engine-host/settings/host-settings.ts';
import type { HostSettings } from '#electron/engine-host/settings/host-settings.ts';
import { serveHost } from '#electron/engine-host/serve-host.ts';
import { ownBranding } from '#branding/examples/examples.ts';
import { parseRequest, requests } from '#ipc/contract.ts';
import { DEFAULT_SHELL_SETTINGS } from '#policies/settings.ts';
import { NO_POLICIES } from '#policies/policies.ts';
import type { FromHost, ToHost } from '#ipc/messages.ts';
import type { Accounts } from '#sync-engine/auth/auth.ts';
import { Shell } from '../shell.ts';

const MESSAGES = 10_000;
const SEED = Number(process.env['BAYERNBOX_FUZZ_SEED'] ?? 20_261_126);
const directory = mkdtempSync(join(tmpdir(), 'bayernbox-fuzz-'));

afterAll(() => rmSync(directory, { recursive: true }));

const odd = fc.oneof(
  fc.anything({ maxDepth: 3, withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
  fc.constantFrom('../../etc/passwd', '/etc/passwd', 'a\0b', '__proto__', 'x'.repeat(100_000), -1, Number.NaN, null),
);

/** Fields that the contract knows, with values that it does not. */
const halfRight = fc.dictionary(
  fc.constantFrom(
    'folderId',
    'accountId',
    'path',
    'localPath',
    'remotePath',
    'settings',
    'length',
    'decisions',
    'name',
    'answer',
    'url',
    'limit',
    '__proto__',
  ),
  odd,
);

const malformed = fc
  .tuple(
    fc.oneof(fc.constantFrom<unknown>(...Object.keys(requests)), fc.constantFrom('__proto__', 'constructor'), odd),
    fc.oneof(odd, halfRight),
  )
  .filter(([name, input]) => parseRequest(name, input) === undefined);

const samples = fc.sample(malformed, { numRuns: MESSAGES, seed: SEED });

function createShell() {
  const sentToHost: ToHost[] = [];
  const effects: string[] = [];
  const note = (effect: string) => () => {
    effects.push(effect);
    return Promise.resolve(true);
  };
  const shell = new Shell({
    pageDirectory: '/nowhere',
    branding: ownBranding,
    host: {
      stateDirectory: directory,
      nowMs: () => 0,
      after: () => () => {},
      startProcess: () => ({
        post: (message) => sentToHost.push(message),
        onMessage: () => {},
        onExit: () => {},
        kill: () => {},
      }),
    },
    settings: { read: () => DEFAULT_SHELL_SETTINGS, write: () => effects.push('write') > 0 },
    demo: undefined,
    system: {
      info: {
        mode: 'desktop',
        platform: 'linux',
        versions: { program: '0', node: '0' },
        systemLanguage: 'de',
        isDemoAvailable: false,
        hasFolderDialog: true,
        hasTrash: true,
      },
      openLocally: note('open'),
      openAddress: note('address'),
      trash: note('trash'),
      pickDirectory: async () => {
        effects.push('pick');
        return Promise.resolve(undefined);
      },
      pickFile: async () => {
        effects.push('pick');
        return Promise.resolve(undefined);
      },
      saveText: note('save'),
      applySettings: () => effects.push('apply') > 0,
      noteUnsaved: () => void effects.push('note-unsaved'),
      quit: () => void effects.push('quit'),
    },
  });
  return { shell, sentToHost, effects };
}

function createHost() {
  let settings: HostSettings = FIRST_SETTINGS;
  const events: unknown[] = [];
  const host = new EngineHost({
    settingsFile: {
      read: () => ({ settings }),
      write: (next) => {
        settings = next;
        return true;
      },
    },
    // Whatever is asked of it is an effect.
    accounts: new Proxy({}, { get: (_target, name) => () => events.push(name) }) as Accounts,
    proxy: {
      setting: { kind: 'direct' },
      recall: () => {},
      choose: async () => Promise.resolve(void events.push('choose')),
      findPassword: async () => Promise.resolve('missing'),
    },
    trust: { pinnedCertificates: [], isHttpAllowed: false },
    branding: ownBranding,
    organisation: { policies: NO_POLICIES },
    stateDirectory: directory,
    homeDirectory: directory,
    nowMs: () => 0,
    randomId: () => '1',
    log: { write: (line) => events.push(line), readLast: () => '' },
    onEvent: (event) => events.push(event),
  });
  return { host, events, settings: () => settings };
}

describe(`${MESSAGES} malformed messages (seed ${SEED})`, () => {
  it('from a window are all refused, reach no host and move nothing', async () => {
    const { shell, sentToHost, effects } = createShell();

    const answers = await Promise.all(samples.map(([name, input]) => shell.handle(name, input)));

    expect(
      answers.filter((answer) => JSON.stringify(answer) !== '{"ok":false,"error":{"code":"invalid-request"}}'),
    ).toEqual([]);
    expect(sentToHost).toEqual([]);
    expect(effects).toEqual([]);
  });

  it('to the engine host are all refused and change nothing', async () => {
    const { host, events, settings } = createHost();

    const answers = await Promise.all(
      samples.map(([name, input]) => host.answer(String(typeof name === 'string' ? name : 7), input)),
    );

    expect(answers.filter((answer) => answer.ok || answer.error.code !== 'invalid-request')).toEqual([]);
    expect(events).toEqual([]);
    expect(settings()).toBe(FIRST_SETTINGS);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('on the port of the engine host start nothing and are answered by nothing', () => {
    const posted: FromHost[] = [];
    let isCreated = false;
    let hear: (message: unknown) => void = () => {};
    serveHost(
      {
        post: (message) => posted.push(message),
        onMessage: (listener) => {
          hear = listener;
        },
        onClose: () => {},
      },
      () => {
        isCreated = true;
        return createHost().host;
      },
      () => {},
    );

    for (const [name, input] of samples) {
      hear(name);
      hear(input);
      hear({ kind: name, ...(typeof input === 'object' ? input : {}) });
    }

    expect(isCreated).toBe(false);
    expect(posted).toEqual([]);
  });
});
