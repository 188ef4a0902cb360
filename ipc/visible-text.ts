/**
 * Characters that show nothing, or change how the others look: control characters, line and paragraph separators, signs
 * that turn the direction of writing round, and what takes no room or only looks like a blank.
 * @see https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 * @see https://www.unicode.org/reports/tr39/#Invisible_Sequence_Spoofing
 */
const TRICKS =
  /\u034F|[\p{Cc}\u00AD\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0001}]/gu;

/** Joiners and choosers of a form belong to emoji and to some scripts; behind Latin letters they only hide. */
const HIDDEN_BY_LATIN = /(?<=[\p{Script=Latin}\p{N}\p{P}\p{Z}]|^)[\u200C\u200D]|(?<=\p{Script=Latin})[\uFE00-\uFE0F]/gu;

/** More marks upon one letter than any language needs: they would cover the lines around. */
const HEAPED_MARKS = /(?<=\p{M}{5})\p{M}+/gu;

/**
 * A name that came from somebody else, as it may be shown: whatever would make it look like another one is seen as `�`.
 * `Rechnung<turn round>fdp.exe` would be read as `Rechnungexe.pdf`. Pure.
 */
export function toVisibleText(text: string): string {
  return text.replaceAll(TRICKS, '\uFFFD').replaceAll(HIDDEN_BY_LATIN, '\uFFFD').replaceAll(HEAPED_MARKS, '\uFFFD');
}
