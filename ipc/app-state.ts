import { z } from 'zod';
import {
  accountIdSchema,
  countSchema,
  engineIdSchema,
  folderIdSchema,
  relativePathSchema,
  sideSchema,
  sizeBytesSchema,
  timeMsSchema,
} from './fields.ts';
import { folderViewSchema, pauseSchema } from './folder-view.ts';
import { organisationSchema } from '#policies/policies.ts';
import { historyVerbSchema } from './history-view.ts';

/** One sign-in to one server as the windows show it. */
export const accountViewSchema = z.object({
  accountId: accountIdSchema,
  serverUrl: z.string(),
  serverKind: z.enum(['owncloud10', 'infinite-scale']),
  productName: z.string(),
  userName: z.string(),
  displayName: z.string(),
  /** `needed`: the server refuses what we know, or nothing is known. */
  signIn: z.enum(['signed-in', 'needed']),
  /** False when the secret lives in memory only, because the computer has no keychain. */
  isRemembered: z.boolean(),
  quota: z.object({ usedBytes: sizeBytesSchema, availableBytes: sizeBytesSchema.optional() }).optional(),
});
export type AccountView = z.infer<typeof accountViewSchema>;

/** Why the list of accounts cannot be used; it was left as it is. */
export const accountsFaultSchema = z.object({
  code: z.enum(['accounts-file-damaged', 'accounts-file-unreadable']),
  path: z.string(),
  /** What exactly is wrong; never what the file holds. */
  detail: z.string(),
});

/** One item that was synced a moment ago; newest first in lists. */
export const recentItemSchema = z.object({
  folderId: folderIdSchema,
  path: relativePathSchema,
  target: relativePathSchema.optional(),
  verb: historyVerbSchema,
  side: sideSchema,
  atMs: timeMsSchema,
  /** The entry of the history; absent for what cannot be undone there. */
  historyId: engineIdSchema.optional(),
});
export type RecentItem = z.infer<typeof recentItemSchema>;

/** As many items as the windows list without asking for the history. */
export const MAX_RECENT = 50;

/**
 * Everything that all windows and the tray show without asking further. It only ever changes by `applyChange`, so that
 * whoever holds a copy has the same one.
 */
export const appStateSchema = z.object({
  /** Goes up by one with every change. A new engine host starts with another `hostId`. */
  revision: countSchema,
  hostId: z.string(),
  accounts: z.array(accountViewSchema).readonly(),
  /** While it is there, `accounts` tells what was known before, and says nothing about what is in the file. */
  accountsFault: accountsFaultSchema.optional(),
  folders: z.array(folderViewSchema).readonly(),
  /** Where the list of folders is kept that nobody could read: `folders` is no proof that there were none. */
  lostPath: z.string().optional(),
  /** Absent: it has decided nothing. Does not change while an engine host lives. */
  organisation: organisationSchema.optional(),
  /** The pause of everything. */
  pause: pauseSchema.optional(),
  recent: z.array(recentItemSchema).max(MAX_RECENT).readonly(),
});
export type AppState = z.infer<typeof appStateSchema>;
