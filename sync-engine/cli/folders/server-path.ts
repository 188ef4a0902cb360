import { sep } from 'node:path';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { parseRelativePath } from '../../core/model/relative-path.ts';

/**
 * Reads a directory of the server as somebody typed it. On Windows no name holds a `\`: there it stands between names,
 * as everywhere else on that system. Undefined when it cannot be a path. Pure.
 */
export function readServerPath(typed: string, separator: string = sep): RelativePath | undefined {
  return parseRelativePath(separator === '\\' ? typed.replaceAll('\\', '/') : typed);
}
