import { appendFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Computer, Line } from './computer.ts';
import { findDifferences, readFolder, readServer } from './folder-content.ts';
import type { ServerAccess } from './folder-content.ts';
import type { Presenter } from './presenter.ts';

/** Everything the story is told with. */
export interface Stage {
  readonly anna: Computer;
  readonly bernd: Computer;
  readonly server: ServerAccess;
  readonly presenter: Presenter;
  readonly files: number;
  readonly signal: AbortSignal;
}

/** A step took longer than it may on any machine. */
export class StepTimeout extends Error {}

const STEP_LIMIT_MS = 300_000;
const LETTER = 'Rundschreiben.txt';

/** A first upload of a real tree here, and the download of it there. */
export async function firstSync({ anna, bernd, presenter, files, signal }: Stage): Promise<void> {
  presenter.step('Annas PC lädt alles zum ersten Mal hoch.', 'Anna’s PC uploads everything for the first time.');
  anna.start();
  await until('upload', () => anna.hasRested(), { computers: [anna], signal });
  tellRate(presenter, files, ['hochgeladen', 'uploaded']);
  anna.takeLines();
  presenter.step('Bernds PC holt alles vom Server.', 'Bernd’s PC fetches everything from the server.');
  bernd.start();
  await until('download', () => bernd.hasRested(), { computers: [bernd], signal });
  tellRate(presenter, files, ['heruntergeladen', 'downloaded']);
  bernd.takeLines();
}

function tellRate(presenter: Presenter, files: number, [german, english]: readonly [string, string]): void {
  const count = presenter.number(files);
  const rate = presenter.number(Math.round(files / (presenter.elapsedMs() / 1_000)));
  presenter.fact(`${count} Dateien ${german}, ${rate} je Sekunde`, `${count} files ${english}, ${rate} a second`);
}

/** An edit reaches the other computer while both watch. */
export async function edit({ anna, bernd, presenter, signal }: Stage): Promise<void> {
  presenter.step('Anna schreibt einen Brief; Bernd bekommt ihn.', 'Anna writes a letter; Bernd gets it.');
  const text = 'Sehr geehrte Damen und Herren,\n';
  writeFileSync(join(anna.folder, LETTER), text);
  await until('edit', () => hasText(bernd, LETTER, text), { computers: [anna, bernd], signal });
  presenter.fact('Die Datei ist bei Bernd.', 'The file is on Bernd’s PC.');
  await rested(anna, bernd, signal);
}

/** A renamed folder with all its files is one MOVE. */
export async function renameFolder({ anna, bernd, presenter, signal }: Stage): Promise<void> {
  const { name, files } = largestFolder(anna.folder);
  presenter.step(
    `Anna benennt den Ordner „${name}“ mit ${presenter.number(files)} Dateien um.`,
    `Anna renames the folder "${name}" with ${presenter.number(files)} files.`,
  );
  const renamed = `${name} (Archiv 2026)`;
  renameSync(join(anna.folder, name), join(anna.folder, renamed));
  await until('rename', () => existsSync(join(bernd.folder, renamed)) && !existsSync(join(bernd.folder, name)), {
    computers: [anna, bernd],
    signal,
  });
  const lines = await rested(anna, bernd, signal);
  const moves = lines.filter((line) => line.verb === 'move' && line.side === 'remote').length;
  const transfers = lines.filter((line) => line.verb === 'upload' || line.verb === 'download').length;
  if (moves !== 1 || transfers !== 0) throw new Error(`expected 1 MOVE and no transfer, saw ${moves} and ${transfers}`);
  presenter.fact(
    'Auf dem Server war das 1 MOVE, übertragen wurde nichts.',
    'On the server that was 1 MOVE; nothing was transferred.',
  );
}

/** Both change one file while they are apart: both versions stay. */
export async function conflict({ anna, bernd, presenter, signal }: Stage): Promise<void> {
  presenter.step(
    'Beide sind ohne Netz und ändern denselben Brief. Dann sind sie wieder verbunden.',
    'Both are offline and change the same letter. Then they are online again.',
  );
  await Promise.all([anna.stop(), bernd.stop()]);
  appendFileSync(join(anna.folder, LETTER), 'Annas Fassung\n');
  appendFileSync(join(bernd.folder, LETTER), 'Bernds Fassung\n');
  anna.takeLines();
  anna.start();
  await until('conflict', () => anna.hasRested(), { computers: [anna], signal });
  bernd.takeLines();
  bernd.start();
  const versions = (computer: Computer): readonly string[] =>
    readdirSync(computer.folder).filter((name) => name.startsWith('Rundschreiben') && name !== LETTER);
  await until('conflict', () => versions(anna).length === 1 && versions(bernd).length === 1, {
    computers: [anna, bernd],
    signal,
  });
  await rested(anna, bernd, signal);
  const [second = ''] = versions(anna);
  const texts = [LETTER, second].map((name) => readFileSync(join(anna.folder, name), 'utf8'));
  if (!texts[0]?.includes('Annas Fassung') || !texts[1]?.includes('Bernds Fassung'))
    throw new Error('a version is missing');
  presenter.fact(
    `Zwei Fassungen auf beiden PCs: „${LETTER}“ und „${second}“`,
    `Two versions on both PCs: "${LETTER}" and "${second}"`,
  );
}

/** A deleted file stays in the other computer's safety store. */
export async function remove({ anna, bernd, presenter, signal }: Stage): Promise<void> {
  presenter.step('Anna löscht den Brief.', 'Anna deletes the letter.');
  rmSync(join(anna.folder, LETTER));
  await until('delete', () => !existsSync(join(bernd.folder, LETTER)), { computers: [anna, bernd], signal });
  await rested(anna, bernd, signal);
  const kept = readdirSync(join(bernd.folder, '.bayernbox', 'kept'), { recursive: true, encoding: 'utf8' });
  const place = kept.find((path) => path.endsWith(LETTER));
  if (place === undefined) throw new Error('the deleted file is not in the safety store');
  presenter.fact(
    `Bei Bernd bleibt er unter .bayernbox/kept/${place} erhalten.`,
    `On Bernd’s PC it is kept as .bayernbox/kept/${place}.`,
  );
}

/** The last word: both folders and the server are equal, byte for byte, as read by code that is not the engine's. */
export async function verify({ anna, bernd, server, presenter }: Stage): Promise<boolean> {
  presenter.step('Prüfung: Byte für Byte.', 'Check: byte for byte.');
  await Promise.all([anna.stop(), bernd.stop()]);
  const expected = readFolder(anna.folder);
  const others = [
    { name: bernd.name, content: readFolder(bernd.folder) },
    { name: presenter.choose('Server', 'server'), content: await readServer(server) },
  ];
  let isEqual = expected.size > 0;
  for (const { name, content } of others) {
    const differences = findDifferences(expected, content);
    for (const difference of differences.slice(0, 20))
      presenter.failure(`${name}: ${difference}`, `${name}: ${difference}`);
    isEqual &&= differences.length === 0;
  }
  const count = presenter.number(expected.size);
  if (isEqual)
    presenter.fact(
      `${count} Einträge auf beiden PCs und dem Server sind gleich.`,
      `${count} items on both PCs and the server are equal.`,
    );
  else presenter.failure('Die drei Orte sind nicht gleich.', 'The three places are not equal.');
  return isEqual;
}

/** Waits until both computers say that everything is equal; what they did since the last time. */
async function rested(anna: Computer, bernd: Computer, signal: AbortSignal): Promise<readonly Line[]> {
  await until('rest', () => anna.hasRested() && bernd.hasRested(), { computers: [anna, bernd], signal });
  return [...anna.takeLines(), ...bernd.takeLines()];
}

async function until(
  what: string,
  isTrue: () => boolean,
  { computers, signal }: { readonly computers: readonly Computer[]; readonly signal: AbortSignal },
): Promise<void> {
  const endMs = performance.now() + STEP_LIMIT_MS;
  while (!isTrue()) {
    signal.throwIfAborted();
    for (const computer of computers) {
      const code = computer.exitCode();
      if (code !== undefined) throw new Error(`${computer.name} ended with ${code} during: ${what}`);
    }
    if (performance.now() > endMs) throw new StepTimeout(what);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function hasText(computer: Computer, name: string, text: string): boolean {
  const path = join(computer.folder, name);
  return existsSync(path) && readFileSync(path, 'utf8') === text;
}

function largestFolder(root: string): { readonly name: string; readonly files: number } {
  const counts = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== '.bayernbox')
    .map(({ name }) => {
      const below = readdirSync(join(root, name), { recursive: true, withFileTypes: true });
      return { name, files: below.filter((entry) => entry.isFile()).length };
    });
  const [largest] = counts.toSorted((a, b) => b.files - a.files);
  if (largest === undefined) throw new Error('there is no folder to rename');
  return largest;
}
