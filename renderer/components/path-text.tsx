import type { ReactNode } from 'react';
import { toItemName } from '#ipc/item-name.ts';
import { toVisibleText } from '#ipc/visible-text.ts';

export interface PathTextProps {
  /** Within the sync folder; empty: the folder as a whole. */
  readonly path: string;
  /** What the folder as a whole is called. */
  readonly folderName?: string | undefined;
}

/** A place in a sync folder: its name first, because that is what people look for, then where it lies. */
export function PathText({ path, folderName = '' }: PathTextProps): ReactNode {
  const slash = path.lastIndexOf('/');
  const parent = slash < 0 ? '' : path.slice(0, slash);
  return (
    <span className="bb-path">
      <bdi className="bb-path__name">{showBlanks(path === '' ? folderName : toItemName(path))}</bdi>
      {parent === '' ? null : <bdi className="bb-path__parent">{toVisibleText(parent)}</bdi>}
    </span>
  );
}

/** Nobody sees a blank at the end of a name, and it may be all that is wrong with it. */
function showBlanks(name: string): string {
  return toVisibleText(name).replaceAll(/^\s+|\s+$/g, (blanks) => '␣'.repeat(blanks.length));
}
