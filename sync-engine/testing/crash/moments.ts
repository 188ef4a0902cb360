/** Where the process dies: right before an act, in the middle of what it writes, or right after it. */
export type Position = 'before' | 'torn' | 'after';

/** The moment at which a process shall die. */
export interface KillPoint {
  /** Number of the act, counted from 1. */
  readonly moment: number;
  readonly position: Position;
}

/** One act that changed something, as the process wrote it down before it. */
export interface Moment {
  readonly number: number;
  /** Such as `renameSync`, `COMMIT` or `PUT`. */
  readonly act: string;
  readonly detail: string;
}

/** What is known of a process that is gone. */
export interface Diary {
  readonly moments: readonly Moment[];
  /** Bytes of the pieces of large uploads that the server has confirmed. */
  readonly confirmedBytes: number;
}

/** Reads the lines that the process wrote: `<number> <act> <detail>`, and `confirmed <bytes>`. */
export function parseDiary(text: string): Diary {
  const moments: Moment[] = [];
  let confirmedBytes = 0;
  for (const line of text.split('\n')) {
    const [first = '', act = '', ...detail] = line.split(' ');
    if (first === 'confirmed') confirmedBytes += Number(act);
    else if (first !== '') moments.push({ number: Number(first), act, detail: detail.join(' ') });
  }
  return { moments, confirmedBytes };
}
