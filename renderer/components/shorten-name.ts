/** A name with its middle left out when it is longer than so many characters; beginning and extension can still be seen. Pure. */
export function shortenName(name: string, maxLength = 48): string {
  const characters = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name)];
  if (characters.length <= maxLength) return name;
  const endLength = Math.floor(maxLength / 3);
  const toText = (part: typeof characters): string => part.map(({ segment }) => segment).join('');
  return `${toText(characters.slice(0, maxLength - endLength - 1))}…${toText(characters.slice(-endLength))}`;
}
