/** Those whose name or licence contains a text, in any case of letters; all of them without a text. Pure. */
export function findLicences<Item extends { readonly name: string; readonly licence: string }>(
  items: readonly Item[],
  search: string,
): readonly Item[] {
  const wanted = search.trim().toLocaleLowerCase();
  return items.filter(({ name, licence }) => `${name} ${licence}`.toLocaleLowerCase().includes(wanted));
}
