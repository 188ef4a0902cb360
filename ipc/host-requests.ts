import { z } from 'zod';
import { appStateSchema } from './app-state.ts';
import { directorySearch, foundDirectoriesSchema, listedDirectoriesSchema } from './directory-choice.ts';
import {
  accountIdSchema,
  cappedPathsSchema,
  countSchema,
  doneSchema,
  engineIdSchema,
  folderIdSchema,
  inFolder,
  listOf,
  localPathSchema,
  nothingSchema,
  question,
  relativePathSchema,
  sizeBytesSchema,
} from './fields.ts';
import { seenNewsSchema } from './folder-news.ts';
import { pauseLengthSchema, transferViewSchema } from './folder-view.ts';
import { historyRequests } from './history-requests.ts';
import { excludedViewSchema } from './path-view.ts';
import { proxySettingsSchema, proxyViewSchema } from '#policies/proxy-settings.ts';
import { pathRequests } from './path-requests.ts';
import { defineRequests } from './request-contract.ts';
import { excludesSchema, newDirectoriesSchema, syncSettingsSchema } from '#policies/settings.ts';

const urlSchema = z.string().min(1).max(2_048);
const secretSchema = z.string().min(1).max(10_000);
/** Absent: everything. */
const inFolderOrAll = { folderId: folderIdSchema.optional() };
const onServer = { accountId: accountIdSchema, spaceId: z.string().min(1).max(500).optional() };

/** False when the keychain may still hold the secret: then a person has to remove it there. */
const signedOutSchema = z.object({ isSecretRemoved: z.boolean() });

const accountRequests = defineRequests({
  /** Reads an address as a person typed it and asks the server who it is. Sends no secret. */
  detectServer: {
    input: z.strictObject({ url: urlSchema }),
    output: z.object({
      /** The address without what people copy along. */
      serverUrl: z.string(),
      /** The server that was asked sends to another one: show both before a password is typed. */
      movedFrom: z.string().optional(),
      productName: z.string(),
      version: z.string(),
      /** How a person can sign in there, best first. */
      signIn: z.array(z.enum(['browser', 'password'])).readonly(),
    }),
  },
  /**
   * Checks a password or app password with the server and keeps it in the keychain, else in memory. With an account it is
   * signed in again; another person, or another server, is `wrong-user`.
   */
  signInWithPassword: {
    input: z.strictObject({
      serverUrl: urlSchema,
      userName: z.string().min(1).max(500),
      password: secretSchema,
      accountId: accountIdSchema.optional(),
    }),
    output: z.object({ accountId: accountIdSchema }),
  },
  /** Begins a sign-in in the browser; the shell opens the address. */
  startBrowserSignIn: {
    input: z.strictObject({ serverUrl: urlSchema, accountId: accountIdSchema.optional() }),
    output: z.object({ signInId: engineIdSchema, url: z.string() }),
  },
  /** Ends when the person has signed in, said no, or nothing came for ten minutes. */
  finishBrowserSignIn: {
    input: z.strictObject({ signInId: engineIdSchema }),
    output: z.object({ accountId: accountIdSchema }),
  },
  cancelBrowserSignIn: { input: z.strictObject({ signInId: engineIdSchema }), output: doneSchema },
  /** Forgets the secret; sync folders stay and wait for the next sign-in. */
  signOut: { input: z.strictObject({ accountId: accountIdSchema }), output: signedOutSchema },
  /** Forgets an account with its secret and its sync folders; no file is touched. */
  removeAccount: { input: z.strictObject({ accountId: accountIdSchema }), output: signedOutSchema },
  /**
   * Gives a list of accounts that cannot be used another name, whole, so that a new one begins. Sync folders wait for a
   * sign-in. `keptPath` is absent when it can be used again. Codes: `local-access-denied`; nothing has changed then.
   */
  setAccountsAside: { input: nothingSchema, output: z.object({ keptPath: localPathSchema.optional() }) },
  /** Where files can be synced from. */
  listSpaces: {
    input: z.strictObject({ accountId: accountIdSchema }),
    output: listOf(
      z.object({
        spaceId: z.string().optional(),
        name: z.string(),
        /** `shares`: everything that others share with this person, in one place; `shared`: one of it. */
        kind: z.enum(['personal', 'project', 'shares', 'shared']),
        /** Nothing that lies directly in it can be changed; absent when the server does not tell. */
        isReadOnly: z.boolean().optional(),
        usedBytes: sizeBytesSchema.optional(),
        /** Absent without a limit, or when it is not told. */
        totalBytes: sizeBytesSchema.optional(),
      }),
    ),
  },
  /** The directories in one directory of a space, by name, for somebody who chooses before anything is synced. */
  listServerDirectories: {
    input: z.strictObject({ ...onServer, path: relativePathSchema }),
    output: listedDirectoriesSchema,
  },
  /** As `searchDirectories`, before anything is synced: all of the space is listed from the top down. */
  searchServerDirectories: {
    input: z.strictObject({ ...onServer, ...directorySearch }),
    output: foundDirectoriesSchema,
  },
});

const folderRequests = defineRequests({
  /** A free place below the user's home for files of this account. */
  suggestLocalFolder: {
    input: z.strictObject({ ...onServer, spaceName: z.string().max(500).optional() }),
    output: z.object({ localPath: localPathSchema }),
  },
  /** What a place of this computer is good for, before a person decides on it. */
  inspectLocalFolder: {
    input: z.strictObject({ localPath: localPathSchema }),
    output: z.object({
      /** `overlaps`: it lies in a sync folder, or holds one, on one drive. `was-synced`: it has been a sync folder before. */
      kind: z.enum([
        'missing',
        'empty',
        'has-files',
        'was-synced',
        'overlaps',
        'is-file',
        'not-writable',
        'program-data',
      ]),
      freeBytes: sizeBytesSchema.optional(),
      /** What of it a choice must leave. */
      reserveBytes: sizeBytesSchema.optional(),
    }),
  },
  /**
   * Makes the local folder where it is missing, and begins to sync. Files on both sides are united, none is deleted.
   * `remote-folder-missing`: one of `deselected` is not there any more; nothing has been made then.
   */
  addFolder: {
    input: z.strictObject({
      ...onServer,
      /** The name of the space, to be shown. */
      spaceName: z.string().min(1).max(500).optional(),
      remotePath: relativePathSchema,
      localPath: localPathSchema,
      /** Directories below `remotePath` that never come; all others do. Absent: as it was here before, else all come. */
      deselected: z.array(relativePathSchema).max(100_000).readonly().optional(),
    }),
    output: z.object(inFolder),
  },
  /** Ends syncing; the files stay on both sides. */
  removeFolder: { input: z.strictObject(inFolder), output: doneSchema },
  /** An empty folder is in the place of the synced one, and a person says that it shall be filled. */
  acceptReplacedFolder: { input: z.strictObject(inFolder), output: doneSchema },
  /**
   * Moves the folder to a place where nothing is; answers when it is there. Nothing is transferred again, and until the
   * end everything is at the old place. `isOldLeft`: on another disk; the old folder is still there, for a person to
   * remove. Codes: as `addFolder`, `path-taken`, `disk-full`, `still-changing`, `cancelled`, those of the disk.
   */
  moveFolder: {
    input: z.strictObject({ ...inFolder, localPath: localPathSchema }),
    output: z.object({ isOldLeft: z.boolean() }),
  },
  /**
   * Looks whether everything in the folder that a move to another disk has left is as it was when it was copied. Codes:
   * `item-missing` when nothing is left, or that move was in an earlier session; those of the disk.
   */
  checkOldFolder: {
    input: z.strictObject(inFolder),
    output: z.object({
      localPath: localPathSchema,
      /** Items that are new or were touched since, and the first of them, relative to the folder. */
      changed: countSchema,
      paths: z.array(z.string()).readonly(),
    }),
  },
  /** Gives up a move, as long as it is not complete. */
  cancelMove: { input: z.strictObject(inFolder), output: doneSchema },
  /** Where a folder is that a person has moved. `folder-not-the-same`: that is not it. */
  locateFolder: { input: z.strictObject({ ...inFolder, localPath: localPathSchema }), output: doneSchema },
  pause: { input: z.strictObject({ ...inFolderOrAll, length: pauseLengthSchema }), output: doneSchema },
  /** Also overrides a pause for the network or the battery until its cause is over. */
  resume: { input: z.strictObject(inFolderOrAll), output: doneSchema },
  /** Looks at everything at once and tries what failed. */
  syncNow: { input: z.strictObject(inFolderOrAll), output: doneSchema },
  /** A person knows. `changed-since`: more has come since the look; nothing is dismissed then. */
  dismissNews: { input: z.strictObject({ ...inFolder, seen: seenNewsSchema }), output: doneSchema },
  /** Directories of the server that are not on this computer: by choice, or because nobody has decided yet. */
  getSelection: {
    input: z.strictObject(inFolder),
    output: z.object({
      deselected: z.array(relativePathSchema).readonly(),
      undecided: z.array(relativePathSchema).readonly(),
      newDirectories: newDirectoriesSchema,
      /** Room on the disk of the folder, and what of it a choice must leave. */
      disk: z.object({ freeBytes: sizeBytesSchema, reserveBytes: sizeBytesSchema }),
    }),
  },
  /** The directories in one directory of the server, by name, for somebody who chooses. Codes: `folder-at-rest`. */
  listDirectoryChoices: {
    input: z.strictObject({ ...inFolder, path: relativePathSchema }),
    output: listedDirectoriesSchema,
  },
  /**
   * Directories of the server with this text in their names, by path: those that the engine has seen, and those that were
   * listed for searches. `isFurther` lists some more before: call it again until nothing waits. Codes: `folder-at-rest`.
   */
  searchDirectories: {
    input: z.strictObject({ ...inFolder, ...directorySearch }),
    output: foundDirectoriesSchema,
  },
  /** What is here in these directories that the server does not have like that. From a fresh look at the disk. Code: `cancelled`. */
  findUnsynced: {
    input: z.strictObject({ ...inFolder, ...question, paths: z.array(relativePathSchema).max(100_000).readonly() }),
    output: z.object({
      /** Files that stay here when the directories leave. */
      staying: cappedPathsSchema,
      /** Items that were renamed or moved here, of which the server would never hear. */
      renamed: cappedPathsSchema,
    }),
  },
  /** From now on exactly these are not on this computer; whatever was undecided is decided. On the server nothing happens. */
  changeSelection: {
    input: z.strictObject({
      ...inFolder,
      /** Those that were shown as not on this computer. `decision-list-changed`: one of them is elsewhere by now. */
      seen: z.array(relativePathSchema).max(100_000).readonly(),
      deselected: z.array(relativePathSchema).max(100_000).readonly(),
      /** Absent: as before. */
      newDirectories: newDirectoriesSchema.optional(),
    }),
    output: doneSchema,
  },
});

const transferRequests = defineRequests({
  /** What is being transferred and what comes next, two hundred at most; `waiting` counts all that have not begun. */
  listTransfers: {
    input: z.strictObject(inFolder),
    output: z.object({ items: z.array(transferViewSchema).readonly(), waiting: countSchema }),
  },
  /** Brings one to the front. `item-missing`: it does not wait any more. */
  hurryTransfer: { input: z.strictObject({ ...inFolder, path: relativePathSchema }), output: doneSchema },
});

/** Requests that the engine host answers. */
export const hostRequests = defineRequests({
  getState: { input: nothingSchema, output: appStateSchema },
  ...accountRequests,
  ...folderRequests,
  ...pathRequests,
  ...transferRequests,
  ...historyRequests,
  /** Patterns of each folder alone, and those that always count. Those of all folders are in the sync settings. */
  getExcludes: {
    input: nothingSchema,
    output: z.object({
      folders: z.array(z.object({ ...inFolder, excludes: z.string() })).readonly(),
      defaults: z.array(z.string()).readonly(),
    }),
  },
  changeFolderExcludes: { input: z.strictObject({ ...inFolder, excludes: excludesSchema }), output: doneSchema },
  /** What of that which is synced now patterns would hit that do not count yet. */
  previewExcludes: {
    input: z.strictObject({ ...inFolder, edited: excludesSchema, others: excludesSchema }),
    output: z.object({
      /** Lines that are no patterns and do not count; from 1 on. */
      problems: z.array(z.object({ line: countSchema, source: z.string() })).readonly(),
      /** All files that would not be synced any more. */
      fileCount: countSchema,
      /** The first of the items that a pattern names. */
      items: z.array(z.object({ path: relativePathSchema, kind: z.enum(['file', 'directory']) })).readonly(),
    }),
  },
  /**
   * What patterns keep out of syncing, by path: the first of what has this text in its path or pattern. From a fresh look
   * with `isAnew`, else from the last one. Codes: those of the root.
   */
  listExcluded: {
    input: z.strictObject({
      ...inFolder,
      text: z.string().max(200),
      limit: z.number().int().min(1).max(100_000),
      isAnew: z.boolean(),
    }),
    output: z.object({
      items: z.array(excludedViewSchema).readonly(),
      total: countSchema,
      /** Of the total; the others are files. */
      directories: countSchema,
    }),
  },
  getSyncSettings: { input: nothingSchema, output: syncSettingsSchema },
  /** Codes: `limit-window-unreadable`, `pause-window-unreadable`; nothing has changed then. */
  changeSyncSettings: { input: z.strictObject({ settings: syncSettingsSchema }), output: syncSettingsSchema },
  getProxySettings: { input: nothingSchema, output: proxyViewSchema },
  /**
   * Holds at once for everything that goes to a server. Without a password the one before is kept, but never sent to
   * another proxy or under another name.
   */
  changeProxySettings: {
    input: z.strictObject({ settings: proxySettingsSchema, password: secretSchema.optional() }),
    output: proxyViewSchema,
  },
  /** What a diagnosis would tell, file by file, for a person to read before it is saved. No secrets, no contents. */
  createDiagnostics: {
    input: nothingSchema,
    output: listOf(z.object({ name: z.enum(['overview.json', 'problems.json', 'engine.log']), text: z.string() })),
  },
});
