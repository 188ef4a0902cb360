import { z } from 'zod';
import { timeMsSchema } from './fields.ts';

/** Codes of the engine that may reach a person: why an operation, a path or a whole sync folder failed. */
const syncErrorCodes = [
  'sign-in-refused',
  'sign-in-needed',
  'server-unreachable',
  'encryption-missing',
  'certificate-expired',
  'certificate-wrong-name',
  'certificate-untrusted',
  'certificate-invalid',
  'proxy-sign-in-needed',
  'server-maintenance',
  'server-busy',
  'server-error',
  'not-an-owncloud',
  'server-too-old',
  'unexpected-answer',
  'remote-folder-missing',
  'space-unavailable',
  'quota-exceeded',
  'no-permission',
  'locked-on-server',
  'processing-on-server',
  'too-large-for-server',
  'name-refused-by-server',
  'checksum-mismatch',
  'incomplete-transfer',
  'still-changing',
  'stalled',
  'local-access-denied',
  'local-file-busy',
  'local-io-error',
  'disk-full',
  'local-name-refused',
  'local-folder-missing',
  'local-folder-replaced',
  'local-folder-in-use',
  'database-unusable',
  'database-newer',
  /** A bug: it is in the log. Also of a request. */
  'internal-error',
  'cancelled',
] as const;

/** Why one path is not synced, besides failed operations. */
const problemReasons = [
  'symbolic-link',
  'special-file',
  'unreadable',
  'name-not-utf8',
  'name-not-allowed-here',
  'name-not-allowed-on-server',
  'name-reserved',
  'name-clash',
  'listing-incomplete',
  'item-damaged-on-server',
  'kept-for-unsynced-content',
  'other-file-system',
  'moved-out-of-sight',
  'moved-out-of-sight-on-server',
  'change-not-permitted',
  'unsynced-in-deselected',
  'second-version-not-uploaded',
] as const;

/** Why an act of a person (undo, restore, a decision on two versions) did not happen; nothing has changed then. */
const refusalCodes = [
  'kept-unknown',
  'kept-gone',
  'operation-unknown',
  'already-undone',
  'not-agreed',
  'path-taken',
  'parent-taken',
  'changed-since',
  'directory-not-empty',
  'needs-server-versions',
  'needs-server-trash',
  'carries-undo',
  'came-from-server',
  'needs-selecting',
  'two-versions',
  'two-versions-decided',
  'not-recorded',
  'conflict-unknown',
  'conflict-closed',
  'conflict-not-resolved',
  'changed-meanwhile',
  'not-two-files',
  'merge-not-possible',
  'changes-overlap',
  'name-taken',
  'name-not-allowed',
  'no-longer-kept',
  'decision-unknown',
  'decision-list-changed',
] as const;

/** Why an address leads to no server, or a sign-in to no account. */
const signInCodes = [
  'address-unusable',
  'host-not-found',
  'connection-refused',
  'timed-out',
  'captive-portal',
  'wrong-user',
  'sign-in-denied',
  'sign-in-expired',
  'sign-in-answer-invalid',
  'no-way-back',
] as const;

/** What can go wrong between the windows, the shell and the engine host. */
const requestErrorCodes = [
  /** The message is not what the contract says. Nothing happened. */
  'invalid-request',
  /** Not in this edition of the program, or not in browser mode. */
  'not-supported',
  /** The engine host is being started again. Whether the request had an effect is unknown; the state will tell. */
  'host-unavailable',
  /** The list of accounts holds something else, or the system does not give it; it is left as it is. */
  'accounts-file-damaged',
  'accounts-file-unreadable',
  'account-unknown',
  'account-exists',
  'account-has-folders',
  'folder-unknown',
  /** Paused, or the server cannot be reached: what is asked for needs the server. */
  'folder-at-rest',
  /** It bears the marks of another sync folder, or none. */
  'folder-not-the-same',
  'folder-overlaps',
  'folder-is-file',
  'folder-not-writable',
  'folder-in-program-data',
  'path-outside-folder',
  /** What shall be opened or shown is not on this computer any more. */
  'item-missing',
  /** It would be run, not shown. */
  'program-not-opened',
  'address-not-allowed',
  'settings-not-written',
  /** The organisation has decided it; nothing was changed. */
  'setting-enforced',
  'server-not-allowed',
  'too-many-accounts',
  /** What the organisation wants cannot be read, so nothing new is begun. */
  'organisation-file-unreadable',
  /** A text of the settings that should name times of the week does not; nothing was changed. */
  'start-not-set',
  'limit-window-unreadable',
  'pause-window-unreadable',
] as const;

export const syncErrorCodeSchema = z.enum(syncErrorCodes);
export const problemCodeSchema = z.enum([...problemReasons, ...syncErrorCodes]);
export const refusalCodeSchema = z.enum(refusalCodes);
export const userErrorCodeSchema = z.enum([...syncErrorCodes, ...refusalCodes, ...signInCodes, ...requestErrorCodes]);

export type SyncErrorCode = z.infer<typeof syncErrorCodeSchema>;
export type ProblemCode = z.infer<typeof problemCodeSchema>;
/** Every code that an answer can carry. Codes cross all borders; only the windows have the words. */
export type UserErrorCode = z.infer<typeof userErrorCodeSchema>;

/** Who has an item open or locked, and since when, where that was told. */
export const holderSchema = z.object({ name: z.string(), sinceMs: timeMsSchema.optional() });
export type HolderView = z.infer<typeof holderSchema>;

/** Why a request was not carried out. */
export const userErrorSchema = z.object({
  code: userErrorCodeSchema,
  heldBy: holderSchema.optional(),
});
export type UserError = z.infer<typeof userErrorSchema>;
