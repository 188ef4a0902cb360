import { z } from 'zod';
import { LONGEST_WINDOWS } from './time-windows.ts';

const limitSchema = z.number().int().min(1_000).optional();
const windowsSchema = z.string().max(LONGEST_WINDOWS).optional();

/** Exclude patterns, one a line, in ownCloud's grammar. */
export const excludesSchema = z.string().max(100_000);

/** What happens to a folder that turns up on the server; without a size it comes here however large it is. */
export const newDirectoriesSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ask') }),
  z.object({ kind: z.literal('take'), askAboveBytes: z.number().nonnegative().optional() }),
]);
export type NewDirectories = z.infer<typeof newDirectoriesSchema>;

/** Settings that the engine host keeps: they change how folders are synced. */
export const syncSettingsSchema = z.object({
  /** Bytes per second, of all sync folders each; absent: no limit. */
  limitUpBytesPerSecond: limitSchema,
  limitDownBytesPerSecond: limitSchema,
  /** When the limits hold, e.g. `mo-fr 08:00-17:00; sa 08:00-12:00`, by this computer's clock; absent: always. */
  limitWindows: windowsSchema,
  /** When nothing is synced, written in the same way; absent: never. */
  pauseWindows: windowsSchema,
  /** Patterns for all folders, besides those that always count. */
  excludes: excludesSchema,
  shouldPauseOnMetered: z.boolean(),
  shouldPauseOnBattery: z.boolean(),
});
export type SyncSettings = z.infer<typeof syncSettingsSchema>;

export const DEFAULT_SYNC_SETTINGS: SyncSettings = {
  excludes: '',
  shouldPauseOnMetered: true,
  shouldPauseOnBattery: false,
};

/** Settings that the shell keeps: they change how the program shows itself. */
export const shellSettingsSchema = z.object({
  language: z.enum(['system', 'de', 'en']),
  theme: z.enum(['system', 'light', 'dark']),
  startsWithSystem: z.boolean(),
  notifications: z.object({
    /** Something waits for a person. */
    decisions: z.boolean(),
    /** Something has failed for ten minutes. */
    failures: z.boolean(),
  }),
});
export type ShellSettings = z.infer<typeof shellSettingsSchema>;

export const DEFAULT_SHELL_SETTINGS: ShellSettings = {
  language: 'system',
  theme: 'system',
  startsWithSystem: true,
  notifications: { decisions: true, failures: true },
};
