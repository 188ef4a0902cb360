import { z } from 'zod';
import { countSchema, relativePathSchema, timeMsSchema } from './fields.ts';

/** Most paths that are named; the count is of all. */
export const MAX_NEWS_PATHS = 20;

/** One for each reason, and the latest of it; `atMs` since the epoch. */
const united = {
  kind: z.literal('united'),
  why: z.enum([
    'other-local-folder',
    'other-server',
    'other-remote-folder',
    'server-restored',
    'server-older-than-base',
    'old-database',
    'base-broken',
    'database-broken',
  ]),
  atMs: timeMsSchema,
};

/** All that were repaired and nobody has seen; `atMs` is of the last one. */
const repaired = { kind: z.literal('damage-repaired'), count: countSchema, atMs: timeMsSchema };

/**
 * What has happened to a sync folder without anybody's doing, and a person should know of: told until somebody has seen
 * it.
 */
export const folderNewsSchema = z.discriminatedUnion('kind', [
  /** What both sides had agreed on could not be used: they were united, and nothing was deleted. */
  z.object(united),
  /** Files that a crash had damaged here: the server's versions come back, the damaged ones are kept. */
  z.object({ ...repaired, paths: z.array(relativePathSchema).max(MAX_NEWS_PATHS).readonly() }),
]);
export type FolderNews = z.infer<typeof folderNewsSchema>;

/** News as somebody saw them: what came between the look and the answer was not seen. */
export const seenNewsSchema = z.discriminatedUnion('kind', [z.strictObject(united), z.strictObject(repaired)]);
export type SeenNews = z.infer<typeof seenNewsSchema>;
