import type { ReactNode } from 'react';
import { toVisibleText } from '#ipc/visible-text.ts';

/** A place in a sync folder: its name first, because that is what people look for, then where it lies. */
export function PathText({ path }: { readonly path: string }): ReactNode {
  const shown = toVisibleText(path);
  const slash = shown.lastIndexOf('/');
  const name = shown.slice(slash + 1);
  const parent = slash < 0 ? '' : shown.slice(0, slash);
  return (
    <span className="bb-path">
      <bdi className="bb-path__name">{name}</bdi>
      {parent === '' ? null : <bdi className="bb-path__parent">{parent}</bdi>}
    </span>
  );
}
