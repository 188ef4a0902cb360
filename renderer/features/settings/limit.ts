/** As in every size that the windows show. */
const KILOBYTE = 1_000;

/** What a person typed as a limit in kilobytes per second: bytes per second, undefined for none, or not a limit at all. */
export function parseLimit(text: string): number | undefined | 'invalid' {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const kilobytes = /^\d{1,9}$/.test(trimmed) ? Number(trimmed) : 0;
  return kilobytes < 1 ? 'invalid' : kilobytes * KILOBYTE;
}

/** A limit as a person types it. */
export function toLimitText(bytesPerSecond: number | undefined): string {
  return bytesPerSecond === undefined ? '' : String(Math.round(bytesPerSecond / KILOBYTE));
}
