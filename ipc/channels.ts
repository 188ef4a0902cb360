/** The two channels between windows and main process; all of the contract goes through them. */
export const REQUEST_CHANNEL = 'bayernbox:request';
export const EVENT_CHANNEL = 'bayernbox:event';

/** Where the windows of the desktop program come from. */
export const PAGE_SCHEME = 'app';
export const PAGE_ORIGIN = 'app://bayernbox';
