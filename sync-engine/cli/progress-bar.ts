import type { Language } from './messages.ts';

/** How far a run has come. */
export interface ProgressState {
  readonly filesDone: number;
  readonly filesTotal: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
}

export interface ProgressView extends ProgressState {
  /** Smoothed; undefined until it is known. */
  readonly bytesPerSecond: number | undefined;
  readonly columns: number;
  readonly language: Language;
}

/** Half of what the rate says comes from the last two seconds. */
const RATE_HALF_LIFE_MS = 2_000;
const MIN_DRAW_INTERVAL_MS = 100;
const BAR_COLUMNS = 20;
const MAX_ETA_SECONDS = 99 * 3_600;

/** One line of at most `columns` characters; parts that do not fit are left out, the least important first. */
export function renderProgress(view: ProgressView): string {
  const { filesDone, filesTotal, bytesDone, bytesTotal, language } = view;
  const word = language === 'de' ? 'Dateien' : 'files';
  const parts = [
    renderBar(toShare(view)),
    `${formatNumber(filesDone, language)}/${formatNumber(filesTotal, language)} ${word}`,
    `${formatBytes(bytesDone, language)}/${formatBytes(bytesTotal, language)}`,
    ...renderRate(view),
  ];
  while (parts.length > 2 && parts.join('  ').length > view.columns) parts.pop();
  const line = parts.join('  ');
  return (line.length > view.columns ? (parts[1] ?? '') : line).slice(0, Math.max(view.columns, 0));
}

/** Bytes in units of 1,024, with the decimal sign of the language: `1,5 MiB`. */
export function formatBytes(bytes: number, language: Language): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1_023.95 && unit < units.length - 1) {
    value /= 1_024;
    unit += 1;
  }
  const digits = unit === 0 ? 0 : 1;
  const format = new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${format.format(value)} ${units[unit] ?? ''}`;
}

/** Measures a rate that does not jump: an average that forgets exponentially. `nowMs` is a clock that never goes back. */
export function createRateMeter(nowMs: () => number): (bytesDone: number) => number | undefined {
  let last: { readonly atMs: number; readonly bytesDone: number } | undefined;
  let rate: number | undefined;
  return (bytesDone) => {
    const atMs = nowMs();
    if (last === undefined) last = { atMs, bytesDone };
    const elapsedMs = atMs - last.atMs;
    if (elapsedMs < MIN_DRAW_INTERVAL_MS) return rate;
    const current = (Math.max(bytesDone - last.bytesDone, 0) * 1_000) / elapsedMs;
    const weight = 1 - 0.5 ** (elapsedMs / RATE_HALF_LIFE_MS);
    rate = rate === undefined ? current : rate + weight * (current - rate);
    last = { atMs, bytesDone };
    return rate;
  };
}

/** The part of a terminal that is needed here. */
export interface ProgressTerminal {
  readonly columns?: number;
  write(text: string): unknown;
}

export interface ProgressWriter {
  /** Draws, unless it has drawn less than a tenth of a second ago. */
  update(state: ProgressState): void;
  /** Clears the line, so that other text can be written; the next update draws again. */
  clear(): void;
}

/** Draws on one line of a terminal, which it leaves empty after `clear`. */
export function createProgressWriter(
  terminal: ProgressTerminal,
  language: Language,
  nowMs: () => number,
): ProgressWriter {
  const measure = createRateMeter(nowMs);
  let drawnLength = 0;
  let drawnAtMs = -Infinity;
  const draw = (line: string): void => {
    if (line !== '' || drawnLength > 0) terminal.write(`\r${line.padEnd(drawnLength)}${line === '' ? '\r' : ''}`);
    drawnLength = line.length;
  };
  return {
    update(state) {
      const bytesPerSecond = measure(state.bytesDone);
      if (nowMs() - drawnAtMs < MIN_DRAW_INTERVAL_MS) return;
      drawnAtMs = nowMs();
      // The last column stays free: some terminals break the line when it is used.
      draw(renderProgress({ ...state, bytesPerSecond, language, columns: (terminal.columns ?? 80) - 1 }));
    },
    clear() {
      draw('');
      drawnAtMs = -Infinity;
    },
  };
}

function toShare({ filesDone, filesTotal, bytesDone, bytesTotal }: ProgressState): number {
  const share = bytesTotal > 0 ? bytesDone / bytesTotal : filesTotal > 0 ? filesDone / filesTotal : 0;
  return Math.min(Math.max(share, 0), 1);
}

function renderBar(share: number): string {
  const filled = Math.floor(share * BAR_COLUMNS);
  return `[${'#'.repeat(filled)}${'-'.repeat(BAR_COLUMNS - filled)}] ${String(Math.floor(share * 100)).padStart(3)} %`;
}

function renderRate(view: ProgressView): readonly string[] {
  const { bytesPerSecond, bytesDone, bytesTotal, language } = view;
  if (bytesPerSecond === undefined) return [];
  const rate = `${formatBytes(bytesPerSecond, language)}/s`;
  const seconds = Math.ceil(Math.max(bytesTotal - bytesDone, 0) / bytesPerSecond);
  const isKnown = Number.isFinite(seconds) && seconds <= MAX_ETA_SECONDS;
  return isKnown ? [rate, `${language === 'de' ? 'noch' : 'left'} ${formatDuration(seconds)}`] : [rate];
}

function formatDuration(seconds: number): string {
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0'));
  return [String(Math.floor(seconds / 3_600)), ...parts].join(':');
}

function formatNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(language).format(value);
}
