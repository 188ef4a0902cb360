import { appendFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Computer, Line } from './computer.ts';
import { DemoFailure } from './demo-failure.ts';
import { withFile, withoutFile, withRenamedFolder } from './folder-content.ts';
import type { Content, ServerAccess } from './folder-content.ts';
import type { Presenter } from './presenter.ts';
import { until } from './waiting.ts';

/** Everything the story is told with. */
export interface Stage {
  readonly anna: Computer;
  readonly bernd: Computer;
  readonly server: ServerAccess;
  readonly presenter: Presenter;
  readonly signal: AbortSignal;
}

/** Plays one scene; takes what all three places hold before it, gives what they must hold after it. */
export type Scene = (stage: Stage, before: Content) => Promise<Content>;

/** All scenes in the order in which they are played. */
export const SCENES: readonly Scene[] = [firstUpload, firstDownload, edit, renameFolder, conflict, remove];

const LETTER = 'Rundschreiben.txt';
const GREETING = 'Sehr geehrte Damen und Herren,\n';
const ANNAS_LINE = 'Annas Fassung\n';
const BERNDS_LINE = 'Bernds Fassung\n';

async function firstUpload(stage: Stage, before: Content): Promise<Content> {
  const { anna, presenter, signal } = stage;
  presenter.step('Annas PC lädt alles zum ersten Mal hoch.', 'Anna’s PC uploads everything for the first time.');
  anna.start();
  await until(() => anna.hasRested(), { computers: [anna], presenter, signal });
  tellRate(anna, 'upload', presenter);
  tellProblems(anna, presenter);
  return before;
}

async function firstDownload(stage: Stage, before: Content): Promise<Content> {
  const { bernd, presenter, signal } = stage;
  presenter.step('Bernds PC holt alles vom Server.', 'Bernd’s PC fetches everything from the server.');
  bernd.start();
  await until(() => bernd.hasRested(), { computers: [bernd], presenter, signal });
  tellRate(bernd, 'download', presenter);
  tellProblems(bernd, presenter);
  return before;
}

/** Tells what was really transferred, which is less than there is when something cannot be synced. */
function tellRate(computer: Computer, verb: 'upload' | 'download', presenter: Presenter): void {
  const files = computer.lines.filter((line) => line.type === 'operation' && line.verb === verb).length;
  const count = presenter.number(files);
  const rate = presenter.number(Math.round(files / (presenter.elapsedMs() / 1_000)));
  const german = verb === 'upload' ? 'hochgeladen' : 'heruntergeladen';
  presenter.fact(
    `${count} Dateien ${german}, ${rate} Dateien je Sekunde`,
    `${count} files ${verb}ed, ${rate} files a second`,
  );
}

function tellProblems(computer: Computer, presenter: Presenter): void {
  for (const { path, code } of computer.lines.at(-1)?.problems ?? [])
    presenter.failure(
      `${computer.name}: „${path}“ wird nicht synchronisiert (${code}).`,
      `${computer.name}: "${path}" is not synced (${code}).`,
    );
}

async function edit(stage: Stage, before: Content): Promise<Content> {
  const { anna, bernd, presenter } = stage;
  presenter.step('Anna schreibt einen Brief; Bernd bekommt ihn.', 'Anna writes a letter; Bernd gets it.');
  forget(stage);
  writeFileSync(join(anna.folder, LETTER), GREETING);
  await untilBoth(stage, () => readText(bernd, LETTER) === GREETING);
  presenter.fact('Die Datei ist auf Bernds PC.', 'The file is on Bernd’s PC.');
  await rested(stage);
  return withFile(before, LETTER, GREETING);
}

async function renameFolder(stage: Stage, before: Content): Promise<Content> {
  const { anna, bernd, presenter } = stage;
  const { name, files } = largestFolder(anna.folder);
  presenter.step(
    `Anna benennt den Ordner „${name}“ mit ${presenter.number(files)} Dateien um.`,
    `Anna renames the folder "${name}" with ${presenter.number(files)} files.`,
  );
  const renamed = `${name} (Archiv 2026)`;
  forget(stage);
  renameSync(join(anna.folder, name), join(anna.folder, renamed));
  await untilBoth(stage, () => existsSync(join(bernd.folder, renamed)) && !existsSync(join(bernd.folder, name)));
  const lines = await rested(stage);
  const done = lines.filter(({ type }) => type === 'operation').map(({ verb, side }) => `${verb} ${side}`);
  if (done.toSorted().join() !== 'move local,move remote')
    throw new DemoFailure(
      `Erwartet war je 1 MOVE auf dem Server und bei Bernd, geschehen ist: ${done.join(', ')}`,
      `Expected was 1 MOVE on the server and one on Bernd’s PC; this was done: ${done.join(', ')}`,
    );
  presenter.fact(
    'Auf dem Server war das 1 MOVE, auf Bernds PC 1 Umbenennen; übertragen wurde nichts.',
    'That was 1 MOVE on the server and 1 rename on Bernd’s PC; nothing was transferred.',
  );
  return withRenamedFolder(before, name, renamed);
}

async function conflict(stage: Stage, before: Content): Promise<Content> {
  const { anna, bernd, presenter, signal } = stage;
  presenter.step(
    'Beide PCs halten an, und beide ändern denselben Brief. Dann geht es weiter.',
    'Both PCs pause, and both people change the same letter. Then syncing goes on.',
  );
  await Promise.all([anna.stop(), bernd.stop()]);
  appendFileSync(join(anna.folder, LETTER), ANNAS_LINE);
  appendFileSync(join(bernd.folder, LETTER), BERNDS_LINE);
  anna.start();
  await until(() => anna.hasRestedAfterWork(), { computers: [anna], presenter, signal });
  anna.takeLines();
  bernd.start();
  await untilBoth(stage, () => secondVersions(anna).length === 1 && secondVersions(bernd).length === 1);
  await rested(stage);
  const [second = ''] = secondVersions(anna);
  const texts = [anna, bernd].map((computer) => [LETTER, second].map((name) => readText(computer, name)));
  const expected = [GREETING + ANNAS_LINE, GREETING + BERNDS_LINE];
  if (JSON.stringify(texts) !== JSON.stringify([expected, expected]))
    throw new DemoFailure('Eine der beiden Fassungen fehlt.', 'One of the two versions is missing.');
  presenter.fact(
    `Zwei Fassungen auf beiden PCs: „${LETTER}“ und „${second}“`,
    `Two versions on both PCs: "${LETTER}" and "${second}"`,
  );
  return withFile(withFile(before, LETTER, GREETING + ANNAS_LINE), second, GREETING + BERNDS_LINE);
}

async function remove(stage: Stage, before: Content): Promise<Content> {
  const { anna, bernd, presenter } = stage;
  presenter.step('Anna löscht den Brief.', 'Anna deletes the letter.');
  forget(stage);
  const text = readText(anna, LETTER);
  rmSync(join(anna.folder, LETTER));
  await untilBoth(stage, () => !existsSync(join(bernd.folder, LETTER)));
  await rested(stage);
  const store = join('.bayernbox', 'kept');
  const kept = readdirSync(join(bernd.folder, store), { recursive: true, encoding: 'utf8' });
  const place = kept.find((path) => path.endsWith(LETTER) && readText(bernd, join(store, path)) === text);
  if (place === undefined)
    throw new DemoFailure(
      'Die gelöschte Datei liegt nicht in Bernds Sicherungsordner.',
      'The deleted file is not in the safety store on Bernd’s PC.',
    );
  presenter.fact(
    `Auf Bernds PC bleibt er im Sicherungsordner erhalten: ${join(store, place)}`,
    `On Bernd’s PC it is kept in the safety store: ${join(store, place)}`,
  );
  return withoutFile(before, LETTER);
}

function forget({ anna, bernd }: Stage): void {
  anna.takeLines();
  bernd.takeLines();
}

async function untilBoth({ anna, bernd, presenter, signal }: Stage, isTrue: () => boolean): Promise<void> {
  await until(isTrue, { computers: [anna, bernd], presenter, signal });
}

/** Waits until both computers have done their part and say that everything is equal; what they said. */
async function rested(stage: Stage): Promise<readonly Line[]> {
  const { anna, bernd } = stage;
  await untilBoth(stage, () => anna.hasRestedAfterWork() && bernd.hasRestedAfterWork());
  return [...anna.takeLines(), ...bernd.takeLines()];
}

function secondVersions(computer: Computer): readonly string[] {
  return readdirSync(computer.folder).filter((name) => name.startsWith('Rundschreiben (Fassung'));
}

function readText(computer: Computer, path: string): string | undefined {
  const whole = join(computer.folder, path);
  return existsSync(whole) ? readFileSync(whole, 'utf8') : undefined;
}

function largestFolder(root: string): { readonly name: string; readonly files: number } {
  const counts = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== '.bayernbox')
    .map(({ name }) => {
      const below = readdirSync(join(root, name), { recursive: true, withFileTypes: true });
      return { name, files: below.filter((entry) => entry.isFile()).length };
    });
  const [largest] = counts.toSorted((a, b) => b.files - a.files);
  if (largest === undefined) throw new DemoFailure('Es gibt keinen Ordner.', 'There is no folder.');
  return largest;
}
