import type { Refusal } from '../profiles/profile.ts';
import type { ReceivedBytes } from '../store/blobs.ts';
import type { Checksums, StoredNode } from '../store/node.ts';
import { announce } from './call.ts';
import type { DavCall } from './call.ts';
import { refuseByConditions } from './conditions.ts';
import { findWriteTarget, refuseByQuota } from './write-target.ts';
import type { CreationKind } from '../profiles/profile.ts';

/** What is to become the content of a file. */
export interface ContentCommit {
  readonly segments: readonly string[];
  readonly bytes: ReceivedBytes;
  readonly mtimeMs: number;
  readonly creation: CreationKind;
  /** Looked at in the same turn as the change; undefined = go on. */
  readonly recheck: (existing: StoredNode | undefined) => Refusal | undefined;
}

/** Written, or refused with the old content untouched. */
export type CommitResult =
  | { readonly kind: 'written'; readonly node: StoredNode; readonly wasNew: boolean }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * Makes received bytes the content of a file, atomically: target, conditions and quota are looked at again in the
 * same turn as the change, so of several writers with one etag exactly one wins. Takes care of the bytes in every case.
 */
export async function commitContent(call: DavCall, commit: ContentCommit): Promise<CommitResult> {
  const { store } = call.context;
  const blobId = await store.blobs.keep(commit.bytes);
  const result = store.database.transaction((): CommitResult => {
    const target = findWriteTarget(call, commit.segments, commit.creation);
    if (target.kind === 'refused') return target;
    const { existing, place } = target;
    if (existing?.isDirectory === true)
      return {
        kind: 'refused',
        refusal: { status: 409, exception: 'Conflict', message: 'PUT is not allowed on non-files.' },
      };
    const refusal =
      commit.recheck(existing) ?? refuseByQuota(call, commit.bytes.sizeBytes - (existing?.sizeBytes ?? 0));
    if (refusal !== undefined) return { kind: 'refused', refusal };
    const writtenBy = call.mount.account.name;
    const content = { blobId, sizeBytes: commit.bytes.sizeBytes, mtimeMs: commit.mtimeMs, writtenBy };
    const node =
      existing === undefined ? store.nodes.createFile(place, content) : store.nodes.replaceContent(existing, content);
    return { kind: 'written', node, wasNew: existing === undefined };
  });
  if (result.kind === 'refused') {
    store.blobs.release(blobId);
    return result;
  }
  const { careless } = call.context.options;
  if (careless.postProcessing && call.context.random() < 0.2) call.context.faults.beginProcessing(result.node.id, 1);
  announce(
    { ...call, account: call.mount.account },
    result.node.sizeBytes === 0 ? 'file-touched' : 'postprocessing-finished',
    result.node,
  );
  return result;
}

/** The conditions of the request itself, as a recheck. */
export function requestConditions(call: DavCall): (existing: StoredNode | undefined) => Refusal | undefined {
  return (existing) => refuseByConditions(call, existing);
}

/** How a declared checksum compares with the bytes. `text` is `TYPE:hex` (or `TYPE hex`). */
export function compareChecksum(text: string, checksums: Checksums): 'equal' | 'different' | 'unknown' {
  const match = /^(SHA1|MD5|ADLER32)[: ]([0-9a-f]+)$/iu.exec(text.trim());
  if (match === null) return 'unknown';
  const [, type = '', hex = ''] = match;
  const known: Readonly<Record<string, string>> = {
    SHA1: checksums.sha1,
    MD5: checksums.md5,
    ADLER32: checksums.adler32,
  };
  return known[type.toUpperCase()] === hex.toLowerCase() ? 'equal' : 'different';
}

/** Refusal for a checksum header that does not fit the bytes. */
export function refuseByChecksum(header: string | undefined, checksums: Checksums): Refusal | undefined {
  if (header === undefined || header.trim() === '') return undefined;
  const comparison = compareChecksum(header, checksums);
  if (comparison === 'equal') return undefined;
  const message =
    comparison === 'different'
      ? 'The computed checksum does not match the one received from the client.'
      : 'Unsupported checksum';
  return { status: 400, exception: 'BadRequest', message };
}
