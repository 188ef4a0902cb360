import { z } from 'zod';
import {
  accountIdSchema,
  countSchema,
  doneSchema,
  folderIdSchema,
  localPathSchema,
  nothingSchema,
  relativePathSchema,
} from './fields.ts';
import { copyInputSchema } from './file-view.ts';
import { licencesSchema } from './licences.ts';
import { defineRequests } from './request-contract.ts';
import { shellSettingsSchema } from '#policies/settings.ts';

/** What the windows need to know of the program around them; does not change while it runs. */
const shellInfoSchema = z.object({
  mode: z.enum(['desktop', 'browser']),
  platform: z.enum(['windows', 'macos', 'linux']),
  versions: z.object({
    program: z.string(),
    node: z.string(),
    electron: z.string().optional(),
    chromium: z.string().optional(),
  }),
  /** The language of the system, as far as the program speaks it. */
  systemLanguage: z.enum(['de', 'en']),
  isDemoAvailable: z.boolean(),
  /** False where the system has no dialog in which a folder or file could be chosen: then people type its path. */
  hasFolderDialog: z.boolean(),
  /** Whether something can be put into the trash of the system. */
  hasTrash: z.boolean(),
});
export type ShellInfo = z.infer<typeof shellInfoSchema>;

/** Requests that the shell answers: the main process, or the server of browser mode. */
export const shellRequests = defineRequests({
  getShellInfo: { input: nothingSchema, output: shellInfoSchema },
  /** Of this program and of all that is given away with it. `item-missing`: the file with them is not there. */
  getLicences: { input: nothingSchema, output: licencesSchema },
  getShellSettings: { input: nothingSchema, output: shellSettingsSchema },
  changeShellSettings: { input: z.strictObject({ settings: shellSettingsSchema }), output: shellSettingsSchema },
  /** Lets a person choose a folder; absent when they closed the dialog. `not-supported` where there is none. */
  pickDirectory: {
    input: z.strictObject({ startPath: localPathSchema.optional() }),
    output: z.object({ localPath: localPathSchema.optional() }),
  },
  /** Lets a person choose a file of this computer, and reads nothing of it. Otherwise as `pickDirectory`. */
  pickFile: {
    input: z.strictObject({ startPath: localPathSchema.optional() }),
    output: z.object({ localPath: localPathSchema.optional() }),
  },
  /** Opens an item of a sync folder with its program, or shows it in the file manager. `program-not-opened` as below. */
  openItem: {
    input: z.strictObject({ folderId: folderIdSchema, path: relativePathSchema, how: z.enum(['open', 'show']) }),
    output: doneSchema,
  },
  /**
   * Puts the folder that a move to another disk has left into the trash of the system, if everything in it is as it was
   * when it was copied. Codes: those of `checkOldFolder`, `not-supported`, `path-outside-folder` for any other folder,
   * `local-access-denied` when the system did not do it.
   */
  trashOldFolder: {
    input: z.strictObject({ folderId: folderIdSchema }),
    output: z.object({
      isTrashed: z.boolean(),
      /** What is new or was touched since, when it was left alone for that; the first ones are named. */
      changed: countSchema,
      paths: z.array(z.string()).readonly(),
    }),
  },
  /** Opens a copy for reading; the file itself is not touched. `program-not-opened`: it would be run, not shown. */
  openCopy: { input: copyInputSchema, output: doneSchema },
  /** Opens the place of an item in the web view of its server. */
  openOnServer: {
    input: z.strictObject({ folderId: folderIdSchema, path: relativePathSchema }),
    output: doneSchema,
  },
  /** `address-not-allowed`: neither a server of an account, nor on the list of this program. */
  openUrl: { input: z.strictObject({ url: z.string().max(4_096) }), output: doneSchema },
  /** Starts a server inside this program and signs in there. `not-supported` where there is none. */
  startDemo: { input: nothingSchema, output: z.object({ accountId: accountIdSchema }) },
  /** Lets a person save a text; `isSaved` is false when they closed the dialog. */
  saveText: {
    input: z.strictObject({ suggestedName: z.string().min(1).max(200), text: z.string().max(64 * 1024 * 1024) }),
    output: z.object({ isSaved: z.boolean() }),
  },
  /** Whether a form of this window holds what is not saved; holds until the next word, or until the page is gone. */
  noteUnsaved: { input: z.strictObject({ hasUnsaved: z.boolean() }), output: doneSchema },
  /** Ends the program at once: whoever asks has no unsaved form, or has been asked about it. */
  quit: { input: nothingSchema, output: doneSchema },
});
