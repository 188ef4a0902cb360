import type { BaseNode, TreeNode } from './tree.ts';

/**
 * What both sides agree on about one item, given what was agreed before and what each side has now. Every base row is
 * made by this function, after the fact: directory, name and content move forward each by itself as soon as both sides
 * show the same, and nothing else does. Undefined: no row.
 */
export function advance(
  base: BaseNode | undefined,
  local: TreeNode | undefined,
  remote: TreeNode | undefined,
): BaseNode | undefined {
  if (local === undefined && remote === undefined) return undefined;
  if (local === undefined || remote === undefined) return base;
  const hasSameParent = local.parentId === remote.parentId;
  const hasSameName = local.name === remote.name;
  const hasSameContent = local.content === remote.content;
  if (base === undefined || !base.onLocal || !base.onRemote) {
    const isAgreed = hasSameParent && hasSameName && hasSameContent;
    return isAgreed ? { ...remote, onLocal: true, onRemote: true } : base;
  }
  if (
    (!hasSameParent || base.parentId === remote.parentId) &&
    (!hasSameName || base.name === remote.name) &&
    (!hasSameContent || base.content === remote.content)
  ) {
    return base;
  }
  return {
    ...base,
    parentId: hasSameParent ? remote.parentId : base.parentId,
    name: hasSameName ? remote.name : base.name,
    content: hasSameContent ? remote.content : base.content,
  };
}
