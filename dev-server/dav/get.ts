import { randomUUID } from 'node:crypto';
import { emptyAnswer, textAnswer } from '../http/answer.ts';
import type { Answer, FileSlice } from '../http/answer.ts';
import { headerOf } from '../http/exchange.ts';
import type { StoredNode } from '../store/node.ts';
import { findTarget, notFound, refuse, spaceOf } from './call.ts';
import type { DavCall } from './call.ts';
import { hasEtag, refuseByConditions } from './conditions.ts';
import { contentTypeOf } from './content-type.ts';

/** GET and HEAD, with ranges. @see RFC 9110 §14 */
export function get(call: DavCall): Answer {
  const node = findTarget(call);
  if (node === undefined) return notFound(call);
  if (node.isDirectory) return getDirectory(call, node);
  if (call.context.faults.readsProcessing(node.id)) return emptyAnswer(425);
  const refusal = refuseByConditions(call, node);
  if (refusal !== undefined) return refuse(call.context, refusal);
  const headers = fileHeaders(call, node);
  const noneMatch = headerOf(call.exchange, 'If-None-Match');
  if (noneMatch !== undefined && !call.context.options.careless.ignoresIfMatch && hasEtag(noneMatch, node.etag))
    return emptyAnswer(304, headers);
  const file = node.blobId === undefined ? '' : call.context.store.blobs.fileOf(node.blobId);
  const rangeHeader = isRangeStale(call, node) ? undefined : headerOf(call.exchange, 'Range');
  return rangedAnswer({ file, sizeBytes: node.sizeBytes, headers, rangeHeader });
}

function getDirectory(call: DavCall, node: StoredNode): Answer {
  if (call.context.profile.kind === 'owncloud10') {
    return refuse(call.context, {
      status: 405,
      exception: 'MethodNotAllowed',
      message: 'GET is only implemented for files',
    });
  }
  const isHead = call.exchange.method === 'HEAD';
  return emptyAnswer(200, {
    ETag: `"${node.etag}"`,
    'Last-Modified': new Date(node.mtimeMs).toUTCString(),
    'Content-Length': isHead ? String(node.sizeBytes) : '0',
  });
}

function fileHeaders(call: DavCall, node: StoredNode): Readonly<Record<string, string>> {
  return {
    'Content-Type': contentTypeOf(node.name),
    ETag: `"${node.etag}"`,
    'OC-ETag': `"${node.etag}"`,
    'OC-FileId': call.context.profile.fileId(node, spaceOf(call, node)),
    'Last-Modified': new Date(node.mtimeMs).toUTCString(),
    'Accept-Ranges': 'bytes',
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(node.name)}`,
    ...(node.checksums === undefined ? {} : { 'OC-Checksum': `SHA1:${node.checksums.sha1}` }),
  };
}

/** Whether `If-Range` names an older state; the real server ignores it. */
function isRangeStale(call: DavCall, node: StoredNode): boolean {
  const ifRange = headerOf(call.exchange, 'If-Range');
  if (ifRange === undefined || call.context.options.careless.ignoresIfMatch) return false;
  return ifRange.trim() !== `"${node.etag}"` && ifRange.trim() !== new Date(node.mtimeMs).toUTCString();
}

interface RangedFile {
  readonly file: string;
  readonly sizeBytes: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly rangeHeader: string | undefined;
}

/** A file or the asked parts of it: 200, 206 (single or multipart) or 416. */
export function rangedAnswer({ file, sizeBytes, headers, rangeHeader }: RangedFile): Answer {
  const whole: Answer = { status: 200, headers, body: { kind: 'file', slice: { file, start: 0, end: sizeBytes } } };
  if (rangeHeader === undefined) return whole;
  const ranges = parseRanges(rangeHeader, sizeBytes);
  if (ranges === 'ignored') return whole;
  const [first, ...more] = ranges;
  if (first === undefined)
    return textAnswer(416, 'range not satisfiable', {
      'Content-Type': 'text/plain',
      'Content-Range': `bytes */${sizeBytes}`,
    });
  if (more.length === 0) {
    return {
      status: 206,
      headers: { ...headers, 'Content-Range': rangeText(first, sizeBytes) },
      body: { kind: 'file', slice: { file, start: first.start, end: first.end } },
    };
  }
  return multipartAnswer({ file, sizeBytes, headers, ranges });
}

interface ByteRange {
  readonly start: number;
  readonly end: number;
}

function rangeText(range: ByteRange, sizeBytes: number): string {
  return `bytes ${range.start}-${range.end - 1}/${sizeBytes}`;
}

function multipartAnswer(parts: {
  readonly file: string;
  readonly sizeBytes: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly ranges: readonly ByteRange[];
}): Answer {
  const boundary = randomUUID();
  const body: (string | FileSlice)[] = [];
  for (const range of parts.ranges) {
    body.push(
      `\r\n--${boundary}\r\nContent-Type: ${parts.headers['Content-Type'] ?? 'application/octet-stream'}\r\nContent-Range: ${rangeText(range, parts.sizeBytes)}\r\n\r\n`,
    );
    body.push({ file: parts.file, start: range.start, end: range.end });
  }
  body.push(`\r\n--${boundary}--\r\n`);
  return {
    status: 206,
    headers: { ...parts.headers, 'Content-Type': `multipart/byteranges; boundary=${boundary}` },
    body: { kind: 'parts', parts: body },
  };
}

/** More ranges than this in one request are ignored (a known attack). */
const MAX_RANGES = 50;

/** Satisfiable ranges in order; `ignored` for headers that are not understood. */
function parseRanges(header: string, sizeBytes: number): readonly ByteRange[] | 'ignored' {
  const list = /^bytes\s*=\s*(.+)$/iu.exec(header.trim())?.[1];
  if (list === undefined) return 'ignored';
  const specs = list.split(',').map((spec) => /^\s*(\d*)\s*-\s*(\d*)\s*$/u.exec(spec));
  if (specs.length > MAX_RANGES) return 'ignored';
  const ranges: ByteRange[] = [];
  for (const spec of specs) {
    const [, from = '', to = ''] = spec ?? [];
    if (spec === null || (from === '' && to === '')) return 'ignored';
    const start = from === '' ? Math.max(0, sizeBytes - Number(to)) : Number(from);
    const end = from === '' || to === '' ? sizeBytes : Math.min(Number(to) + 1, sizeBytes);
    if (from !== '' && to !== '' && Number(to) < Number(from)) return 'ignored';
    if (start < end) ranges.push({ start, end });
  }
  return ranges;
}
