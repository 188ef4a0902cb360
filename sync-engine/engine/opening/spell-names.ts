/**
 * The names of a path below a directory as the disk has them: Windows and macOS find `amt` under `Amt`, macOS either
 * form of an umlaut. A name that the disk does not have stays as it is. Pure but for `listNames`.
 *
 * @param listNames names in the directory that these names lead to. Where it throws an errno error nobody can tell.
 */
export function spellNames(
  names: readonly string[],
  listNames: (above: readonly string[]) => readonly string[],
): readonly string[] {
  const spelled: string[] = [];
  for (const name of names) {
    const there = listOrNothing(() => listNames(spelled));
    spelled.push(findSpelling(name, there));
  }
  return spelled;
}

function listOrNothing(list: () => readonly string[]): readonly string[] {
  try {
    return list();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return [];
    throw error;
  }
}

function findSpelling(name: string, names: readonly string[]): string {
  if (names.includes(name)) return name;
  for (const toKey of [toForm, toFold]) {
    const [only, ...others] = names.filter((candidate) => toKey(candidate) === toKey(name));
    if (only !== undefined) return others.length === 0 ? only : name;
  }
  return name;
}

function toForm(name: string): string {
  return name.normalize('NFC');
}

function toFold(name: string): string {
  return toForm(name).toLowerCase();
}
