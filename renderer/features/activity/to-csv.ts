/**
 * Rows as CSV for a German Excel: semicolons, CRLF, a byte order mark. A field that a spreadsheet would take for a
 * formula gets an apostrophe, because names come from other people. Pure.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(toField).join(';')).join('\r\n')}\r\n`;
}

function toField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
