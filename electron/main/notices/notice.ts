import { z } from 'zod';
import type { FolderView } from '#ipc/folder-view.ts';

/** What a person paused without saying until when, and may have forgotten. */
export type Forgotten =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'everything' }
  | { readonly kind: 'folders'; readonly folders: readonly FolderView[] };

/** Something that is worth an interruption. */
export type Notice =
  /** Questions that only a person can answer. */
  | { readonly kind: 'decisions'; readonly count: number }
  | { readonly kind: 'two-versions'; readonly count: number }
  /** They, or a pause without an end, have been there for a day since they were last told. */
  | { readonly kind: 'reminder'; readonly decisions: number; readonly conflicts: number; readonly paused: Forgotten }
  /** Nothing of these folders is synced before somebody signs in. */
  | { readonly kind: 'sign-in'; readonly folders: readonly FolderView[] }
  /** Nothing of these folders is synced, the latest of them since then. */
  | { readonly kind: 'failure'; readonly folders: readonly FolderView[]; readonly sinceMs: number }
  /** So many items of these folders have not been synced for a while; everything else has. */
  | { readonly kind: 'problems'; readonly folders: readonly FolderView[]; readonly count: number }
  /** What happened to these folders without anybody's doing; `isRestored`: all of it is a server that went back in time. */
  | { readonly kind: 'news'; readonly folders: readonly FolderView[]; readonly isRestored: boolean };

const timeMsSchema = z.number().nonnegative();
const countSchema = z.number().int().nonnegative();

/** What has been told, so that nothing is told twice; also by the next start of the program. */
export const noticeMemorySchema = z.object({
  /** Times of the notices of the last hour, in ms since the epoch. */
  toldAtMs: z.array(timeMsSchema).max(100).readonly(),
  /** Decisions that a person has been told of. */
  decisions: countSchema,
  /** Files in two versions that a person has been told of, and when that was. */
  conflicts: countSchema.default(0),
  versionsToldAtMs: timeMsSchema.optional(),
  /** When somebody was last told what waits for them, or since when it waits; undefined while nothing does. */
  waitingSinceMs: timeMsSchema.optional(),
  /** Folders whose failure has been told, by the time since when it lasts and the weeks for which it has. */
  failures: z.array(z.string()).max(1_000).readonly(),
  /** Accounts that a person has been asked to sign in to. */
  signIns: z.array(z.string()).max(1_000).readonly().default([]),
  /** So many problems a person has been told of, by folder, and when they were last told of any. */
  problems: z.record(z.string(), countSchema).default({}),
  problemsToldAtMs: timeMsSchema.optional(),
  /** News that have been told, by folder and what they are about, until somebody has seen them. */
  news: z.array(z.string()).max(1_000).readonly().default([]),
});
export type NoticeMemory = Readonly<z.infer<typeof noticeMemorySchema>>;

export const NOTHING_TOLD: NoticeMemory = {
  toldAtMs: [],
  decisions: 0,
  conflicts: 0,
  failures: [],
  signIns: [],
  problems: {},
  news: [],
};
