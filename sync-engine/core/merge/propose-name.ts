import type { NodeKind } from '../model/observation.ts';
import { MAX_PORTABLE_BYTES, splitName, toLegal, toSafeStem } from './legal-name.ts';
import { countUtf8Bytes, cutToBytes } from './name-bytes.ts';
import { isPortableName } from './names.ts';

/** An item whose name keeps it from being synced. */
export interface ProposalInput {
  readonly name: string;
  readonly kind: NodeKind;
  /** By another item; also under a name that differs only in case or Unicode form, for the strictest file system. */
  isTaken(candidate: string): boolean;
}

/** What is left of a name of blanks and dots. */
const NAMELESS = 'ohne Namen';

/** @see https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
const TRAILING = /[ .]+$/u;

/**
 * The name that an item could have instead: as near to its own as every system and server allows, at most 245 bytes, and
 * free (a number is added until it is). Undefined when nothing is wrong with the name that could be seen: then only a
 * person knows a better one. Pure.
 */
export function proposeName(input: ProposalInput): string | undefined {
  const { name, kind } = input;
  const legal = toPortable(name, kind);
  const { stem, extension } = splitName(legal, kind);
  for (let attempt = 1; ; attempt += 1) {
    const candidate = attempt === 1 ? legal : withTail(stem, ` (${attempt})${extension}`);
    if (candidate === name) {
      if (!input.isTaken(name)) return undefined;
    } else if (!input.isTaken(candidate)) return candidate;
  }
}

function toPortable(name: string, kind: NodeKind): string {
  const bare = toLegal(name).normalize('NFC').replace(TRAILING, '');
  if (bare.trim() === '') return NAMELESS;
  const { stem, extension } = splitName(bare, kind);
  const fitting = withTail(toSafeStem(stem), extension);
  if (isPortableName(fitting)) return fitting;
  // What is left are names that a system or a server keeps for itself; pieces of old uploads are known by their end.
  return isPortableName(`_${fitting}`) ? `_${fitting}` : `${fitting}_`;
}

function withTail(stem: string, tail: string): string {
  return cutToBytes(stem, MAX_PORTABLE_BYTES - countUtf8Bytes(tail)).replace(TRAILING, '') + tail;
}
