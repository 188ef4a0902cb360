import { z } from 'zod';
import { parseNodeId } from '../store/node.ts';
import type { NodeId } from '../store/node.ts';

const uploadStateSchema = z.object({
  segments: z.array(z.string()).readonly(),
  rootId: z.number().optional(),
  lengthBytes: z.number(),
  mtimeMs: z.number().optional(),
  checksum: z.string().optional(),
  ifMatch: z.string().optional(),
  ifNoneMatch: z.string().optional(),
});

/** What a TUS upload was created with; `segments` from `rootId`, or the user's root. */
export interface UploadState {
  readonly segments: readonly string[];
  readonly rootId: NodeId | undefined;
  readonly lengthBytes: number;
  readonly mtimeMs: number | undefined;
  /** `TYPE hex` or `TYPE:hex`. */
  readonly checksum: string | undefined;
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
}

/** Reads a stored state; throws when the database holds something else. */
export function parseUploadState(text: string): UploadState {
  const parsed = uploadStateSchema.parse(JSON.parse(text));
  return {
    segments: parsed.segments,
    rootId: parsed.rootId === undefined ? undefined : parseNodeId(parsed.rootId),
    lengthBytes: parsed.lengthBytes,
    mtimeMs: parsed.mtimeMs,
    checksum: parsed.checksum,
    ifMatch: parsed.ifMatch,
    ifNoneMatch: parsed.ifNoneMatch,
  };
}

/** Reads `Upload-Metadata`: comma-separated pairs of a key and base64 text. */
export function parseUploadMetadata(header: string): ReadonlyMap<string, string> {
  const pairs = header.split(',').map((pair) => pair.trim().split(/\s+/u));
  return new Map(
    pairs.flatMap(([key = '', value]) =>
      key === '' || value === undefined ? [] : [[key, Buffer.from(value, 'base64').toString('utf8')] as const],
    ),
  );
}
