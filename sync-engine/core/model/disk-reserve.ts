/** Space that stays free for everything else on the computer: other programs, and our own database and uploads. */
export const DISK_RESERVE_BYTES = 250 * 1024 * 1024;
