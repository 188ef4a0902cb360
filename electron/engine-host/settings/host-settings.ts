import { z } from 'zod';
import { accountIdSchema, folderIdSchema, localPathSchema, relativePathSchema, timeMsSchema } from '#ipc/fields.ts';
import { folderNewsSchema } from '#ipc/folder-news.ts';
import { proxySettingsSchema } from '#policies/proxy-settings.ts';
import { syncSettingsSchema } from '#policies/settings.ts';

/** A pause that a person asked for; without a time it ends when somebody says so. */
const askedPauseSchema = z.object({ untilMs: timeMsSchema.optional() });
export type AskedPause = z.infer<typeof askedPauseSchema>;

const folderSettingsSchema = z.object({
  folderId: folderIdSchema,
  accountId: accountIdSchema,
  localPath: localPathSchema,
  remotePath: relativePathSchema,
  spaceId: z.string().optional(),
  spaceName: z.string().optional(),
  pause: askedPauseSchema.optional(),
  /** Exclude patterns of this folder alone; absent: none. */
  excludes: z.string().max(100_000).optional(),
  /** What a person has not seen yet; absent: nothing. What cannot be read any more costs only itself. */
  news: z.array(folderNewsSchema).readonly().optional().catch(undefined),
});
export type FolderSettings = z.infer<typeof folderSettingsSchema>;

/** What the engine host remembers of folders and settings; nothing that changes often. Accounts have their own file. */
export const hostSettingsSchema = z.object({
  version: z.literal(1),
  folders: z.array(folderSettingsSchema).readonly(),
  pause: askedPauseSchema.optional(),
  /** Absent until a person has saved settings. */
  sync: syncSettingsSchema.optional(),
  /** Absent until a person has saved it. */
  proxy: proxySettingsSchema.optional(),
});
export type HostSettings = z.infer<typeof hostSettingsSchema>;

/** What a program that has never run remembers. */
export const FIRST_SETTINGS: HostSettings = { version: 1, folders: [] };

/** What was read. */
export interface ReadSettings {
  readonly settings: HostSettings;
  /** Where settings are kept that nobody could read; absent when there were none, or since new ones were written. */
  readonly lostPath?: string;
}

/** Where the settings outlive the process. Every write is whole: after a crash either the old or the new ones are there. */
export interface SettingsFile {
  /** The first settings when nothing was ever written, or nothing of it can be read. */
  read(): ReadSettings;
  /** False when the disk did not take it; the old settings are still there then. */
  write(settings: HostSettings): boolean;
}
