/** What stands in the place of a secret. */
export const REDACTED = '[redacted]';

const LONGEST_VALUE = 2_000;

const SECRET_NAME =
  /pass(?:word|wort|phrase|wd)|token|secret|authori[sz]ation|cookie|credential|api-?key|private-?key/i;

const SECRET_QUERY =
  'access_token|refresh_token|id_token|token|password|passwd|secret|client_secret|code|code_verifier|state|sig|signature|key|api_?key|auth|credential';

/** Each finds the part before a secret as group 1, and then the secret. */
const SECRET_PARTS: readonly RegExp[] = [
  // Before the schemes, so that `Authorization: Basic …` goes as a whole.
  /((?:proxy-)?authorization["']?\s*[:=]\s*["']?)[^\r\n"',}]+/gi,
  /((?:set-)?cookie["']?\s*[:=]\s*["']?)[^\r\n"'}]+/gi,
  /(\b(?:basic|bearer|digest|negotiate|ntlm)\s+)[A-Za-z0-9+/._~=-]{4,}/gi,
  /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/?#@]+(?:@[^\s/?#@]+)*(?=@)/gi,
  new RegExp(`([?&#;](?:[a-z0-9_.-]*[_.-])?(?:${SECRET_QUERY})=)[^&#;\\s"']+`, 'gi'),
  /((?:password|passwort|passwd|token|secret)["']?\s*[:=]\s*["']?)[^\s"',;&}]+/gi,
  /()\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?/g,
];

/** Takes everything that looks like a credential out of a text and cuts it to a length that a log can bear. */
export function redactText(text: string): string {
  const clean = SECRET_PARTS.reduce((rest, part) => rest.replace(part, `$1${REDACTED}`), text);
  return clean.length <= LONGEST_VALUE ? clean : `${clean.slice(0, LONGEST_VALUE)}… (${clean.length} characters)`;
}

/** The value as it may be logged under this name. A boolean never is a secret, so `hasToken` stays readable. */
export function redactField<Value extends string | number | boolean | undefined>(
  name: string,
  value: Value,
): Value | string {
  if (value === undefined || typeof value === 'boolean') return value;
  if (SECRET_NAME.test(name)) return REDACTED;
  return typeof value === 'string' ? redactText(value) : value;
}
