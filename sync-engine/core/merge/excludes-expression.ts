const ESCAPED_CONTROLS: ReadonlyMap<string, string> = new Map([
  ['a', '\u0007'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

/** Characters that stand for themselves behind a backslash; before any other the backslash is one. */
const ESCAPABLE = '*?[]\\#\'"';

export interface ExpressionOptions {
  readonly doWildcardsCrossSlashes: boolean;
  /** Begins the names of the expression's groups: no other expression beside it may have the same. */
  readonly groupPrefix: string;
}

/**
 * Source of a regular expression (flag `u`) for the body of an exclude pattern: `*`, `?`, `[abc]`, `[!abc]`, escapes. An
 * unbalanced `[` is literal. A class never matches a slash. However many stars there are, matching takes no more than
 * the length of the pattern times that of the subject.
 */
export function toExpression(body: string, { doWildcardsCrossSlashes, groupPrefix }: ExpressionOptions): string {
  const one = doWildcardsCrossSlashes ? '.' : '[^/]';
  const [first = '', ...others] = toParts(body, one);
  const parts = others.filter((part, index) => part !== '' || index === others.length - 1);
  const last = parts.pop();
  // What stands between two stars may stand as far in front as it can: a lookahead is not entered a second time.
  const inner = parts.map((part, index) => `(?=(?<${groupPrefix}${index}>${one}*?${part}))\\k<${groupPrefix}${index}>`);
  return first + inner.join('') + (last === undefined ? '' : `${one}*${last}`);
}

/** What stands before, between and behind the stars, as expressions. */
function toParts(body: string, one: string): readonly string[] {
  const parts: string[] = [];
  let expression = '';
  const characters = Array.from(body);
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index] ?? '';
    const classEnd = character === '[' ? findClassEnd(characters, index) : -1;
    if (character === '*') {
      parts.push(expression);
      expression = '';
    } else if (character === '?') expression += one;
    else if (classEnd !== -1) {
      expression += toClass(characters.slice(index + 1, classEnd));
      index = classEnd;
    } else if (character === '\\' && isEscape(characters[index + 1])) {
      index += 1;
      expression += toLiteral(unescape(characters[index] ?? ''));
    } else expression += toLiteral(character);
  }
  return [...parts, expression];
}

/** `]` right after the opening belongs to the class. */
function findClassEnd(characters: readonly string[], start: number): number {
  const first = characters[start + 1] === '!' ? start + 2 : start + 1;
  for (let index = first; index < characters.length; index += 1) {
    if (characters[index] === '\\') index += 1;
    else if (characters[index] === ']' && index > first) return index;
  }
  return -1;
}

function toClass(inner: readonly string[]): string {
  const isNegated = inner[0] === '!';
  let members = '';
  for (let index = isNegated ? 1 : 0; index < inner.length; index += 1) {
    const character = inner[index] ?? '';
    if (character === '-') members += '-';
    else if (character === '\\' && isEscape(inner[index + 1])) {
      index += 1;
      members += toLiteral(unescape(inner[index] ?? ''));
    } else members += toLiteral(character);
  }
  return `(?!/)[${isNegated ? '^' : ''}${members}]`;
}

function isEscape(character: string | undefined): boolean {
  return character !== undefined && (ESCAPABLE.includes(character) || ESCAPED_CONTROLS.has(character));
}

function unescape(character: string): string {
  return ESCAPED_CONTROLS.get(character) ?? character;
}

function toLiteral(character: string): string {
  return /[\^$\\.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;
}
