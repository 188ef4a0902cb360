/**
 * Characters that show nothing and change how the others look: control characters, line and paragraph separators, and
 * the signs that turn the direction of writing round. @see https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
const TRICKS = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu;

/**
 * A name that came from somebody else, as it may be shown: whatever would make it look like another one is seen as `�`.
 * `Rechnung<turn round>fdp.exe` would be read as `Rechnungexe.pdf`. Pure.
 */
export function toVisibleText(text: string): string {
  return text.replaceAll(TRICKS, '\uFFFD');
}
