/** One condition of an `If` header. */
export interface IfCondition {
  readonly isNegated: boolean;
  readonly kind: 'token' | 'etag';
  /** Token without angle brackets, etag as written with its quotes. */
  readonly value: string;
}

/** One parenthesised list; `resource` is the tag before it. */
export interface IfList {
  readonly resource: string | undefined;
  readonly conditions: readonly IfCondition[];
}

const LEXEME = /\s*(?:<([^>]*)>|\[([^\]]*)\]|(\()|(\))|(Not)(?=[\s<[]))/iuy;

/** Parses an `If` header; undefined when it is malformed. @see RFC 4918 §10.4 */
export function parseIfHeader(text: string): readonly IfList[] | undefined {
  const lists: IfList[] = [];
  let resource: string | undefined;
  let conditions: IfCondition[] | undefined;
  let isNegated = false;
  const source = text.trim();
  LEXEME.lastIndex = 0;
  while (LEXEME.lastIndex < source.length) {
    const match = LEXEME.exec(source);
    if (match === null) return undefined;
    const [, angle, bracket, opening, closing, not] = match;
    if (opening !== undefined && conditions === undefined) conditions = [];
    else if (closing !== undefined && conditions !== undefined && conditions.length > 0 && !isNegated) {
      lists.push({ resource, conditions });
      conditions = undefined;
    } else if (not !== undefined && conditions !== undefined) isNegated = true;
    else if (angle !== undefined && conditions === undefined) resource = angle;
    else if (conditions !== undefined && (angle !== undefined || bracket !== undefined)) {
      conditions.push(
        angle === undefined
          ? { isNegated, kind: 'etag', value: bracket ?? '' }
          : { isNegated, kind: 'token', value: angle },
      );
      isNegated = false;
    } else return undefined;
  }
  return conditions === undefined && lists.length > 0 ? lists : undefined;
}

/** Every lock token a request names in its `If` and `Lock-Token` headers. */
export function submittedTokens(
  ifHeader: string | undefined,
  lockTokenHeader: string | undefined,
): ReadonlySet<string> {
  const lists = ifHeader === undefined ? [] : (parseIfHeader(ifHeader) ?? []);
  const tokens = lists.flatMap((list) =>
    list.conditions.filter((condition) => condition.kind === 'token').map((condition) => condition.value),
  );
  const own = lockTokenHeader === undefined ? undefined : /^\s*<([^>]+)>\s*$/u.exec(lockTokenHeader)?.[1];
  return new Set(own === undefined ? tokens : [...tokens, own]);
}
