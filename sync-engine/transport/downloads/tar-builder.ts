import { Header, Pax } from 'tar';

const BLOCK_BYTES = 512;

/** One entry of an archive that a test makes. */
export interface TarEntry {
  readonly path: string;
  readonly text?: string;
  readonly type?: 'File' | 'Directory' | 'SymbolicLink' | 'Link';
  readonly linkpath?: string;
  /** Other than the length of the text, for headers that lie. */
  readonly sizeBytes?: number;
  /** In an extended header in front. */
  readonly extended?: Readonly<{ path?: string; size?: number }>;
}

/** End of every whole archive. */
export const TAR_END = Buffer.alloc(2 * BLOCK_BYTES);

/** Bytes of entries, without the end of the archive. For tests only. */
export function toTar(...entries: readonly TarEntry[]): Buffer {
  return Buffer.concat(entries.flatMap(toBlocks));
}

function toBlocks({ path, text = '', type = 'File', linkpath, sizeBytes, extended }: TarEntry): readonly Buffer[] {
  const bytes = Buffer.from(text);
  const header = Buffer.alloc(BLOCK_BYTES);
  const size = sizeBytes ?? bytes.length;
  const link = linkpath === undefined ? {} : { linkpath };
  new Header({ path, type, size, mode: 0o644, mtime: new Date(0), ...link }).encode(header);
  const padding = Buffer.alloc((BLOCK_BYTES - (bytes.length % BLOCK_BYTES)) % BLOCK_BYTES);
  return [...(extended === undefined ? [] : [new Pax(extended).encode()]), header, bytes, padding];
}
