import { describe, expect, it } from 'vitest';
import { parseArguments } from './arguments.ts';

const SYNC = ['sync', 'Ordner', 'https://cloud.example'] as const;

describe('parseArguments', () => {
  it('reads a plain sync with its defaults', () => {
    expect(parseArguments(SYNC)).toEqual({
      kind: 'sync',
      localFolder: 'Ordner',
      serverUrl: 'https://cloud.example',
      remotePath: undefined,
      space: undefined,
      user: undefined,
      isWatching: false,
      isDryRun: false,
      isFolderAccepted: false,
      isJson: false,
      isQuiet: false,
      isPasswordFromStdin: false,
      stateFolder: undefined,
      excludeFile: undefined,
      network: {
        uploadBytesPerSecond: undefined,
        downloadBytesPerSecond: undefined,
        limitWindows: undefined,
        pauseWindows: undefined,
        proxy: undefined,
      },
      deselected: [],
      onMassDelete: 'hold',
    });
  });

  it('reads every option of sync', () => {
    const line = `--remote /Docs --space Team --user ana --watch --dry-run --json --quiet --state-dir s --exclude-from=e
      --limit-up 10 --limit-down=20 --on-mass-delete allow --password-stdin --limit-window 08:00-17:00
      --pause-window 12:00-13:00 --proxy direct --deselect Fotos --deselect=Filme`;

    expect(parseArguments([...SYNC, ...line.split(/\s+/)])).toEqual({
      kind: 'sync',
      localFolder: 'Ordner',
      serverUrl: 'https://cloud.example',
      remotePath: '/Docs',
      space: 'Team',
      user: 'ana',
      isWatching: true,
      isDryRun: true,
      isFolderAccepted: false,
      isJson: true,
      isQuiet: true,
      isPasswordFromStdin: true,
      stateFolder: 's',
      excludeFile: 'e',
      network: {
        uploadBytesPerSecond: 10_240,
        downloadBytesPerSecond: 20_480,
        limitWindows: '08:00-17:00',
        pauseWindows: '12:00-13:00',
        proxy: { kind: 'direct' },
      },
      deselected: ['Fotos', 'Filme'],
      onMassDelete: 'allow',
    });
  });

  it('reads the commands about what sync kept and did', () => {
    const visit = { kind: 'visit', localFolder: undefined, stateFolder: undefined, isJson: false } as const;

    expect([
      parseArguments(['kept', 'list']),
      parseArguments(['kept', 'list', 'Ordner', '--json', '--state-dir', 's']),
      parseArguments(['kept', 'restore', 'a-1', 'Ordner', '--to', 'x/y']),
      parseArguments(['history']),
      parseArguments(['history', '--single']),
      parseArguments(['undo', 'a-1', 'Ordner']),
      parseArguments(['undo', '--run', 'a']),
      parseArguments(['undo', 'a-1', '--yes']),
    ]).toEqual([
      { ...visit, request: { kind: 'list-kept' } },
      { ...visit, request: { kind: 'list-kept' }, localFolder: 'Ordner', stateFolder: 's', isJson: true },
      { ...visit, request: { kind: 'restore', keepId: 'a-1', target: 'x/y' }, localFolder: 'Ordner' },
      { ...visit, request: { kind: 'list-history', isSingle: false } },
      { ...visit, request: { kind: 'list-history', isSingle: true } },
      { ...visit, request: { kind: 'undo', operationId: 'a-1', isAgreed: false }, localFolder: 'Ordner' },
      { ...visit, request: { kind: 'undo-run', runId: 'a', isAgreed: false } },
      { ...visit, request: { kind: 'undo', operationId: 'a-1', isAgreed: true } },
    ]);
  });

  it.each([
    [['kept'], 'argument-missing', 'list | restore'],
    [['kept', 'drop'], 'command-unknown', 'kept drop'],
    [['kept', 'restore'], 'argument-missing', '<id>'],
    [['kept', 'list', '--to', 'x'], 'option-unknown', '--to'],
    [['kept', 'list', 'a', 'b'], 'argument-unexpected', 'b'],
    [['undo'], 'argument-missing', '<operation-id>'],
    [['history', '--watch'], 'option-unknown', '--watch'],
    [['history', '--yes'], 'option-unknown', '--yes'],
    [[...SYNC, '--run', 'x'], 'option-unknown', '--run'],
  ])('refuses %j', (argv, problem, subject) => {
    expect(parseArguments(argv)).toEqual({ kind: 'usage-error', problem, subject });
  });

  it('reads spaces', () => {
    expect(parseArguments(['spaces', 'https://x.de', '--user', 'anna', '--json', '--proxy', 'direct'])).toMatchObject({
      kind: 'spaces',
      serverUrl: 'https://x.de',
      user: 'anna',
      isPasswordFromStdin: false,
      isJson: true,
      network: { proxy: { kind: 'direct' } },
    });
  });

  it.each([
    [['spaces'], 'argument-missing', '<server-url>'],
    [['spaces', 'https://a:b@x.de'], 'password-in-url', '<server-url>'],
    [['spaces', 'https://x.de', '--watch'], 'option-unknown', '--watch'],
    [['spaces', 'https://x.de', 'y'], 'argument-unexpected', 'y'],
    [['spaces', 'https://x.de', '--proxy', 'http://a:b@p'], 'password-in-url', '--proxy'],
  ])('refuses %j', (argv, problem, subject) => {
    expect(parseArguments(argv)).toEqual({ kind: 'usage-error', problem, subject });
  });

  it('reads conflicts', () => {
    const core = { kind: 'conflicts', folder: '.', stateFolder: undefined, isJson: false } as const;
    const resolve = { ...core, act: 'resolve', id: '12ab', newName: undefined, revision: undefined } as const;

    expect([
      parseArguments(['conflicts', 'list']),
      parseArguments(['conflicts', 'list', 'Amt', '--json', '--state-dir', 's']),
      parseArguments(['conflicts', 'resolve', '12ab', '--keep', 'mine']),
      parseArguments(['conflicts', 'resolve', '12ab', '--keep=both', '--name', 'b.txt', '--revision', 'f0']),
      parseArguments(['conflicts', 'undo', '12ab']),
      parseArguments(['conflicts', 'undo', '12ab', '--yes']),
      parseArguments(['conflicts', 'compare', '12ab']),
      parseArguments(['conflicts', 'compare', '12ab', 'Amt']),
    ]).toEqual([
      { ...core, act: 'list' },
      { ...core, act: 'list', folder: 'Amt', isJson: true, stateFolder: 's' },
      { ...resolve, keep: 'mine' },
      { ...resolve, keep: 'both', newName: 'b.txt', revision: 'f0' },
      { ...core, act: 'undo', id: '12ab', isAgreed: false },
      { ...core, act: 'undo', id: '12ab', isAgreed: true },
      { ...core, act: 'compare', id: '12ab' },
      { ...core, act: 'compare', id: '12ab', folder: 'Amt' },
    ]);
  });

  it.each([
    [['conflicts'], 'argument-missing'],
    [['conflicts', 'solve'], 'command-unknown'],
    [['conflicts', 'resolve', '12ab'], 'argument-missing'],
    [['conflicts', 'resolve', '--keep', 'mine'], 'argument-missing'],
    [['conflicts', 'resolve', '12ab', '--keep', 'theirs'], 'value-not-allowed'],
    [['conflicts', 'resolve', '12ab', '--keep', 'mine', '--name', 'b'], 'option-unknown'],
    [['conflicts', 'undo', '12ab', '--keep', 'mine'], 'option-unknown'],
    [['conflicts', 'compare', '12ab', '--yes'], 'option-unknown'],
    [['conflicts', 'undo', '12ab', 'Amt', '34cd'], 'argument-unexpected'],
    [['conflicts', 'list', 'Amt', '34cd'], 'argument-unexpected'],
    [[...SYNC, '--keep', 'mine'], 'option-unknown'],
  ])('refuses %j as %s', (line, problem) => {
    expect(parseArguments(line)).toMatchObject({ kind: 'usage-error', problem });
  });

  it('reads why, help and version', () => {
    expect(parseArguments(['why', 'a/b', '--json'])).toEqual({
      kind: 'why',
      path: 'a/b',
      stateFolder: undefined,
      isJson: true,
    });
    expect([parseArguments(['--help']), parseArguments(['sync', '-h']), parseArguments(['--version'])]).toEqual([
      { kind: 'help' },
      { kind: 'help' },
      { kind: 'version' },
    ]);
  });

  it('reads decisions, in the current directory unless another is named', () => {
    expect([
      parseArguments(['decisions', 'list']),
      parseArguments(['decisions', 'list', 'Ordner', '--json']),
      parseArguments(['decisions', 'answer', 'a1-1', 'remove', '--state-dir', 's']),
      parseArguments(['decisions', 'answer', 'a1-1', 'keep', 'Ordner']),
      parseArguments(['decisions', 'forget', 'a', 'Ordner']),
    ]).toEqual([
      { kind: 'decisions-list', path: '.', stateFolder: undefined, isJson: false },
      { kind: 'decisions-list', path: 'Ordner', stateFolder: undefined, isJson: true },
      { kind: 'decisions-answer', id: 'a1-1', word: 'remove', path: '.', stateFolder: 's', isJson: false },
      { kind: 'decisions-answer', id: 'a1-1', word: 'keep', path: 'Ordner', stateFolder: undefined, isJson: false },
      { kind: 'decisions-forget', sign: 'a', path: 'Ordner', stateFolder: undefined, isJson: false },
    ]);
  });

  it.each([
    [[], 'command-missing', ''],
    [['snyc'], 'command-unknown', 'snyc'],
    [[...SYNC, '--wach'], 'option-unknown', '--wach'],
    [[...SYNC, '--password=geheim'], 'option-unknown', '--password'],
    [['why', 'a', '--watch'], 'option-unknown', '--watch'],
    [[...SYNC, '--user'], 'option-without-value', '--user'],
    [[...SYNC, '--user='], 'option-without-value', '--user'],
    [[...SYNC, '--user', '--watch'], 'option-without-value', '--user'],
    [[...SYNC, '--watch=yes'], 'option-with-value', '--watch'],
    [[...SYNC, '--limit-up', '0'], 'value-not-allowed', '--limit-up'],
    [[...SYNC, '--limit-down', '1.5'], 'value-not-allowed', '--limit-down'],
    [[...SYNC, '--on-mass-delete', 'ask'], 'value-not-allowed', '--on-mass-delete'],
    [['sync'], 'argument-missing', '<local-folder>'],
    [['sync', 'Ordner'], 'argument-missing', '<server-url>'],
    [['why'], 'argument-missing', '<path>'],
    [['decisions'], 'argument-missing', 'list | answer | forget'],
    [['decisions', 'forget'], 'argument-missing', '<sign>'],
    [['decisions', 'forget', 'a', 'b', 'c'], 'argument-unexpected', 'c'],
    [['decisions', 'liste'], 'command-unknown', 'decisions liste'],
    [['decisions', 'list', 'a', 'b'], 'argument-unexpected', 'b'],
    [['decisions', 'answer', 'a1-1'], 'argument-missing', '<id> keep|remove|allow|allow-always'],
    [['decisions', 'answer', 'a1-1', 'yes'], 'word-not-allowed', 'yes'],
    [['decisions', 'answer', 'a1-1', 'keep', 'x', 'y'], 'argument-unexpected', 'y'],
    [['decisions', 'list', '--watch'], 'option-unknown', '--watch'],
    [[...SYNC, 'extra'], 'argument-unexpected', 'extra'],
    [['sync', 'Ordner', 'cloud.example'], 'url-not-allowed', '<server-url>'],
    [['sync', 'Ordner', 'ftp://cloud.example'], 'url-not-allowed', '<server-url>'],
    [['sync', 'Ordner', 'https://ana:geheim@cloud.example'], 'password-in-url', '<server-url>'],
    [['sync', 'Ordner', 'ana:geheim@cloud.example'], 'password-in-url', '<server-url>'],
    [['sync', 'Ordner', 'https://ana@cloud.example'], 'password-in-url', '<server-url>'],
    [[...SYNC, '--no-browser'], 'option-unknown', '--no-browser'],
    [['login'], 'argument-missing', '<address>'],
    [['login', 'ana:geheim@cloud.example'], 'password-in-url', '<address>'],
    [['login', 'cloud.example', 'extra'], 'argument-unexpected', 'extra'],
    [['login', 'cloud.example', '--watch'], 'option-unknown', '--watch'],
    [['login', 'cloud.example', '--user', 'a:b'], 'value-not-allowed', '--user'],
    [['logout', 'a', 'b'], 'argument-unexpected', 'b'],
    [['logout', '--password-stdin'], 'option-unknown', '--password-stdin'],
    [['accounts', 'a'], 'argument-unexpected', 'a'],
  ] as const)('refuses %j with %s', (argv, problem, subject) => {
    expect(parseArguments(argv)).toEqual({ kind: 'usage-error', problem, subject });
  });

  it('accepts an at sign in the path of the URL', () => {
    expect(parseArguments(['sync', 'Ordner', 'https://cloud.example/@ana']).kind).toBe('sync');
  });
});
