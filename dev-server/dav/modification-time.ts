import { headerOf } from '../http/exchange.ts';
import type { Exchange } from '../http/exchange.ts';

/** The modification time a client asks for, or now. */
export interface MtimeHeader {
  readonly mtimeMs: number;
  readonly isFromClient: boolean;
}

/** Reads `X-OC-Mtime` (seconds, with an optional fraction). Text that is no number becomes 1970, as on the real server. */
export function parseMtime(exchange: Exchange, nowMs: number): MtimeHeader {
  const text = headerOf(exchange, 'X-OC-Mtime');
  if (text === undefined) return { mtimeMs: nowMs, isFromClient: false };
  const seconds = /^-?\d{1,12}(\.\d+)?$/u.test(text.trim()) ? Number(text) : 0;
  return { mtimeMs: Math.floor(seconds * 1_000), isFromClient: true };
}
