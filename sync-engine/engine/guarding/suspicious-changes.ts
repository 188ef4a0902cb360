import { buffer } from 'node:stream/consumers';
import type { ContentVerdict } from '../../core/guards/content-signature.ts';
import { isStrangeExtension, judgeContent, SIGNATURE_BYTES, toExtension } from '../../core/guards/content-signature.ts';
import type { Sign } from '../../core/model/false-alarm.ts';
import type { NodeId } from '../../core/model/ids.ts';
import type { LocalStamp } from '../../core/model/observation.ts';
import { isSameStamp } from '../../core/model/observation.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { findPath } from '../../core/model/tree.ts';
import type { Filesystem } from '../../filesystem/filesystem.ts';
import type { Observation } from '../looking/observe.ts';

interface Judged {
  readonly stamp: LocalStamp;
  readonly verdict: ContentVerdict;
}

/**
 * Finds tracked files that a plan would send as noise or under a strange extension. Reads the first KiB of each file
 * that is about to be sent in place of a version on the server, once per version; all of it is read a moment later
 * anyway.
 */
export class SuspiciousChanges {
  readonly #filesystem: Filesystem;
  #judged = new Map<NodeId, Judged>();

  constructor(filesystem: Filesystem) {
    this.#filesystem = filesystem;
  }

  async find(observation: Observation): Promise<ReadonlyMap<NodeId, Sign>> {
    const { plan, observed } = observation;
    const suspicions = new Map<NodeId, Sign>();
    const judged = new Map<NodeId, Judged>();
    for (const operation of plan.operations) {
      const { node } = operation;
      const agreedName = plan.base.get(node)?.name;
      if (operation.side !== 'remote' || agreedName === undefined) continue;
      if (operation.kind === 'move' && operation.nodeKind === 'file' && operation.role === 'final') {
        const extension = toExtension(operation.place.name);
        const isStrange = extension !== toExtension(agreedName) && isStrangeExtension(extension);
        if (isStrange && !suspicions.has(node)) suspicions.set(node, { kind: 'renamed', extension });
      }
      const stamp = observed.localStamps.get(node);
      const path = findPath(plan.local, node);
      if (operation.kind !== 'transfer' || operation.mode.kind !== 'replace') continue;
      if (stamp === undefined || path === undefined) continue;
      const before = this.#judged.get(node);
      const isKnown = before !== undefined && isSameStamp('file', before.stamp, stamp);
      const verdict = isKnown ? before.verdict : judgeContent(agreedName, await this.#readStart(path, stamp));
      judged.set(node, { stamp, verdict });
      const extension = toExtension(plan.local.get(node)?.name ?? agreedName);
      if (verdict === 'scrambled') suspicions.set(node, { kind: 'scrambled', extension });
    }
    this.#judged = judged;
    return suspicions;
  }

  /** No bytes when the file cannot be read now: then it cannot be sent now either. */
  async #readStart(path: RelativePath, stamp: LocalStamp): Promise<Uint8Array> {
    const opened = await this.#filesystem.openFile(path);
    if (opened.kind !== 'done') return new Uint8Array();
    try {
      const isPlanned = isSameStamp('file', opened.value.stamp, stamp);
      return isPlanned
        ? await buffer(opened.value.read(0, Math.min(SIGNATURE_BYTES, stamp.sizeBytes)))
        : new Uint8Array();
    } catch {
      // It became shorter while it was read; the upload will notice that too.
      return new Uint8Array();
    } finally {
      await opened.value.close();
    }
  }
}
