import type { RequestName, RequestOutput } from '#ipc/contract.ts';
import type { ProxyView } from '#policies/proxy-settings.ts';
import { createHistory } from './sample-history.ts';

/** What a shell would answer in an office where everything happens at once. By request; the same for every input. */
export type SampleAnswers = { readonly [Name in RequestName]?: RequestOutput<Name> };

const HOUR_MS = 3_600_000;
const folder = { folderId: 'f1', accountId: 'a1', name: 'BayernBox', localPath: 'C:\\Users\\Anna Muster\\BayernBox' };
const NAMES = [
  'Haushalt 2027.xlsx',
  'Niederschrift Bauausschuss.docx',
  'Straßenplan Südring.pdf',
  'Foto Rathausplatz.jpg',
];

const PROXY: ProxyView = {
  settings: {
    kind: 'manual',
    scheme: 'http',
    host: 'proxy.musterstadt.de',
    port: 3_128,
    bypass: ['<local>', '.intern.musterstadt.de', '10.0.0.0/8'],
    userName: 'anna.muster',
  },
  password: 'in-keychain',
};

const DECIDED = { kind: 'decided', how: 'mine', atMs: 1_794_000_000_000, undoUntilMs: 1_796_592_000_000 } as const;
const BY_ITSELF = { kind: 'by-itself', why: 'equal-bytes', atMs: 1_793_900_000_000 } as const;

function toEnd(index: number) {
  return index === 3 ? ({ state: 'resolved', end: DECIDED } as const) : ({ state: 'open' } as const);
}

function conflict(index: number) {
  const name = NAMES[index % NAMES.length] ?? '';
  const path = `Gemeinderat/Sitzung ${index + 1}/${name}`;
  return {
    conflictId: `c${index}`,
    path,
    secondPath: `${path} (Fassung von Anna)`,
    origin: 'content',
    ...toEnd(index),
    recordedAtMs: 1_700_000_000_000,
    serverAuthor: 'Bernd Beispiel',
    versions: {
      server: { path, sizeBytes: 48_200, mtimeMs: 1_795_000_000_000 },
      mine: { path: `${path} (Fassung von Anna)`, sizeBytes: 51_900, mtimeMs: 1_795_003_600_000 },
    },
    serverReceivedAtMs: index % 2 === 0 ? 1_795_001_800_000 : 1_795_005_400_000,
    newer: index % 2 === 0 ? 'mine' : 'server',
    revision: `r${index}`,
    isSecondOnlyHere: false,
    isReadOnly: false,
    merge: index === 0 ? 'merged' : 'not-offered',
  } as const;
}

/** So many files in two versions; one of them has been decided. */
export function createConflicts(count: number) {
  return Array.from({ length: count }, (_, index) => conflict(index));
}

/** An office with one of everything that can wait for a person. `nowMs` since the epoch. */
export function createSampleAnswers(nowMs: number): SampleAnswers {
  return {
    ...createState(nowMs),
    ...createLists(nowMs),
    ...createHistory(nowMs),
    ...createTransfers(nowMs),
    ...createSetUp(),
    ...createChoices(),
    getShellInfo: {
      mode: 'browser',
      platform: 'windows',
      versions: { program: '0.1.0', node: '24.0.0' },
      systemLanguage: 'de',
      isDemoAvailable: true,
      hasFolderDialog: true,
      hasTrash: true,
    },
    listConflicts: { items: [...createConflicts(12), { ...conflict(12), state: 'dissolved', end: BY_ITSELF }] },
    moveFolder: { isOldLeft: true },
    noteUnsaved: {},
    trashOldFolder: { isTrashed: false, changed: 21, paths: ['Akten/neu.txt', 'Haushalt 2027.xlsx'] },
    previewFile: {
      kind: 'text',
      text: 'Haushaltsansatz 2027\nEinnahmen: 12.400.000\nAusgaben: 12.350.000\n',
      isWhole: true,
    },
    getLicences: {
      own: { licence: 'EUPL-1.2', text: 'EUROPEAN UNION PUBLIC LICENCE v. 1.2\n\nThis Licence applies to the Work.' },
      items: [
        {
          name: 'axios',
          version: '1.21.1',
          licence: 'MIT',
          text: 'Copyright (c) the authors\n\nPermission is granted.',
        },
        { name: 'Fira Sans', version: '4.106', licence: 'OFL-1.1', text: 'SIL OPEN FONT LICENSE\n\nPREAMBLE' },
      ],
    },
    getExcludes: {
      folders: [
        { folderId: 'f1', excludes: '' },
        { folderId: 'f2', excludes: '*.bak' },
      ],
      defaults: ['~$*', '.~lock.*', ']Thumbs.db', '*.part'],
    },
    previewExcludes: {
      problems: [{ line: 3, source: '[z-a]' }],
      fileCount: 1_412,
      items: [
        { path: 'Videos/Imagefilm', kind: 'directory' },
        { path: 'Gemeinderat/Sitzung 12/Tonaufnahme der öffentlichen Sitzung vom 12. März.tmp', kind: 'file' },
      ],
    },
    getSyncSettings: { excludes: '*.tmp\n~$*', shouldPauseOnMetered: true, shouldPauseOnBattery: false },
    getProxySettings: PROXY,
    changeProxySettings: PROXY,
    createDiagnostics: { items: [{ name: 'overview.json', text: '{\n  "program": "0.1.0"\n}' }] },
  };
}

function createState(nowMs: number): SampleAnswers {
  return {
    getState: {
      hostId: 'h1',
      revision: 1,
      accounts: [
        {
          accountId: 'a1',
          serverUrl: 'https://box.musterstadt.de',
          serverKind: 'infinite-scale',
          productName: 'Infinite Scale',
          userName: 'anna',
          displayName: 'Anna Muster',
          signIn: 'needed',
          isRemembered: false,
          quota: { usedBytes: 12_300_000_000, availableBytes: 37_700_000_000 },
        },
      ],
      folders: [
        {
          ...folder,
          remotePath: '',
          state: { kind: 'syncing', operations: 412, verifiedAtMs: nowMs - HOUR_MS },
          progress: {
            filesDone: 312,
            filesTotal: 1_024,
            bytesDone: 1_200_000_000,
            bytesTotal: 3_000_000_000,
            bytesPerSecond: 5_200_000,
            remainingMs: 340_000,
          },
          problems: 7,
          conflicts: 11,
          decisions: 1,
          newFolders: 1,
          news: [],
        },
        {
          ...folder,
          folderId: 'f2',
          name: 'Bauamt',
          localPath: 'C:\\Users\\Anna Muster\\Bauamt',
          remotePath: '',
          spaceId: 's2',
          spaceName: 'Bauamt gemeinsam',
          state: { kind: 'in-sync', verifiedAtMs: nowMs },
          problems: 0,
          conflicts: 0,
          decisions: 0,
          newFolders: 0,
          news: [],
        },
      ],
      recent: [],
    },
  };
}

function createDecisions(nowMs: number): RequestOutput<'listDecisions'>['items'] {
  const many = { side: 'remote', firstSeenMs: nowMs - HOUR_MS, allFiles: 2_100 } as const;
  const listFiles = (directory: string, count: number): readonly string[] =>
    Array.from({ length: count }, (_, index) => `${directory}/Bescheid ${index + 1}.pdf`);
  return [
    {
      ...many,
      name: 'd1-1',
      kind: 'removals',
      reason: 'many-at-once',
      fileCount: 640,
      paths: listFiles('Archiv/2019', 30),
    },
    {
      ...many,
      name: 'd2-1',
      kind: 'changes',
      reason: 'scrambled',
      fileCount: 12,
      paths: listFiles('Archiv/2020', 12),
    },
  ];
}

function createLists(nowMs: number): SampleAnswers {
  return {
    listFalseAlarms: {
      items: [
        { name: 'scrambled.pdf', kind: 'scrambled', extension: 'pdf', rememberedAtMs: nowMs - 30 * HOUR_MS },
        { name: 'renamed.', kind: 'renamed', extension: '', rememberedAtMs: nowMs - 31 * HOUR_MS },
      ],
    },
    listDecisions: { items: createDecisions(nowMs) },
    listProblems: {
      items: [
        ...['Plan: Südring?.dwg', `Plan: Nordring mit allen Zufahrten, ${'Kreuzungen und '.repeat(6)}Brücken?.dwg`].map(
          (name) =>
            ({
              path: `Bauamt/${name}`,
              side: 'remote',
              isHere: false,
              code: 'name-not-allowed-here',
              renaming: {
                side: 'remote',
                proposal: name.replaceAll(/[:?]/g, '_'),
                fault: { kind: 'signs', signs: [':', '?'] },
              },
            }) as const,
        ),
        {
          path: 'Gemeinderat/Haushalt 2027.xlsx',
          side: 'local',
          isHere: true,
          code: 'local-file-busy',
          heldBy: { name: 'Bernd Beispiel' },
        },
        {
          path: 'Gemeinderat/Niederschrift.docx',
          side: 'remote',
          isHere: true,
          code: 'locked-on-server',
          heldBy: { name: 'Clara Muster', sinceMs: nowMs - HOUR_MS },
        },
        { path: 'Videos/Imagefilm.mp4', side: 'remote', isHere: true, code: 'quota-exceeded' },
        { path: '', side: 'local', isHere: true, code: 'disk-full', missingBytes: 3_200_000_000 },
      ],
    },
    findByName: { items: [], total: 0, unsearched: [] },
    listExcluded: EXCLUDED,
    explainPath: {
      path: 'Bauamt/Plan: Südring?.dwg',
      code: 'name-not-allowed-here',
      renaming: { side: 'remote', proposal: 'Plan_ Südring_.dwg', fault: { kind: 'signs', signs: [':', '?'] } },
    },
  };
}

const EXCLUDED = {
  items: [
    {
      path: 'Bauamt/~$Straßenplan.docx',
      kind: 'file' as const,
      sizeBytes: 165,
      pattern: '~$*',
      isOwnerFile: true,
      isHere: true,
      isOnServer: false,
    },
    { path: 'Videos/Rohschnitt', kind: 'directory' as const, pattern: 'Rohschnitt/', isHere: true, isOnServer: true },
    {
      path: 'Gemeinderat/Thumbs.db',
      kind: 'file' as const,
      sizeBytes: 48_000,
      pattern: 'Thumbs.db',
      isHere: false,
      isOnServer: true,
    },
  ],
  total: 1_203,
  directories: 203,
};

const SERVER_DIRECTORIES = {
  sizeBytes: 61_000_000_000,
  items: [
    { name: 'Archiv', sizeBytes: 48_000_000_000, sharing: 'none' as const, isReadOnly: false },
    {
      name: 'Formulare des Landratsamts',
      sizeBytes: 82_000_000,
      fileCount: 1_204,
      sharing: 'shared' as const,
      isReadOnly: true,
    },
    {
      name: 'Fotos und Videos der Freiwilligen Feuerwehr Musterstadt und ihrer Jugendgruppe',
      sharing: 'external' as const,
      isReadOnly: false,
    },
    { name: 'Gemeinderat', sizeBytes: 1_200_000_000, sharing: 'none' as const, isReadOnly: false },
    { name: 'Haushalt', sizeBytes: 11_000_000, fileCount: 1, sharing: 'none' as const, isReadOnly: false },
  ],
} satisfies RequestOutput<'listDirectoryChoices'>;

const FOUND_DIRECTORIES = {
  items: [{ path: 'Bauamt/Pläne/Archiv 2019', sizeBytes: 4_000_000 }],
  total: 1,
  searched: 12,
  waiting: 0,
  unreadable: 0,
} satisfies RequestOutput<'searchDirectories'>;

function createSetUp(): SampleAnswers {
  return {
    detectServer: {
      serverUrl: 'https://box.musterstadt.de',
      productName: 'Infinite Scale',
      version: '7.0',
      signIn: ['browser', 'password'],
    },
    listSpaces: {
      items: [
        { name: 'Meine Dateien', kind: 'personal' },
        {
          spaceId: 's2',
          name: 'Bauamt',
          kind: 'project',
          isReadOnly: true,
          usedBytes: 1_200_000_000,
          totalBytes: 5_000_000_000,
        },
        { spaceId: 's3', name: 'Shares', kind: 'shares', isReadOnly: true },
      ],
    },
    suggestLocalFolder: { localPath: 'C:\\Users\\Anna Muster\\BayernBox 2' },
    inspectLocalFolder: { kind: 'missing', freeBytes: 212_000_000_000, reserveBytes: 5_000_000_000 },
    listServerDirectories: SERVER_DIRECTORIES,
    searchServerDirectories: FOUND_DIRECTORIES,
  };
}

function createChoices(): SampleAnswers {
  return {
    getSelection: {
      deselected: ['Archiv'],
      undecided: ['Gemeinderat'],
      newDirectories: { kind: 'take', askAboveBytes: 500_000_000 },
      disk: { freeBytes: 212_000_000_000, reserveBytes: 5_000_000_000 },
    },
    listDirectoryChoices: SERVER_DIRECTORIES,
    searchDirectories: FOUND_DIRECTORIES,
    findUnsynced: { staying: { items: ['Haushalt/Entwurf 2028.xlsx'], total: 1 }, renamed: { items: [], total: 0 } },
  };
}

function createTransfers(nowMs: number): SampleAnswers {
  return {
    listTransfers: {
      items: [
        {
          path: 'Videos/Imagefilm.mp4',
          direction: 'up',
          state: 'running',
          progress: { bytesDone: 412_000_000, bytesTotal: 1_300_000_000, bytesPerSecond: 2_400_000 },
        },
        { path: 'Gemeinderat/Haushalt 2027.xlsx', direction: 'up', state: 'waiting' },
        { path: 'Bauamt/Straßenplan Südring.pdf', direction: 'down', state: 'waiting' },
      ],
      waiting: 2,
    },
    listKept: {
      items: [
        {
          keepId: 'k1',
          originalPath: 'Entwürfe/alt.docx',
          sizeBytes: 18_000,
          keptAtMs: nowMs - 180_000,
          keptUntilMs: nowMs + 30 * 24 * HOUR_MS,
          modifiedAtMs: nowMs - 50 * HOUR_MS,
          reason: 'removed-on-server',
          canBeFreed: false,
        },
        {
          keepId: 'k2',
          originalPath: 'Fotos/Sommerfest 2026/Festzelt.jpg',
          sizeBytes: 6_400_000_000,
          keptAtMs: nowMs - 3_600_000,
          keptUntilMs: nowMs + 29 * 24 * HOUR_MS,
          freedFromMs: nowMs + 23 * HOUR_MS,
          modifiedAtMs: nowMs - 2_000 * HOUR_MS,
          reason: 'deselected',
          canBeFreed: true,
        },
      ],
    },
  };
}
