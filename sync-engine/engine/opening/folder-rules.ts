import type { NodeKind } from '../../core/model/observation.ts';
import type { NameFault } from '../../core/model/name-fault.ts';
import type { ProblemCode } from '../../core/model/problem.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { Side } from '../../core/model/side.ts';

/** What takes part in syncing in one sync folder, and which names each side can hold. */
export interface FolderRules {
  /** Assumes that the directories above have been asked before. */
  isExcluded(path: RelativePath, kind: NodeKind): boolean;
  /** Asks for every directory on the way as well. */
  isExcludedFully(path: RelativePath, kind: NodeKind): boolean;
  /** The line of the exclude list that keeps the path, or a directory on the way, out; undefined when none does. */
  findPattern(path: RelativePath, kind: NodeKind): string | undefined;
  /** Why a name cannot stand on this computer. */
  checkForLocal(name: string): ProblemCode | undefined;
  /** Why a name cannot stand on the server. */
  checkForServer(name: string): ProblemCode | undefined;
  /** Which rule of a side forbids a name; undefined when none does, or the name is one of ours. */
  findNameFault(name: string, side: Side): NameFault | undefined;
}
