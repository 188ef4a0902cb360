/** Trash folders of desktops and network drives, and names that systems give to open files that were deleted. */
const REMAINS =
  /^(?:\.trash|\.trash-.+|\.trashes|\$recycle\.bin|[.#@]recycle|#recycle_bin|\.nfs[0-9a-f]+|\.fuse_hidden[0-9a-f]+)$/i;

/** True for names under which there is only what somebody has deleted: what is found there has not been moved away. */
export function isRemainsOfDeleted(name: string): boolean {
  return REMAINS.test(name);
}
