/** A text as it may stand in a page or in one of its attributes: it stays text. Pure. */
export function toHtmlText(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
