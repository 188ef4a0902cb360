import { z } from 'zod';
import { engineIdSchema, folderIdSchema, relativePathSchema, timeMsSchema } from './fields.ts';

/** Below the state directory: where copies for reading lie. */
export const COPIES_DIRECTORY = 'copies';

/** One file of a sync folder; with a `keepId` the version that the safety store keeps of what was at `path`. */
export const fileInFolder = {
  folderId: folderIdSchema,
  path: relativePathSchema,
  keepId: engineIdSchema.optional(),
};

/** A copy for reading, with words that go into its name: what it is, and that it cannot be written to. */
export const copyInputSchema = z.strictObject({
  ...fileInFolder,
  label: z.string().regex(/^[\p{L}\p{N} ,-]{1,60}$/u),
});

const textSchema = z.string().max(200).optional();
const itemCountSchema = z.number().int().nonnegative().optional();

/** What is inside a file, as far as a window can show it. Nothing of it is ever run, or read as a page. */
export const previewSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string(), isWhole: z.boolean() }),
  z.object({ kind: z.literal('image'), mediaType: z.string(), base64: z.string() }),
  z.object({ kind: z.literal('pdf'), base64: z.string() }),
  /** What an office document says about itself. */
  z.object({
    kind: z.literal('document'),
    title: textSchema,
    author: textSchema,
    lastModifiedBy: textSchema,
    modifiedAtMs: timeMsSchema.optional(),
    pages: itemCountSchema,
    slides: itemCountSchema,
    /** Names of the sheets, the first fifty at most. */
    sheets: z.array(z.string().max(200)).max(50).readonly().optional(),
  }),
  z.object({ kind: z.literal('none'), why: z.enum(['too-large', 'no-preview', 'damaged']) }),
]);
export type Preview = z.infer<typeof previewSchema>;
