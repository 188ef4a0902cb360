/** How much users did. */
export interface UserWork {
  /** Files that were written, and items that were moved or renamed. */
  writes: number;
  moves: number;
}

/** What computers did since the round began, for L6. */
export interface WorkDone {
  uploads: number;
  downloads: number;
  unions: number;
  /** Second versions that dissolved: one whose bytes go from the first meanwhile comes back. */
  dissolved: number;
}

/** What users wrote: the ground truth that the engine is judged by. Contents are texts that nobody else writes. */
export class OwedBytes {
  /** Every content that was ever whole, of the users' own making; nothing for files of no bytes. */
  readonly written = new Set<string>(['']);
  /** Contents that a user wrote and that no user replaced or deleted since. */
  readonly owed = new Set<string>();
  /** Contents that were on the server twice, because their computer had not sent yet what took their old place. */
  readonly inTransit = new Set<string>();
  /** How many items users made with a content. */
  readonly #copies = new Map<string, number>();
  readonly #deleted = new Set<string>();
  readonly #replacedBy = new Map<string, ReadonlySet<string>>();
  readonly work: UserWork = { writes: 0, moves: 0 };
  #next = 1;

  /** Bytes that nobody had before, of one of a few lengths, so that sizes alone tell nothing. */
  newContent(isLong: boolean): string {
    const text = `c${this.#next}`.padEnd(5, '.');
    this.#next += 1;
    return isLong ? `${text}${'x'.repeat(30)}` : text;
  }

  /** An item with this content was made or given it. */
  write(content: string): void {
    this.work.writes += 1;
    this.#copies.set(content, this.copiesOf(content) + 1);
    if (content === '') return;
    this.written.add(content);
    this.owed.add(content);
  }

  /** A user replaced or deleted these bytes, wherever else a copy of them may be. */
  letGo(content: string): void {
    this.owed.delete(content);
  }

  /** A user gave an item other bytes; who has not heard of it knows the item by the old ones. */
  noteReplacement(before: string, after: string): void {
    this.#replacedBy.set(after, new Set(this.#replacedBy.get(after)).add(before));
  }

  /** A user deleted an item with these bytes: with it went the id by which others know it, under whatever bytes. */
  noteDeletion(content: string): void {
    if (this.#deleted.has(content)) return;
    this.#deleted.add(content);
    for (const before of this.#replacedBy.get(content) ?? []) this.noteDeletion(before);
  }

  /**
   * How often a content may exist. What one user deletes while others move it somewhere else each is new to the server
   * at each of these places. By its bytes alone it cannot be told from a copy that a user made, and copies must stay.
   */
  maxCopiesOf(content: string, computerCount: number): number {
    return this.copiesOf(content) + (this.#deleted.has(content) ? computerCount - 1 : 0);
  }

  copiesOf(content: string): number {
    return this.#copies.get(content) ?? 0;
  }

  /** Only one item ever had these bytes: where they are, there is that item. */
  isUnique(content: string): boolean {
    return content !== '' && this.copiesOf(content) === 1;
  }
}

/** What a checker found wrong. `rule` is the name of the invariant in docs/testing.md. */
export class Violation extends Error {
  readonly rule: string;

  constructor(rule: string, message: string) {
    super(`${rule}: ${message}`);
    this.rule = rule;
  }
}
