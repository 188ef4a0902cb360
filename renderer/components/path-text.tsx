import type { ReactNode } from 'react';
import { toItemName } from '#ipc/item-name.ts';
import { toVisibleText } from '#ipc/visible-text.ts';

/** A place in a sync folder: its name first, because that is what people look for, then where it lies. */
export function PathText({ path }: { readonly path: string }): ReactNode {
  const shown = toVisibleText(path);
  const slash = shown.lastIndexOf('/');
  const parent = slash < 0 ? '' : shown.slice(0, slash);
  return (
    <span className="bb-path">
      <bdi className="bb-path__name">{toItemName(shown)}</bdi>
      {parent === '' ? null : <bdi className="bb-path__parent">{parent}</bdi>}
    </span>
  );
}
