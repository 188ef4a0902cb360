/** Who may import whom: the table of docs/architecture.md as data. The first fence whose folder holds a file counts. */
export interface Fence {
  /** Start of the path of every file behind this fence. */
  readonly folder: string;
  /** Starts of paths that may be imported. The folder itself only when it is listed. */
  readonly mayImport: readonly string[];
  /** Starts of paths that may be imported with `import type` only. */
  readonly mayImportTypes?: readonly string[];
  /** npm packages and `node:` modules: a pattern over the specifier. */
  readonly packages: RegExp;
}

const engine = 'sync-engine/';
const model = `${engine}core/model/`;
const adapterNames = [
  'auth',
  'change-journal',
  'clock',
  'filesystem',
  'logger',
  'secrets',
  'sync-database',
  'transport',
  'watcher',
];
/** Names and addresses of the organisation; its file is read at the edges. */
const branding = 'branding/';
const brandingTypes = `${branding}branding.ts`;
/** What an organisation and people decide, and what holds then; its file is read at the edges. */
const policies = 'policies/';
const nothing = /^$/;
const everything = /./;
const notElectron = /^(?!electron)/;
const browserPackages = /^(?!node:|electron)/;
/** Name rules and excludes: the part of merge that adapters and discovery share. */
const names = [`${engine}core/merge/name`, `${engine}core/merge/exclude`];
/** The interface file of each adapter, and the rows in which the sync database gives the server's tree. */
const ports = adapterNames.map((name) => `${engine}${name}/${name}.ts`).concat(`${engine}sync-database/remote-rows.ts`);

function adapterFence(name: string): Fence {
  const folder = `${engine}${name}/`;
  return { folder, mayImport: [folder, model, ...names], packages: notElectron };
}

const engineFences: readonly Fence[] = [
  { folder: model, mayImport: [model], packages: nothing },
  { folder: `${engine}core/merge/`, mayImport: [`${engine}core/merge/`, model], packages: nothing },
  { folder: `${engine}core/script/`, mayImport: [`${engine}core/script/`, model], packages: nothing },
  { folder: `${engine}core/guards/`, mayImport: [`${engine}core/guards/`, model], packages: nothing },
  { folder: `${engine}core/selection/`, mayImport: [`${engine}core/selection/`, model], packages: nothing },
  // The one package that is as pure as the folder: it compares lists.
  {
    folder: `${engine}core/conflicts/`,
    mayImport: [`${engine}core/conflicts/`, model, ...names],
    packages: /^node-diff3$/,
  },
  ...adapterNames.map(adapterFence),
  {
    folder: `${engine}discovery/`,
    mayImport: [`${engine}discovery/`, model, ...names, ...ports],
    packages: notElectron,
  },
  { folder: `${engine}executor/`, mayImport: [`${engine}executor/`, model, ...ports], packages: notElectron },
  {
    folder: `${engine}engine/create-`,
    mayImport: [`${engine}core/`, ...adapterNames.map((name) => `${engine}${name}/`), `${engine}discovery/`].concat(
      `${engine}executor/`,
      `${engine}engine/`,
      policies,
    ),
    packages: notElectron,
  },
  {
    folder: `${engine}engine/`,
    mayImport: [
      `${engine}core/`,
      ...ports,
      `${engine}discovery/`,
      `${engine}executor/`,
      `${engine}engine/`,
      branding,
      policies,
    ],
    packages: notElectron,
  },
  {
    folder: `${engine}cli/`,
    mayImport: [`${engine}cli/`, `${engine}engine/`, `${engine}core/`, ...ports, branding, policies],
    packages: notElectron,
  },
  { folder: `${engine}testing/`, mayImport: [''], packages: everything },
];

const shellFences: readonly Fence[] = [
  { folder: branding, mayImport: [branding], packages: /^(zod|node:(fs|path|url))$/ },
  { folder: policies, mayImport: [policies, model], packages: /^zod$/ },
  {
    folder: 'ipc/',
    mayImport: ['ipc/', brandingTypes, policies],
    mayImportTypes: [`${model}engine-state.ts`],
    packages: /^zod$/,
  },
  {
    folder: 'electron/main/',
    mayImport: ['electron/main/', 'ipc/', branding, policies],
    packages: /^(?!electron$|electron\/renderer)/,
  },
  { folder: 'electron/preload/', mayImport: ['electron/preload/', 'ipc/'], packages: /^(?!electron$|electron\/main)/ },
  {
    folder: 'electron/engine-host/',
    mayImport: [
      'electron/engine-host/',
      'ipc/',
      branding,
      policies,
      `${engine}engine/create-`,
      `${engine}engine/prepare-program.ts`,
      model,
    ],
    mayImportTypes: [`${engine}engine/`, `${engine}auth/`],
    packages: /^(?!electron$|electron\/renderer)/,
  },
  {
    folder: 'renderer/components/',
    mayImport: ['renderer/components/', 'renderer/i18n/', 'renderer/styles/', 'ipc/', brandingTypes, policies],
    packages: browserPackages,
  },
  {
    folder: 'renderer/features/',
    mayImport: ['components', 'state', 'bridge', 'i18n', 'styles']
      .map((name) => `renderer/${name}/`)
      .concat('ipc/', brandingTypes, policies),
    packages: browserPackages,
  },
  { folder: 'renderer/', mayImport: ['renderer/', 'ipc/', brandingTypes, policies], packages: browserPackages },
];

const toolFences: readonly Fence[] = ['dev-server/', 'bench/', 'e2e/', 'build/'].map((folder) => ({
  folder,
  mayImport: [''],
  packages: everything,
}));

/** All fences, the narrower before the wider. */
export const fences: readonly Fence[] = [...engineFences, ...shellFences, ...toolFences];

/** Fences that guard nothing yet, because their folder is not built. Each entry goes when its first file comes. */
export const foldersStillEmpty: readonly string[] = [];
