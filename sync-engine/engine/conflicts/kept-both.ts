import { z } from 'zod';
import type { Pair } from '../../core/conflicts/pairs.ts';
import type { Exchange } from '../../core/model/conflict.ts';
import { secondPath } from '../../core/model/conflict.ts';
import type { NodeId } from '../../core/model/ids.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { parseRelativePath } from '../../core/model/relative-path.ts';
import type { FolderPorts } from '../parts.ts';

/**
 * Private file that names second versions which a person keeps beside the first, and which the organisation lets go
 * nowhere. Of these the server and the names on the disk tell only that there are two: without this file whoever lost
 * the sync database would be asked once more what is long decided.
 */
const FILE = 'kept-both.json';

/** Second versions by their place, and when it was decided, in ms since the epoch. */
export type KeptBoth = ReadonlyMap<RelativePath, number>;

/** No clock shows a later time, and what is told until when has a date as well. */
const LAST_MS = Date.UTC(9999, 11, 31);

const fileSchema = z.array(z.object({ path: z.string(), atMs: z.number().min(0).max(LAST_MS) }));

type KeptBothPorts = Pick<FolderPorts, 'filesystem' | 'logger'>;

/** What was written down last; nothing when it cannot be read. */
export async function readKeptBoth({ filesystem }: KeptBothPorts): Promise<KeptBoth> {
  const entries = parseEntries(await filesystem.readPrivate(FILE)).map(({ path, atMs }) => {
    const place = parseRelativePath(path);
    return place === undefined ? [] : [[place, atMs] as const];
  });
  return new Map(entries.flat());
}

function parseEntries(text = '[]'): z.infer<typeof fileSchema> {
  try {
    return fileSchema.safeParse(JSON.parse(text)).data ?? [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

/** A decision that is only known from the file: both stayed as they were, so there are no bytes to name. */
export function toExchange(atMs: number): Exchange {
  const untouched = { before: undefined, after: undefined, keepId: undefined };
  return { how: 'both', atMs, original: untouched, second: untouched, renamedTo: undefined };
}

/**
 * Writes down what the records say now. What no record knows any more stays until its file is gone, and so does what
 * this look did not show whole. A failure is logged and tried again by the next review: only a loss of the sync
 * database makes use of it.
 */
export async function writeKeptBoth(
  known: KeptBoth,
  { pairs, staying }: { readonly pairs: readonly Pair[]; readonly staying: ReadonlySet<NodeId> },
  { filesystem, logger }: KeptBothPorts,
): Promise<void> {
  const next = new Map(known);
  for (const { record, path, original, second } of pairs) {
    const place = secondPath(path, record.secondName);
    const decided = record.state.kind === 'resolved' && record.state.exchange.how === 'both' ? record.state : undefined;
    if (decided === undefined) next.delete(place);
    else if (original !== undefined && second !== undefined) {
      if (staying.has(second.id)) next.set(place, decided.exchange.atMs);
      else next.delete(place);
    }
  }
  for (const path of known.keys()) if ((await filesystem.stat(path)).kind === 'absent') next.delete(path);
  if (isSame(known, next)) return;
  const entries = Array.from(next, ([path, atMs]) => ({ path, atMs }));
  const written = await filesystem.writePrivate(FILE, `${JSON.stringify(entries)}\n`);
  if (!written.ok) logger.warn('decisions-not-written-down', { code: written.error.code });
}

function isSame(one: KeptBoth, other: KeptBoth): boolean {
  return one.size === other.size && [...one].every(([path, atMs]) => other.get(path) === atMs);
}
