/** Bytes of one text line; large files are many of them. */
const LINE = 'Zeile einer Datei, die zwischen zwei Computern unterwegs ist.\n';

/** The whole content that is known under a label. The first line is the label, so that a torn copy is known as one. */
export function contentOf(label: string, sizeBytes = 0): string {
  const head = `${label} ${sizeBytes}\n`;
  const missing = Math.max(0, sizeBytes - Buffer.byteLength(head));
  return head + LINE.repeat(Math.ceil(missing / LINE.length)).slice(0, missing);
}

/** The label of a content, or what is wrong with it: nothing that a person wrote is empty or cut off. */
export function labelOf(content: string): string {
  const match = /^(.+) (\d+)\n/u.exec(content);
  const label = match?.[1];
  if (label === undefined) return `NOT WHOLE: ${content.length} characters without a label`;
  return content === contentOf(label, Number(match?.[2])) ? label : `NOT WHOLE: ${label}, ${content.length} characters`;
}
