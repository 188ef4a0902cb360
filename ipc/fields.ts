import { z } from 'zod';

/** Longest path that is taken from a window: more than any file system holds. */
const MAX_PATH_LENGTH = 32_768;

export const accountIdSchema = z.string().regex(/^[0-9a-z]{1,40}$/);
export const folderIdSchema = z.string().regex(/^[0-9a-z]{1,40}$/);
/** A place in a sync folder, `/` between names, `''` is the root. */
export const relativePathSchema = z
  .string()
  .max(MAX_PATH_LENGTH)
  .refine((path) => path === '' || path.split('/').every(isName), 'not a relative path');
/** One name within a directory. */
export const itemNameSchema = z
  .string()
  .max(MAX_PATH_LENGTH)
  .refine((name) => isName(name) && !name.includes('/'), 'not a name');
/** The two sides of a sync folder. */
export const sideSchema = z.enum(['local', 'remote']);
/** An absolute path of this computer. */
export const localPathSchema = z
  .string()
  .min(1)
  .max(MAX_PATH_LENGTH)
  .refine((path) => !path.includes('\0'), 'not a path');
/** Milliseconds since the epoch. */
export const timeMsSchema = z.number().nonnegative();
export const countSchema = z.number().int().nonnegative();
export const sizeBytesSchema = z.number().nonnegative();
/** An id that the engine made: conflict, kept version, history entry, hold. */
export const engineIdSchema = z.string().min(1).max(200);
/** A name that a window gives to a question of its own, to give it up by; never used twice. */
export const questionIdSchema = z.string().min(1).max(100);
/** A question that can be given up. */
export const question = { questionId: questionIdSchema.optional() };
/** The first of many paths, and how many there are. */
export const cappedPathsSchema = z.object({ items: z.array(relativePathSchema).readonly(), total: countSchema });
/** An input about one sync folder. */
export const inFolder = { folderId: folderIdSchema };
/** An output that is a list. */
export const listOf = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item).readonly() });
/** An input without fields. */
export const nothingSchema = z.strictObject({});
/** An output that only says that it was done. */
export const doneSchema = z.object({});
export type Done = z.infer<typeof doneSchema>;

function isName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !name.includes('\0');
}
