import type { Account } from '../store/accounts.ts';
import type { StoredNode } from '../store/node.ts';
import type { ProfileKind } from '../server-options.ts';

/** A refused request in the words of a sabre error body. */
export interface Refusal {
  readonly status: number;
  /** Class name below `Sabre\DAV\Exception\`, or empty for a bare internal error. */
  readonly exception: string;
  readonly message: string;
}

/** What creating something is called on the wire; names are judged differently for each. */
export type CreationKind = 'file' | 'directory' | 'upload';

/** What differs between the server families. Everything here is pure. */
export interface Profile {
  readonly kind: ProfileKind;
  /** Value of `oc:id` and OC-FileId. */
  fileId(node: StoredNode, space: Pick<Account, 'rootId'>): string;
  /** Value of `oc:fileid`. */
  shortFileId(node: StoredNode, space: Pick<Account, 'rootId'>): string;
  permissions(item: {
    readonly isDirectory: boolean;
    readonly isReadOnly: boolean;
    readonly isShared: boolean;
    readonly isMountPoint: boolean;
  }): string;
  /** Why this name cannot be created, or undefined. */
  refuseName(name: string, creation: CreationKind): Refusal | undefined;
  errorBody(refusal: Refusal): string;
  statusDocument(state: { readonly isInMaintenance: boolean }): Readonly<Record<string, unknown>>;
  capabilities(state: { readonly isInMaintenance: boolean }): Readonly<Record<string, unknown>>;
  /** Headers of the OPTIONS answer. */
  readonly optionsHeaders: Readonly<Record<string, string>>;
  /** Methods that answer 401 carry these challenges. */
  readonly challenges: readonly string[];
}
