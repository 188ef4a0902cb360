import { z } from 'zod';
import { countSchema, relativePathSchema, sizeBytesSchema } from './fields.ts';

/** One directory of the server, for somebody who chooses what shall be here. */
const directoryChoiceSchema = z.object({
  name: z.string(),
  sizeBytes: sizeBytesSchema.optional(),
  /** Of all files at any depth; absent where nobody has looked into all of it. */
  fileCount: countSchema.optional(),
  sharing: z.enum(['none', 'shared', 'external']),
  isReadOnly: z.boolean(),
});

/** The directories in one directory. */
export const listedDirectoriesSchema = z.object({
  /** Of all that lies in it; absent where the server does not tell. */
  sizeBytes: sizeBytesSchema.optional(),
  items: z.array(directoryChoiceSchema).readonly(),
});

/** What is searched for; `isFurther`: some more directories are listed before. */
export const directorySearch = { text: z.string().min(1).max(200), isFurther: z.boolean() };

/** What a search has found so far. */
export const foundDirectoriesSchema = z.object({
  items: z.array(z.object({ path: relativePathSchema, sizeBytes: sizeBytesSchema.optional() })).readonly(),
  /** Also those that are too many to be told. */
  total: countSchema,
  /** Of the directories that sync does not look into: how many were listed for searches, and how many at least wait. */
  searched: countSchema,
  waiting: countSchema,
  /** Those that could not be looked into, while the rest could. */
  unreadable: countSchema,
});
