import { findDifferences, readFolder, readServer } from './folder-content.ts';
import type { Content, Difference, ServerAccess } from './folder-content.ts';
import type { Presenter } from './presenter.ts';

/** The three places that must hold the same. */
export interface Places {
  readonly anna: { readonly name: string; readonly folder: string };
  readonly bernd: { readonly name: string; readonly folder: string };
  readonly server: ServerAccess;
}

/** So many differences are named for each place. */
const NAMED = 20;

const WORDS: Readonly<Record<Difference['kind'], readonly [german: string, english: string]>> = {
  missing: ['fehlt', 'missing'],
  additional: ['ist zu viel', 'additional'],
  different: ['hat anderen Inhalt', 'has other content'],
};

/**
 * Whether both folders and the server hold exactly `expected`, byte for byte, as read by code that is not the engine's.
 * Names every place and path that does not. Nothing may be syncing meanwhile.
 */
export async function checkEverything(expected: Content, places: Places, presenter: Presenter): Promise<boolean> {
  presenter.step('Prüfung: Byte für Byte.', 'Check: byte for byte.');
  const { anna, bernd, server } = places;
  const contents = [
    { name: anna.name, content: readFolder(anna.folder) },
    { name: bernd.name, content: readFolder(bernd.folder) },
    { name: 'Server', content: await readServer(server) },
  ];
  const found = contents.map(({ name, content }) => ({ name, differences: findDifferences(expected, content) }));
  for (const { name, differences } of found) tellDifferences(name, differences, presenter);
  const isEqual = expected.size > 0 && found.every(({ differences }) => differences.length === 0);
  if (isEqual) tellEqual(expected, presenter);
  else presenter.failure('Die drei Orte sind nicht gleich.', 'The three places are not equal.');
  return isEqual;
}

function tellDifferences(name: string, differences: readonly Difference[], presenter: Presenter): void {
  for (const { path, kind } of differences.slice(0, NAMED)) {
    const [german, english] = WORDS[kind];
    presenter.failure(`${name}: „${path}“ ${german}`, `${name}: "${path}" ${english}`);
  }
  const more = differences.length - NAMED;
  if (more > 0) presenter.failure(`${name}: und ${more} weitere`, `${name}: and ${more} more`);
}

function tellEqual(expected: Content, presenter: Presenter): void {
  const directories = [...expected.values()].filter((value) => value === 'directory').length;
  const files = presenter.number(expected.size - directories);
  const folders = presenter.number(directories);
  presenter.fact(
    `${files} Dateien und ${folders} Ordner sind auf beiden PCs und dem Server gleich (Namen und SHA-256), nichts fehlt.`,
    `${files} files and ${folders} folders are equal on both PCs and the server (names and SHA-256); nothing is missing.`,
  );
}
