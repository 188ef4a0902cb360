// What `npm run demo` does: a server, two computers, and a story between them that ends with a check of every byte.
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Computer } from './computer.ts';
import { DemoFailure } from './demo-failure.ts';
import { checkEverything } from './final-check.ts';
import { readFolder } from './folder-content.ts';
import { Presenter } from './presenter.ts';
import { copyPackages, copyTree, INSTALLED_PACKAGES, MAX_PACKAGE_FILE_BYTES } from './real-tree.ts';
import { startServer } from './server-process.ts';
import type { Stage } from './story.ts';
import { SCENES } from './story.ts';
import { untilAborted } from './waiting.ts';

/** At least so many files of the installed packages are synced. */
const MIN_FILES = 3_000;

/** Anna's folder on the server, which she shares with Bernd. */
const SHARED = 'Gemeinde';

interface Wishes {
  readonly isKept: boolean;
  /** Absolute. */
  readonly folder: string | undefined;
}

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
// Nobody reads any more (`npm run demo | head`): end in order.
process.stdout.on('error', () => stop.abort());
process.exitCode = await main(new Presenter(process.env, (text) => process.stdout.write(text)));

async function main(presenter: Presenter): Promise<number> {
  const wishes = readWishes(presenter);
  if (wishes === undefined) return 2;
  const base = mkdtempSync(join(tmpdir(), 'bayernbox-demo-'));
  const startMs = performance.now();
  try {
    const isEqual = await play(base, presenter, wishes);
    const seconds = presenter.number((performance.now() - startMs) / 1_000);
    if (isEqual && !wishes.isKept) presenter.end(`Fertig nach ${seconds} s.`, `Done after ${seconds} s.`);
    return isEqual ? 0 : 1;
  } catch (error) {
    if (stop.signal.aborted) {
      presenter.end('Abgebrochen.', 'Stopped.');
      return 130;
    }
    if (!(error instanceof DemoFailure)) throw error;
    presenter.failure(error.german, error.message);
    return 1;
  } finally {
    if (wishes.isKept) presenter.end(`Die Ordner bleiben liegen: ${base}`, `The folders stay: ${base}`);
    else rmSync(base, { recursive: true, force: true });
  }
}

/** Undefined after words about what is wrong with the command line. */
function readWishes(presenter: Presenter): Wishes | undefined {
  const { values, positionals } = parseArgs({
    options: { keep: { type: 'boolean' }, folder: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  });
  const unknown = positionals[0] ?? Object.keys(values).find((name) => name !== 'keep' && name !== 'folder');
  if (unknown !== undefined || values['folder'] === true) {
    const usage = 'npm run demo -- [--keep] [--folder <dir>]';
    presenter.failure(`So geht es: ${usage}`, `Usage: ${usage}`);
    return undefined;
  }
  const isKept = values['keep'] === true;
  if (typeof values['folder'] !== 'string') return { isKept, folder: undefined };
  // npm starts scripts in the project root; the person typed the path somewhere else.
  const folder = resolve(process.env['INIT_CWD'] ?? '.', values['folder']);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return { isKept, folder };
  presenter.failure(`Den Ordner ${folder} gibt es nicht.`, `There is no folder ${folder}.`);
  return undefined;
}

async function play(base: string, presenter: Presenter, wishes: Wishes): Promise<boolean> {
  mkdirSync(join(base, 'Server'));
  const owner = { user: 'anna', password: newPassword() };
  const receiver = { user: 'bernd', password: newPassword() };
  const server = await startServer(join(base, 'Server'), { name: SHARED, owner, receiver });
  const anna = new Computer('Annas PC', base, { url: server.url, ...owner, remote: SHARED });
  const bernd = new Computer('Bernds PC', base, { url: server.url, ...receiver, remote: SHARED });
  try {
    tellSetting(server.url, presenter);
    copyFiles(anna.folder, wishes.folder, presenter);
    const access = { davRoot: server.davRoot, ...owner };
    const stage: Stage = { anna, bernd, server: access, presenter, signal: stop.signal };
    let expected = readFolder(anna.folder);
    for (const scene of SCENES) expected = await scene(stage, expected);
    await Promise.all([anna.stop(), bernd.stop()]);
    stop.signal.throwIfAborted();
    const isEqual = await checkEverything(expected, stage, presenter);
    if (wishes.isKept && isEqual) await keepPlaying(stage);
    return isEqual;
  } finally {
    await Promise.all([anna.stop(), bernd.stop()]);
    await server.stop();
  }
}

function newPassword(): string {
  return randomBytes(9).toString('base64url');
}

function tellSetting(url: string, presenter: Presenter): void {
  presenter.line(
    `Der Testserver läuft nur auf diesem Rechner: ${url}`,
    `The test server runs on this machine only: ${url}`,
  );
  presenter.line(
    `Anna und Bernd haben je ein Konto; Anna gibt ihren Ordner „${SHARED}“ für Bernd frei.`,
    `Anna and Bernd each have an account; Anna shares her folder "${SHARED}" with Bernd.`,
  );
}

function copyFiles(target: string, own: string | undefined, presenter: Presenter): void {
  const copied = own === undefined ? copyPackages(target, MIN_FILES) : copyTree(own, join(target, 'Meine Dateien'));
  const source = own ?? INSTALLED_PACKAGES;
  const files = presenter.number(copied.files);
  const size = presenter.number(copied.bytes / 1_000_000);
  presenter.line(
    `Die Dateien: eine Kopie aus ${source}, ${files} Dateien, ${size} MB. Das Original wird nur gelesen.`,
    `The files: a copy from ${source}, ${files} files, ${size} MB. The original is only read.`,
  );
  const { links, excluded, tooLarge } = copied;
  const limit = presenter.number(MAX_PACKAGE_FILE_BYTES / 1024 / 1024);
  const large = (words: string): string => (own === undefined ? `, ${tooLarge} ${words} ${limit} MiB` : '');
  if (links + excluded + tooLarge > 0)
    presenter.line(
      `Nicht dabei: ${links} Verknüpfungen oder Sonderdateien, ${excluded} ausgeschlossene${large('Dateien über')}.`,
      `Left out: ${links} links or special files, ${excluded} excluded${large('files above')}.`,
    );
}

/** Returns when the person has had enough. */
async function keepPlaying({ anna, bernd, server, presenter, signal }: Stage): Promise<void> {
  anna.start();
  bernd.start();
  presenter.step('Jetzt Sie. Ende mit Strg-C.', 'Your turn. Stop with Ctrl-C.');
  presenter.line(`Ordner: ${anna.folder}`, `Folder: ${anna.folder}`);
  presenter.line(`Ordner: ${bernd.folder}`, `Folder: ${bernd.folder}`);
  const { davRoot, user, password } = server;
  presenter.line(
    `Server: ${davRoot}, Benutzer ${user}, Wegwerf-Passwort ${password}`,
    `Server: ${davRoot}, user ${user}, throw-away password ${password}`,
  );
  await untilAborted([anna, bernd], signal);
}
