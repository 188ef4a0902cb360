import { z } from 'zod';
import { parseChecksum } from '../../core/model/checksum.ts';
import { parseHistoryEntry, toHistoryJson } from '../../core/model/history-record.ts';
import type { HistoryEntry } from '../../core/model/history.ts';
import { parseRelativePath } from '../../core/model/relative-path.ts';
import type { Result } from '../../core/model/sync-error.ts';
import type { Filesystem } from '../../filesystem/filesystem.ts';
import type { KeptRow } from '../../sync-database/sync-database.ts';

/**
 * What a person did in a sync folder without its lock. The sync database belongs to whoever holds the lock, so the act
 * is noted in a private file, which that process takes over the next time it tidies up.
 */
export interface ActNote {
  /** False until the act is over; then only `kept` may be true. */
  readonly isDone: boolean;
  readonly entry: HistoryEntry;
  /** What the act put into the safety store. */
  readonly kept: KeptRow | undefined;
}

const PREFIX = 'act-';

const pathSchema = z.string().transform((text, context) => {
  const path = parseRelativePath(text);
  if (path === undefined) context.addIssue('no path');
  return path ?? z.NEVER;
});

const keptSchema: z.ZodType<KeptRow> = z.object({
  keepId: z.string(),
  originalPath: pathSchema,
  sizeBytes: z.number(),
  checksum: z
    .string()
    .optional()
    .transform((text) => parseChecksum(text ?? '')),
  keptAtMs: z.number(),
  reason: z.enum(['removed-on-server', 'replaced-by-server-version', 'undone', 'found']),
});

const noteSchema: z.ZodType<ActNote> = z.object({
  isDone: z.boolean(),
  entry: z.unknown().transform((value, context) => {
    const entry = parseHistoryEntry(value);
    if (entry === undefined) context.addIssue('no entry');
    return entry ?? z.NEVER;
  }),
  kept: keptSchema.optional().transform((kept) => kept),
});

/** Writes a note, or its newer state. */
export function writeActNote(filesystem: Filesystem, note: ActNote): Promise<Result<void>> {
  const kept = note.kept === undefined ? '' : `,"kept":${JSON.stringify(note.kept)}`;
  const text = `{"isDone":${String(note.isDone)},"entry":${toHistoryJson(note.entry)}${kept}}\n`;
  return filesystem.writePrivate(toName(note), text);
}

/** Takes a note away: its act did not happen, or the database has it. */
export function removeActNote(filesystem: Filesystem, note: ActNote): Promise<Result<void>> {
  return filesystem.removePrivate(toName(note));
}

/** All notes that are there and can be read; others stay where they are. */
export async function readActNotes(filesystem: Filesystem): Promise<readonly ActNote[]> {
  const notes: ActNote[] = [];
  for (const name of await filesystem.listPrivate(PREFIX)) {
    const note = parseNote((await filesystem.readPrivate(name)) ?? '');
    if (note !== undefined) notes.push(note);
  }
  return notes;
}

function parseNote(text: string): ActNote | undefined {
  try {
    return noteSchema.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function toName({ entry }: ActNote): string {
  return `${PREFIX}${entry.id}.json`;
}
