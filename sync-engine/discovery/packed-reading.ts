import { hash } from 'node:crypto';
import type { LocalStamp } from '../core/model/observation.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { DirectoryReading, LocalEntry, LocalEntryKind, UnreadableEntry } from '../filesystem/filesystem.ts';
import { EntryReader, EntryWriter } from './entry-codec.ts';

type Read = Extract<DirectoryReading, { kind: 'read' }>;

/** What is remembered of one look into a directory. */
export type KeptReading = PackedReading | Exclude<DirectoryReading, Read>;

const KIND_CODES: Readonly<Record<LocalEntryKind | 'unreadable', number>> = {
  file: 0,
  directory: 1,
  'symbolic-link': 2,
  special: 3,
  unreadable: 4,
};

/** In the order of their codes. */
const KINDS: readonly LocalEntryKind[] = ['file', 'directory', 'symbolic-link', 'special'];

const writer = new EntryWriter();

/**
 * All that one reading of a directory showed, as bytes outside of the heap of JavaScript: a fifth of what objects take,
 * and no collection looks at them. Nothing of it changes.
 *
 * @see docs/adr/0026-rows-as-bytes.md
 */
export class PackedReading {
  readonly kind = 'read';
  /** Of the directory itself. */
  readonly stamp: LocalStamp;
  readonly unreadable: readonly UnreadableEntry[];
  /** Which directory it is, and each name with its kind and whole stamp, in the order of the reading. */
  readonly #bytes: Buffer;
  readonly #entryCount: number;
  #digest: string | undefined;

  constructor({ stamp, entries, unreadable }: Read) {
    this.stamp = stamp;
    this.unreadable = unreadable;
    this.#entryCount = entries.length;
    writer.start();
    writer.integer(stamp.device);
    writer.integer(stamp.inode);
    for (const entry of entries) {
      writer.name(KIND_CODES[entry.kind], entry.name);
      writeStamp(entry.stamp);
    }
    for (const { name } of unreadable) writer.name(KIND_CODES.unreadable, name);
    this.#bytes = writer.take();
  }

  /** Made anew each time that they are asked for. */
  get entries(): readonly LocalEntry[] {
    const reader = new EntryReader(this.#bytes);
    // They have one number for their device, as in the reading.
    const device = { value: reader.integer() };
    reader.integer();
    return Array.from({ length: this.#entryCount }, () => readEntry(reader, device));
  }

  /** The same text for readings that show the very same of the very same directory. */
  get digest(): string {
    this.#digest ??= hash('sha256', this.#bytes);
    return this.#digest;
  }

  /** True when anything in the directory has one of them. */
  hasInode(inodes: ReadonlySet<bigint>): boolean {
    const reader = new EntryReader(this.#bytes);
    reader.integer();
    reader.integer();
    for (let left = this.#entryCount; left > 0; left -= 1) {
      reader.kind();
      reader.passName();
      reader.integer();
      if (inodes.has(reader.integer())) return true;
      for (let times = 3; times > 0; times -= 1) reader.integer();
      reader.number();
    }
    return false;
  }

  /** True when the other showed the very same, each time and each name in its order, also of the directory itself. */
  isSameAs(other: PackedReading): boolean {
    return (
      this.#bytes.equals(other.#bytes) &&
      areAllEqual(this.stamp, other.stamp) &&
      this.unreadable.every(({ reason }, index) => reason === other.unreadable[index]?.reason)
    );
  }
}

/** The same reading, to be remembered. */
export function packReading(reading: DirectoryReading): KeptReading {
  return reading.kind === 'read' ? new PackedReading(reading) : reading;
}

/** True when two readings of a directory showed the very same; never where one of them failed. Pure. */
export function isSameReading(one: KeptReading, other: KeptReading): boolean {
  return one.kind === 'read' && other.kind === 'read' && one.isSameAs(other);
}

/** One digest over those of all directories, in the order in which they are given. Pure. */
export function digestTree(directories: Iterable<readonly [RelativePath, string]>): string {
  return hash('sha256', Array.from(directories, ([path, digest]) => `${digest} ${path}\0`).join(''));
}

function writeStamp({ device, inode, birthNs, mtimeNs, ctimeNs, sizeBytes }: LocalStamp): void {
  writer.integer(device);
  writer.integer(inode);
  writer.integer(birthNs);
  writer.integer(mtimeNs);
  writer.integer(ctimeNs);
  writer.number(sizeBytes);
}

function readEntry(reader: EntryReader, device: { value: bigint }): LocalEntry {
  const kind = KINDS[reader.kind()];
  if (kind === undefined) throw new RangeError('no kind of an entry');
  const name = reader.name();
  const own = reader.integer();
  if (own !== device.value) device.value = own;
  const [inode, birthNs, mtimeNs, ctimeNs] = [reader.integer(), reader.integer(), reader.integer(), reader.integer()];
  const stamp = { device: device.value, inode, birthNs, sizeBytes: reader.number(), mtimeNs, ctimeNs };
  return { name, kind, stamp };
}

/** More than `isSameStamp` asks for: nothing about the directory may be another. */
function areAllEqual(one: LocalStamp, other: LocalStamp): boolean {
  return (
    one.inode === other.inode &&
    one.ctimeNs === other.ctimeNs &&
    one.mtimeNs === other.mtimeNs &&
    one.sizeBytes === other.sizeBytes &&
    one.birthNs === other.birthNs &&
    one.device === other.device
  );
}
