/** A time as people read it. */
export function toDuration(timeMs: number): string {
  return timeMs < 1_000 ? `${timeMs.toFixed(0)} ms` : `${(timeMs / 1_000).toFixed(2)} s`;
}

/** A ratio with two digits that count, one below a tenth. */
export function toFactor(factor: number): string {
  if (factor >= 10) return factor.toFixed(0);
  return factor < 0.1 ? factor.toPrecision(1) : factor.toPrecision(2);
}

/** Bytes in millions, whole ones from ten on. */
export function toMegabytes(bytes: number): string {
  const megabytes = bytes / 1_000_000;
  return `${megabytes.toFixed(megabytes < 10 ? 2 : 0)} MB`;
}
