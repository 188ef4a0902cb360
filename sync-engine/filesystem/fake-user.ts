import type { RelativePath } from '../core/model/relative-path.ts';
import { joinPath, parentPath, parseRelativePath, ROOT_PATH } from '../core/model/relative-path.ts';
import type { FakeDisk, FakeNode } from './fake-disk.ts';

/** A person with programs at the machine of a fake disk: acts without expectations and may replace. */
export class FakeUser {
  readonly #disk: FakeDisk;

  constructor(disk: FakeDisk) {
    this.#disk = disk;
  }

  /** Writes a file in place, or makes it, with the directories above it. */
  writeFile(path: string, content: string | Uint8Array): void {
    const place = toPath(path);
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const present = this.#disk.find(place);
    if (present?.kind === 'file') {
      this.#disk.write(present, bytes);
      return;
    }
    this.makeDirectory(parentPath(place));
    this.#disk.attach(place, this.#disk.createNode('file', bytes));
  }

  /** Saves as editors do: a new file that is renamed over the old one. */
  saveByRename(path: string, content: string): void {
    const place = toPath(path);
    const present = this.#disk.find(place);
    const saved = this.#disk.createNode('file', Buffer.from(content));
    this.#disk.attach(place, saved);
    if (present !== undefined) this.#disk.free(present);
  }

  /** Makes a directory and those above it. */
  makeDirectory(path: string): void {
    const place = toPath(path);
    if (place === ROOT_PATH || this.#disk.findDirectory(place) !== undefined) return;
    this.makeDirectory(parentPath(place));
    this.#disk.attach(place, this.#disk.createNode('directory'));
  }

  /** A link, whatever it may lead to. */
  makeLink(path: string): void {
    this.#disk.attach(toPath(path), this.#disk.createNode('symbolic-link'));
  }

  /** A socket, FIFO or device. */
  makeSpecial(path: string): void {
    this.#disk.attach(toPath(path), this.#disk.createNode('special'));
  }

  /** Renames, replacing what is at the new name. */
  rename(from: string, to: string): void {
    const node = this.#disk.detach(toPath(from));
    this.#disk.attach(toPath(to), node);
  }

  /** Removes a file, or a directory with everything in it. */
  remove(path: string): void {
    this.#disk.free(this.#disk.detach(toPath(path)));
  }

  setModificationTime(path: string, mtimeMs: number): void {
    this.#disk.setTime(this.#get(path), BigInt(Math.floor(mtimeMs)) * 1_000_000n);
  }

  /** The text of a file; undefined when there is none. */
  readFile(path: string): string | undefined {
    const node = this.#disk.find(toPath(path));
    return node?.kind === 'file' ? Buffer.from(node.bytes).toString() : undefined;
  }

  /** Names in a directory, sorted. */
  list(path: string): readonly string[] {
    const directory = this.#disk.findDirectory(toPath(path));
    return [...(directory?.children.values() ?? [])].map((child) => child.name).sort();
  }

  /** Paths of all items, sorted, without the private folder. */
  listAll(path: string = ROOT_PATH): readonly RelativePath[] {
    return this.list(path)
      .map((name) => joinPath(toPath(path), name))
      .flatMap((child) => [child, ...this.listAll(child)]);
  }

  #get(path: string): FakeNode {
    const node = this.#disk.find(toPath(path));
    if (node === undefined) throw new Error(`nothing at ${path}`);
    return node;
  }
}

function toPath(path: string): RelativePath {
  const parsed = parseRelativePath(path);
  if (parsed === undefined) throw new RangeError(`not a path: ${path}`);
  return parsed;
}
