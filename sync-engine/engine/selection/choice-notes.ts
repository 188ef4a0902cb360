import { z } from 'zod';
import { toFileId } from '../../core/model/ids.ts';
import { parseRelativePath } from '../../core/model/relative-path.ts';
import type { SelectionAct } from '../../core/model/selection.ts';
import type { Result } from '../../core/model/sync-error.ts';
import type { Filesystem } from '../../filesystem/filesystem.ts';

/** Acts of a person that belong together, waiting in a private file for whoever has the sync database. */
export interface ChoiceNote {
  /** Name of the file. */
  readonly name: string;
  readonly acts: readonly SelectionAct[];
  /** When the person acted, in ms since the epoch. */
  readonly atMs: number;
}

const PREFIX = 'choice-';

/** Digits of a time in ms, so that names sort as the acts came: enough until the year 5138. */
const TIME_DIGITS = 14;

const directorySchema = z.object({
  kind: z.enum(['deselect', 'select']),
  fileId: z.string().min(1).transform(toFileId),
  path: z.string().transform((text, context) => {
    const path = parseRelativePath(text);
    if (path === undefined) context.addIssue('no path');
    return path ?? z.NEVER;
  }),
});

const ruleSchema = z.object({
  kind: z.literal('new-directories'),
  rule: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('ask') }),
    z.object({
      kind: z.literal('take'),
      askAboveBytes: z
        .number()
        .nonnegative()
        .optional()
        .transform((bytes) => bytes),
    }),
  ]),
});

const noteSchema = z.object({
  atMs: z.number(),
  acts: z.array(z.discriminatedUnion('kind', [directorySchema, ruleSchema])),
});

/** Leaves acts for the next run, wherever it happens; behind all that wait already, whatever the clock says. */
export async function writeChoiceNote(
  { acts, nowMs }: { readonly acts: readonly SelectionAct[]; readonly nowMs: number },
  parts: { readonly filesystem: Pick<Filesystem, 'listPrivate' | 'writePrivate'>; readonly randomId: () => string },
): Promise<Result<void>> {
  const last = (await parts.filesystem.listPrivate(PREFIX)).at(-1) ?? '';
  const lastMs = Number(last.slice(PREFIX.length, PREFIX.length + TIME_DIGITS));
  const atMs = lastMs >= nowMs ? lastMs + 1 : nowMs;
  const name = `${PREFIX}${String(atMs).padStart(TIME_DIGITS, '0')}-${parts.randomId()}.json`;
  return parts.filesystem.writePrivate(name, `${JSON.stringify({ atMs, acts })}\n`);
}

/** Leaves acts in the place of all that wait, for a folder that begins anew; without acts nothing waits afterwards. */
export async function replaceChoiceNotes(
  note: { readonly acts: readonly SelectionAct[]; readonly nowMs: number },
  parts: {
    readonly filesystem: Pick<Filesystem, 'listPrivate' | 'writePrivate' | 'removePrivate'>;
    readonly randomId: () => string;
  },
): Promise<Result<void>> {
  for (const name of await parts.filesystem.listPrivate(PREFIX)) await parts.filesystem.removePrivate(name);
  return note.acts.length === 0 ? { ok: true, value: undefined } : writeChoiceNote(note, parts);
}

/** All notes that are there and can be read, from the oldest to the newest; others stay where they are. */
export async function readChoiceNotes(
  filesystem: Pick<Filesystem, 'listPrivate' | 'readPrivate'>,
): Promise<readonly ChoiceNote[]> {
  const notes: ChoiceNote[] = [];
  for (const name of await filesystem.listPrivate(PREFIX)) {
    const note = parseNote((await filesystem.readPrivate(name)) ?? '');
    if (note !== undefined) notes.push({ ...note, name });
  }
  return notes;
}

function parseNote(text: string): Omit<ChoiceNote, 'name'> | undefined {
  try {
    return noteSchema.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
