import type { IncomingMessage } from 'node:http';

/** One request, parsed as far as everybody needs it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly method: string;
  /** As received, without the query. */
  readonly rawPath: string;
  /** Decoded, empty ones left out; undefined when the path is not valid percent-encoded UTF-8. */
  readonly segments: readonly string[] | undefined;
  readonly query: URLSearchParams;
  /** `http://host:port` as the client sees this server. */
  readonly origin: string;
}

/** Parses a request line; never fails, a bad path shows as missing segments. */
export function parseExchange(request: IncomingMessage, fallbackOrigin: string): Exchange {
  const [rawPath = '/', ...rest] = (request.url ?? '/').split('?');
  const host = request.headers.host;
  return {
    request,
    method: request.method ?? 'GET',
    rawPath,
    segments: parsePathSegments(rawPath),
    query: new URLSearchParams(rest.join('?')),
    origin: host === undefined || !/^[\w.:[\]-]+$/u.test(host) ? fallbackOrigin : `http://${host}`,
  };
}

/** Splits and decodes a path; `%2F` separates as `/` does. */
export function parsePathSegments(rawPath: string): readonly string[] | undefined {
  const decoded = decodePercent(rawPath);
  return decoded?.split('/').filter((segment) => segment !== '');
}

function decodePercent(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** One header as text; several of one name are joined as HTTP says. */
export function headerOf(exchange: Exchange, name: string): string | undefined {
  const value = exchange.request.headers[name.toLowerCase()];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** A header that holds a whole number from 0 on, otherwise undefined. */
export function integerHeaderOf(exchange: Exchange, name: string): number | undefined {
  const text = headerOf(exchange, name);
  if (text === undefined || !/^\d{1,15}$/u.test(text)) return undefined;
  return Number(text);
}

/** Encodes one path segment the way both server families write it into an href. */
export function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replaceAll(
    /[!'()*]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
