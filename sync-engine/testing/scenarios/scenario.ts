/** What a person does in a folder of a computer. Paths are relative to the sync folder. */
export type Step =
  | { readonly kind: 'write'; readonly path: string; readonly text: string }
  | { readonly kind: 'remove'; readonly path: string }
  | { readonly kind: 'move'; readonly from: string; readonly to: string }
  | { readonly kind: 'make-directory'; readonly path: string }
  | { readonly kind: 'touch'; readonly path: string }
  /** Takes the directory out of the sync folder and leaves a symbolic link to it. */
  | { readonly kind: 'replace-by-link'; readonly path: string };

/** Files by path with their text; a path that ends in `/` is a directory and has no text. */
export type FileTree = Readonly<Record<string, string>>;

/** What one computer's engine did. Missing counts are 0. */
export interface Counts {
  readonly uploaded?: number;
  readonly downloaded?: number;
  readonly movedLocal?: number;
  readonly movedRemote?: number;
  readonly deletedLocal?: number;
  readonly deletedRemote?: number;
  readonly conflicts?: number;
}

/** How a scenario must end. */
export interface Expected {
  /** Whole tree of both computers and of the server; ` (Fassung)` stands for the mark of a second version. */
  readonly tree: FileTree;
  /** Where one place must differ from `tree`: what it holds instead. */
  readonly here?: FileTree;
  readonly there?: FileTree;
  readonly server?: FileTree;
  /** What the local computer did the first time it met the other's changes. */
  readonly counts: Counts;
  /** Texts in the local computer's safety store, sorted; none when missing. */
  readonly kept?: readonly string[];
}

/** Two computers change one synced folder without knowing of each other; the local one syncs second. */
export interface Scenario {
  /** The cell of the decision table. */
  readonly id: string;
  /** A sentence of the manual. */
  readonly title: string;
  readonly start: FileTree;
  readonly local: readonly Step[];
  readonly remote: readonly Step[];
  readonly expected: Expected;
  /** What the engine does instead, for as long as it is wrong; the test turns red when the engine is right. */
  readonly knownBug?: string;
}

/** Writes a file in place, with the directories above it. */
export function write(path: string, text: string): Step {
  return { kind: 'write', path, text };
}

/** Removes a file, or a directory with all it holds. */
export function remove(path: string): Step {
  return { kind: 'remove', path };
}

/** Moves or renames a file or directory. */
export function move(from: string, to: string): Step {
  return { kind: 'move', from, to };
}
