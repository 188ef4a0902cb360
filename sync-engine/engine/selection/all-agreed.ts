import type { RelativePath } from '../../core/model/relative-path.ts';
import type { AskedDirectory } from '../visiting/asked-part.ts';
import type { InspectInput } from '../visiting/inspect.ts';
import { createAskedPart, storedRemote } from '../visiting/inspect.ts';

/**
 * True where all that is here of these directories is on both sides as it was agreed on. Reads only them, what they hold
 * and the directories above, until something differs, and plans nothing. False also where that does not tell.
 */
export async function isAllAgreed(paths: readonly RelativePath[], input: InspectInput): Promise<boolean> {
  const { database } = input;
  const remote = storedRemote(database);
  if (remote === undefined || database.listParked().length + database.listBegun().length > 0) return false;
  const part = createAskedPart(input, remote);
  const pending: AskedDirectory[] = [];
  for (const path of paths) {
    const taken = await part.take([path]);
    const found = taken.ok && taken.value !== undefined ? await part.find(path) : undefined;
    if (found?.ok !== true) return false;
    if (found.value?.isHere === true) pending.push(found.value);
  }
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    const compared = await part.compare(at);
    if (!compared.ok || compared.value.different.length > 0) return false;
    pending.push(...compared.value.directories);
  }
  return true;
}
