/** Where `npm test` holds how many requests each scenario takes. */
export const REQUEST_COUNTS = 'sync-engine/testing/acceptance/request-counts.test.ts';
/** The same with thousands of files. */
export const MANY_FILES = 'sync-engine/testing/acceptance/many-files.test.ts';
/** The same while a folder is watched. */
export const WATCHED_COUNTS = 'sync-engine/testing/acceptance/watched-counts.test.ts';
/** The same for what a colleague does. */
export const PUSH = 'sync-engine/testing/acceptance/push.test.ts';
/** The same where the server makes archives. */
export const ARCHIVES = 'sync-engine/testing/archives/first-download.test.ts';
