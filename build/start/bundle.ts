import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { findBrandingFile, readBranding } from '#branding/branding-file.ts';
import type { InlineConfig } from 'vite';
import { listFiles } from '../checks/source-files.ts';
import { leanCommand } from './lean-command.ts';
import { oneAtATime } from './one-at-a-time.ts';

/** One bundle: what it is made of, and how. */
interface Bundle {
  readonly name: 'renderer' | 'program' | 'command';
  readonly sources: readonly string[];
  readonly configs: readonly InlineConfig[];
  /** What is left to do when it is made. */
  readonly finish?: () => void;
}

/** Folders that the windows and the handbook are made of. */
const WINDOW_SOURCES = ['renderer', 'ipc', 'policies', 'branding', 'docs/handbook', 'build/handbook'] as const;

/** Bundles all that runs in windows into `output`. Returns the directory with `index.html`. */
export async function bundleWindows(root: string, output = join(root, 'out')): Promise<string> {
  const configFile = join(root, 'build', 'vite.renderer.config.ts');
  const outDir = join(output, 'renderer');
  const configs: readonly InlineConfig[] = [{ configFile, logLevel: 'warn', build: { outDir } }];
  await make({ root, output }, { name: 'renderer', sources: WINDOW_SOURCES, configs });
  return outDir;
}

/** Where a bundle of the program goes, and in whose name it speaks; those of this repository when absent. */
export interface ProgramBundle {
  readonly output?: string;
  readonly brandingFile?: string;
}

/**
 * Bundles the main process, the engine host and the preload script, and the windows, into `output`. Returns the main
 * file. Two that work at once need an output each.
 */
export async function bundleProgram(
  root: string,
  { output = join(root, 'out'), brandingFile = findBrandingFile(process.env) }: ProgramBundle = {},
): Promise<string> {
  await bundleWindows(root, output);
  const outDir = join(output, 'program');
  const configs = [toNodeConfig(root, outDir), toPreloadConfig(root, outDir)];
  const sources = ['electron', 'ipc', 'policies', 'sync-engine', 'branding', 'build/icons'];
  await make({ root, output }, { name: 'program', sources, configs });
  cpSync(join(root, 'build', 'icons', 'tray'), join(outDir, 'icons'), { recursive: true });
  putBranding(brandingFile, outDir);
  return join(outDir, 'main.mjs');
}

/**
 * Bundles the `bayernbox` command, packages included, into `output`: from there it starts with a third of the work that
 * reading 650 source files is. Returns its path.
 */
export async function bundleCommand(root: string, output = join(root, 'out')): Promise<string> {
  const [outDir, made] = [join(output, 'command'), join(output, 'command.new')];
  const finish = (): void => {
    putBranding(findBrandingFile({}), made);
    // Others may be about to start the one before.
    const before = join(output, 'command.old');
    if (existsSync(outDir)) renameSync(outDir, before);
    renameSync(made, outDir);
    rmSync(before, { recursive: true, force: true });
  };
  const sources = ['policies', 'sync-engine', 'branding'];
  await make({ root, output }, { name: 'command', sources, configs: [toCommandConfig(root, made)], finish });
  return join(outDir, 'bayernbox.mjs');
}

/** Puts a branding and its drawing beside the bundle, where the program looks for it. Throws when it cannot be used. */
function putBranding(brandingFile: string, directory: string): void {
  const { icon } = readBranding(brandingFile);
  cpSync(brandingFile, join(directory, 'branding.json'));
  cpSync(join(dirname(brandingFile), icon), join(directory, basename(icon)));
}

/** Packages stay outside: they are installed beside the program. */
function toNodeConfig(root: string, outDir: string): InlineConfig {
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node24',
      rolldownOptions: {
        input: {
          main: join(root, 'electron', 'main', 'main.ts'),
          'engine-host': join(root, 'electron', 'engine-host', 'main.ts'),
        },
        external: [/^electron(\/|$)/],
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  };
}

function toCommandConfig(root: string, outDir: string): InlineConfig {
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    plugins: [leanCommand()],
    // The keychain's module finds its native half beside itself.
    ssr: { noExternal: true, external: ['keytar'] },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node24',
      rolldownOptions: {
        input: { bayernbox: join(root, 'sync-engine', 'cli', 'bayernbox.ts') },
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  };
}

/** A preload script in the sandbox is one CommonJS file that may require Electron alone. */
function toPreloadConfig(root: string, outDir: string): InlineConfig {
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      target: 'node24',
      rolldownOptions: {
        input: { preload: join(root, 'electron', 'preload', 'preload.ts') },
        external: [/^electron(\/|$)/],
        // In the sandbox `electron` is the name that every version knows.
        output: { format: 'cjs', entryFileNames: '[name].cjs', paths: { 'electron/renderer': 'electron' } },
      },
    },
  };
}

/** Where the sources are, and where the bundles go. */
interface Places {
  readonly root: string;
  readonly output: string;
}

/** Makes a bundle, unless the one there was made of the same sources. Several processes may ask at the same time. */
function make(places: Places, bundle: Bundle): Promise<void> {
  return oneAtATime(join(places.output, `${bundle.name}.lock`), () => makeAlone(places, bundle));
}

async function makeAlone({ root, output }: Places, { name, sources, configs, finish }: Bundle): Promise<void> {
  const marker = join(output, `${name}.sha256`);
  const wanted = hashSources(root, sources);
  const isMade = existsSync(join(output, name)) && existsSync(marker);
  if (isMade && readFileSync(marker, 'utf8') === wanted) return;
  // Only now: most who ask find the bundle made, and to load the bundler is the larger half of asking.
  const { build } = await import('vite');
  for (const config of configs) await build(config);
  finish?.();
  mkdirSync(output, { recursive: true });
  writeFileSync(marker, wanted);
}

function hashSources(root: string, folders: readonly string[]): string {
  const hash = createHash('sha256');
  const files = [
    'package-lock.json',
    'build/vite.renderer.config.ts',
    'build/start/bundle.ts',
    'build/start/lean-command.ts',
    'build/start/licences-file.ts',
    'build/icons/tray-icon.ts',
    'build/packaging/licence-texts.ts',
    'build/packaging/licences/fira-sans.txt',
    'LICENSE',
    ...folders.flatMap((folder) => listFiles(join(root, folder)).map((path) => `${folder}/${path}`)),
  ];
  for (const file of files.toSorted()) hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}
