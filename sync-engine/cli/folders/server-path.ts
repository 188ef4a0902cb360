import { sep } from 'node:path';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { parseRelativePath } from '../../core/model/relative-path.ts';

/**
 * Reads a directory of the server as somebody typed it. On Windows no name holds a `\`: there it stands between names,
 * as everywhere else on that system. A dot is the whole of what is synced. Undefined when it cannot be a path. Pure.
 */
export function readServerPath(typed: string, separator: string = sep): RelativePath | undefined {
  const path = separator === '\\' ? typed.replaceAll('\\', '/') : typed;
  return parseRelativePath(path.replace(/^\.(?:\/|$)/, ''));
}
