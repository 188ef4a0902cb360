/** Figures count as numbers: „Akte 2“ comes before „Akte 10“. */
const names = new Intl.Collator('de', { numeric: true });

/**
 * In the order in which people look for names, directory by directory, in every list of names; whatever counts as equal
 * stays as it was. Pure.
 */
export function sortByPath<Item>(items: Iterable<Item>, toPath: (item: Item) => string): readonly Item[] {
  return Array.from(items, (item) => ({ item, parts: toPath(item).split('/') }))
    .toSorted((one, other) => compareParts(one.parts, other.parts))
    .map(({ item }) => item);
}

function compareParts(one: readonly string[], other: readonly string[]): number {
  for (const [depth, part] of one.entries()) {
    const counterpart = other[depth];
    if (counterpart === undefined) return 1;
    const order = names.compare(part, counterpart);
    if (order !== 0) return order;
  }
  return one.length - other.length;
}
