/** A sync folder, as far as a question about a place needs it. */
interface AskedFolder {
  readonly folderId: string;
  readonly localPath: string;
}

/** A place in a sync folder. */
export interface AskedPlace {
  readonly folderId: string;
  readonly path: string;
}

export interface AskedPlaceInput {
  /** What a person typed, pasted or picked. */
  readonly asked: string;
  /** True for the whole path of something on this computer, as a dialog gives it. */
  readonly isWholePath: boolean;
  readonly folders: readonly AskedFolder[];
  /** The one that is shown: what is no whole path lies in it. */
  readonly shown: AskedFolder;
}

/**
 * The place that a person means: within the shown folder, or as the file manager copies it, with the whole path and in
 * quotes, in whichever sync folder that lies. Undefined when it lies in none. Pure.
 */
export function findAskedPlace({ asked, isWholePath, folders, shown }: AskedPlaceInput): AskedPlace | undefined {
  const given = toSlashes(isWholePath ? asked : asked.trim().replace(/^["„“']+|["“”']+$/g, ''));
  // Of folders in one another the inner one has the item.
  const byDepth = [...folders, shown].toSorted((one, other) => other.localPath.length - one.localPath.length);
  for (const { folderId, localPath } of byDepth) {
    const below = findBelow(given, toSlashes(localPath).replace(/\/+$/, ''));
    if (below !== undefined) return toPlace(folderId, below);
  }
  return isWholePath || isElsewhere(given, shown) ? undefined : toPlace(shown.folderId, given);
}

/**
 * True for the whole path of something outside of all folders. People also write `/` before a place in their folder, so
 * where there are no drives only what begins as the path of the folder itself does, such as `/home`, is a whole path.
 */
function isElsewhere(given: string, { localPath }: AskedFolder): boolean {
  const [, first] = /^(\/[^/]+)\//.exec(localPath) ?? [];
  return /^([a-z]:|\/\/)/i.test(given) || (first !== undefined && findBelow(given, first) !== undefined);
}

/** The rest of a path behind a root; undefined when it lies elsewhere. Windows does not tell capital letters from small ones. */
function findBelow(path: string, root: string): string | undefined {
  const fold = (text: string): string => (/^[a-z]:/i.test(root) ? text.toLowerCase() : text);
  return fold(`${path}/`).startsWith(fold(`${root}/`)) ? path.slice(root.length) : undefined;
}

function toPlace(folderId: string, path: string): AskedPlace | undefined {
  const names = path.split('/').filter((name) => name !== '' && name !== '.');
  return names.includes('..') ? undefined : { folderId, path: names.join('/') };
}

function toSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}
