/** How a text is written. Most of what servers send has a short form. */
export const TEXT_FORM = {
  absent: 0,
  /** One byte for each letter: none is beyond Latin-1. */
  narrow: 1,
  /** Two bytes for each unit, as it is in memory: also halves of letters come back as they were. */
  wide: 2,
  /** Half a byte for each digit. */
  hex: 3,
  /** A lone SHA-1, as ownCloud writes it, without a length. */
  sha1: 4,
} as const;

/** Bytes of a SHA-1. */
export const SHA1_BYTES = 20;

/** Stands for a length that follows in four bytes. */
export const LONG = 255;
