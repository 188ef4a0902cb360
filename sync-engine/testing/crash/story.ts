import type { FileTree } from '../scenarios/scenario.ts';
import { contentOf } from './versions.ts';

/** Larger than the first piece of a resumable upload (10 MiB). */
export const LARGE_UPLOAD_BYTES = 10.5 * 1024 * 1024;

/** Several reads of the network, so that there are moments in the middle. */
export const LARGE_DOWNLOAD_BYTES = 1.5 * 1024 * 1024;

/** More than all other files of the story hold together. */
export const SMALL_FILES_BYTES = 8 * 1024;

/** One change that a person makes, on a computer or on the server. A directory is made with what is written in it. */
export type Change =
  | { readonly kind: 'write'; readonly path: string; readonly text: string }
  | { readonly kind: 'move'; readonly from: string; readonly to: string }
  | { readonly kind: 'remove'; readonly path: string };

/** What both sides agree on when the story begins: each file holds `<path> 1`. */
const BASE_FILES = [
  'Akten/Anlagen/Plan.txt',
  'Akten/Bericht.odt',
  'Bilder/Dach.jpg',
  'Bilder/Tür.jpg',
  'Datei wird Ordner',
  'Dort weg/Liste.txt',
  'Hier weg/Liste.txt',
  'Ordner wird Datei/Inhalt.txt',
  'Rolle/a.txt',
  'Rolle/b.txt',
  'Rolle/c.txt',
  'Tausch/a.txt',
  'Tausch/b.txt',
  'beide geändert.odt',
  'beide gleich geändert.odt',
  'dort geändert.odt',
  'dort gelöscht, hier geändert.odt',
  'dort gelöscht.odt',
  'hier geändert.odt',
  'hier gelöscht, dort geändert.odt',
  'hier gelöscht.odt',
] as const;

/** Files and directories before the story. */
export const BASE_TREE: FileTree = withDirectories(
  Object.fromEntries(BASE_FILES.map((path) => [path, contentOf(`${path} 1`)])),
);

const write = (path: string, label: string, sizeBytes?: number): Change => ({
  kind: 'write',
  path,
  text: contentOf(label, sizeBytes),
});
const move = (from: string, to: string): Change => ({ kind: 'move', from, to });
const remove = (path: string): Change => ({ kind: 'remove', path });

/** What happens on the server while the computer is off. */
export const SERVER_CHANGES: readonly Change[] = [
  write('dort geändert.odt', 'dort geändert 2'),
  write('beide geändert.odt', 'beide: dort'),
  write('beide gleich geändert.odt', 'beide gleich 2'),
  write('hier gelöscht, dort geändert.odt', 'Änderung von dort'),
  write('Neu von dort/klein.txt', 'neu von dort'),
  write('Neu von dort/groß.bin', 'groß von dort', LARGE_DOWNLOAD_BYTES),
  remove('dort gelöscht.odt'),
  remove('dort gelöscht, hier geändert.odt'),
  remove('Dort weg'),
  move('Tausch/a.txt', 'Tausch/weg.txt'),
  move('Tausch/b.txt', 'Tausch/a.txt'),
  move('Tausch/weg.txt', 'Tausch/b.txt'),
  move('Bilder', 'Fotos'),
  move('Fotos/Dach.jpg', 'Fotos/Dachstuhl.jpg'),
  remove('Ordner wird Datei'),
  write('Ordner wird Datei', 'war ein Ordner'),
];

/** What happens on the computer while its engine does not run. */
export const LOCAL_CHANGES: readonly Change[] = [
  write('hier geändert.odt', 'hier geändert 2'),
  write('beide geändert.odt', 'beide: hier'),
  write('beide gleich geändert.odt', 'beide gleich 2'),
  write('dort gelöscht, hier geändert.odt', 'Änderung von hier'),
  write('Neu von hier/klein.txt', 'neu von hier'),
  write('Neu von hier/groß.bin', 'groß von hier', LARGE_UPLOAD_BYTES),
  remove('hier gelöscht.odt'),
  remove('hier gelöscht, dort geändert.odt'),
  remove('Hier weg'),
  move('Rolle/a.txt', 'Rolle/weg.txt'),
  move('Rolle/b.txt', 'Rolle/a.txt'),
  move('Rolle/c.txt', 'Rolle/b.txt'),
  move('Rolle/weg.txt', 'Rolle/c.txt'),
  move('Akten', 'Vorgang'),
  write('Bilder/Tür.jpg', 'Tür 2'),
  remove('Datei wird Ordner'),
  write('Datei wird Ordner/innen.txt', 'in einem neuen Ordner'),
];

/** Both sides at the end, as labels. ` (Fassung)` stands for the mark of a second version. */
export const END_TREE: FileTree = withDirectories({
  'Datei wird Ordner/innen.txt': 'in einem neuen Ordner',
  'Fotos/Dachstuhl.jpg': 'Bilder/Dach.jpg 1',
  'Fotos/Tür.jpg': 'Tür 2',
  'Neu von dort/groß.bin': 'groß von dort',
  'Neu von dort/klein.txt': 'neu von dort',
  'Neu von hier/groß.bin': 'groß von hier',
  'Neu von hier/klein.txt': 'neu von hier',
  'Ordner wird Datei': 'war ein Ordner',
  'Rolle/a.txt': 'Rolle/b.txt 1',
  'Rolle/b.txt': 'Rolle/c.txt 1',
  'Rolle/c.txt': 'Rolle/a.txt 1',
  'Tausch/a.txt': 'Tausch/b.txt 1',
  'Tausch/b.txt': 'Tausch/a.txt 1',
  'Vorgang/Anlagen/Plan.txt': 'Akten/Anlagen/Plan.txt 1',
  'Vorgang/Bericht.odt': 'Akten/Bericht.odt 1',
  'beide geändert (Fassung).odt': 'beide: hier',
  'beide geändert.odt': 'beide: dort',
  'beide gleich geändert.odt': 'beide gleich 2',
  'dort gelöscht, hier geändert.odt': 'Änderung von hier',
  'dort geändert.odt': 'dort geändert 2',
  'hier gelöscht, dort geändert.odt': 'Änderung von dort',
  'hier geändert.odt': 'hier geändert 2',
});

/** What the engine took away here and must have kept. */
export const KEPT_LABELS: readonly string[] = [
  'Dort weg/Liste.txt 1',
  'Ordner wird Datei/Inhalt.txt 1',
  'dort geändert.odt 1',
  'dort gelöscht.odt 1',
];

function withDirectories(files: FileTree): FileTree {
  const tree: Record<string, string> = { ...files };
  for (const path of Object.keys(files)) {
    for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) {
      tree[path.slice(0, slash + 1)] = '';
    }
  }
  return Object.fromEntries(Object.entries(tree).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
