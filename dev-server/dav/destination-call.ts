import { headerOf, parsePathSegments } from '../http/exchange.ts';
import type { Refusal } from '../profiles/profile.ts';
import type { DavCall } from './call.ts';
import { parseDavPath } from './dav-path.ts';
import type { OwnedCall } from './owned-call.ts';

/** A request seen from its `Destination` in a file tree. */
export type DestinationCall =
  | { readonly kind: 'call'; readonly call: DavCall }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Reads the `Destination` of a MOVE or COPY that starts outside of file trees (trash, versions, uploads). */
export function findDestinationCall({ context, exchange, account }: OwnedCall): DestinationCall {
  const refused = (status: number, exception: string, message: string): DestinationCall => ({
    kind: 'refused',
    refusal: { status, exception, message },
  });
  const header = headerOf(exchange, 'Destination');
  if (header === undefined || header === '')
    return refused(400, 'BadRequest', 'The destination header was not supplied');
  const segments = parsePathSegments(header.replace(/^[a-z]+:\/\/[^/]*/iu, ''));
  if (segments === undefined) return refused(400, 'BadRequest', 'The destination header is not a valid path');
  const path = parseDavPath(context, account, segments);
  if (path.kind !== 'tree') return refused(409, 'Conflict', 'The destination is not in a file tree');
  return { kind: 'call', call: { context, exchange, mount: path.mount, segments: path.segments } };
}
