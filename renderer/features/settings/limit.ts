const KIB = 1_024;

/** What a person typed as a limit in KiB per second: bytes per second, undefined for none, or not a limit at all. */
export function parseLimit(text: string): number | undefined | 'invalid' {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const kib = /^\d{1,9}$/.test(trimmed) ? Number(trimmed) : 0;
  return kib < 1 ? 'invalid' : kib * KIB;
}

/** A limit as a person types it. */
export function toLimitText(bytesPerSecond: number | undefined): string {
  return bytesPerSecond === undefined ? '' : String(Math.round(bytesPerSecond / KIB));
}
