import { z } from 'zod';
import { parseChecksum } from '../core/model/checksum.ts';
import type { HistoryEntry, HistoryVerb, NoReversal, Reversal } from '../core/model/history.ts';
import { toHistoryId } from '../core/model/ids.ts';
import { parseRelativePath } from '../core/model/relative-path.ts';

/** The stored form of history entries, in the sync database and in private files of the sync folder. */

/** Every verb that an entry can have. */
export const HISTORY_VERBS = [
  'upload',
  'download',
  'conflict',
  'make-directory',
  'move',
  'remove',
  'restore',
] as const satisfies readonly HistoryVerb[];

const NO_REVERSALS = [
  'needs-server-versions',
  'needs-server-trash',
  'two-versions',
  'not-recorded',
] as const satisfies readonly NoReversal[];

const checksum = z.string().transform((text, context) => {
  const parsed = parseChecksum(text);
  if (parsed === undefined) context.addIssue('no checksum');
  return parsed ?? z.NEVER;
});

const path = z.string().transform((text, context) => {
  const parsed = parseRelativePath(text);
  if (parsed === undefined) context.addIssue('no path');
  return parsed ?? z.NEVER;
});

const historyId = z
  .string()
  .regex(/^[0-9a-z]{1,40}-[0-9]{1,9}$/)
  .transform(toHistoryId);

const keepId = z.string().regex(/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$/);

const reversalSchema: z.ZodType<Reversal> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('keep-file'), checksum }),
  z.object({ kind: z.literal('restore'), keepId }),
  z.object({ kind: z.literal('put-back'), keepId, checksum }),
  z.object({
    kind: z.literal('move-back'),
    inode: z
      .string()
      .regex(/^\d+$/)
      .transform(BigInt)
      .optional()
      .transform((inode) => inode),
    checksum: checksum.optional().transform((sum) => sum),
  }),
  z.object({ kind: z.literal('remove-directory') }),
  z.object({ kind: z.literal('make-directory') }),
  z.object({ kind: z.literal('none'), why: z.enum(NO_REVERSALS) }),
]);

/** Reads a stored entry back; throws what zod throws when it is none. */
export const historyEntrySchema: z.ZodType<HistoryEntry> = z.object({
  id: historyId,
  runId: z.string(),
  atMs: z.number(),
  verb: z.enum(HISTORY_VERBS),
  side: z.enum(['local', 'remote']),
  nodeKind: z.enum(['file', 'directory']),
  path,
  target: path.optional().transform((target) => target),
  reversal: reversalSchema,
  undoes: historyId.optional().transform((id) => id),
});

/** JSON of an entry or of its reversal. */
export function toHistoryJson(value: HistoryEntry | Reversal): string {
  return JSON.stringify(value, (_key, field: unknown) => (typeof field === 'bigint' ? field.toString() : field));
}

/** What was stored by `toHistoryJson`. What cannot be read is not a reason to lose the rest: it is `not-recorded`. */
export function parseReversal(json: string): Reversal {
  try {
    const parsed = reversalSchema.safeParse(JSON.parse(json));
    if (parsed.success) return parsed.data;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return { kind: 'none', why: 'not-recorded' };
}
