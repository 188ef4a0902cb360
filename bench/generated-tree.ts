/** One place of a tree that is computed: parts with 100 directories of 100 files each. */
export interface GeneratedEntry {
  /** Counted in the order of the tree, parents first; 0 for the root. */
  readonly number: number;
  /** Below the root; with `/` at its end for a directory, `''` for the root. */
  readonly path: string;
}

const FILES_EACH = 100;
const DIRECTORIES_EACH = 100;
const IN_DIRECTORY = FILES_EACH + 1;
const IN_PART = DIRECTORIES_EACH * IN_DIRECTORY + 1;

/** The entry with this path in a tree of so many entries below its root, or undefined. Pure. */
export function findEntry(path: string, entries: number): GeneratedEntry | undefined {
  if (path === '') return { number: 0, path };
  const [, part, directory, file] = /^Teil (\d+)\/(?:Ordner (\d+)\/(?:Akte (\d+)\.txt)?)?$/.exec(path) ?? [];
  if (part === undefined || Number(directory ?? 0) >= DIRECTORIES_EACH || Number(file ?? 0) >= FILES_EACH)
    return undefined;
  const inPart = directory === undefined ? 0 : 1 + Number(directory) * IN_DIRECTORY;
  const inDirectory = file === undefined ? 0 : 1 + Number(file);
  const number = 1 + Number(part) * IN_PART + inPart + inDirectory;
  return number <= entries ? { number, path } : undefined;
}

/** What lies right below a directory of that tree. Pure. */
export function listChildren(path: string, entries: number): readonly GeneratedEntry[] {
  const children: GeneratedEntry[] = [];
  for (let child = findChild(path, 0, entries); child !== undefined; child = findChild(path, children.length, entries))
    children.push(child);
  return children;
}

/** Pure. */
export function hasChildren(path: string, entries: number): boolean {
  return findChild(path, 0, entries) !== undefined;
}

function findChild(path: string, index: number, entries: number): GeneratedEntry | undefined {
  const toName = [toPartName, toDirectoryName, toFileName][path.split('/').length - 1];
  return toName === undefined ? undefined : findEntry(path + toName(index), entries);
}

function toPartName(index: number): string {
  return `Teil ${index}/`;
}

function toDirectoryName(index: number): string {
  return `Ordner ${index}/`;
}

function toFileName(index: number): string {
  return `Akte ${index}.txt`;
}
