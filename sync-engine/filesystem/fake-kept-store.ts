import type { Checksum } from '../core/model/checksum.ts';
import type { LocalStamp } from '../core/model/observation.ts';
import { isSameStamp } from '../core/model/observation.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { ROOT_PATH } from '../core/model/relative-path.ts';
import type { Outcome, Result, SyncError } from '../core/model/sync-error.ts';
import { cancelledError, refuse } from './errno-outcome.ts';
import type { FakeDisk, FakeNode } from './fake-disk.ts';
import type { FakeFaults } from './fake-faults.ts';
import { toFakeChecksum } from './fake-staging-file.ts';
import type { KeptFile, KeptStore, RestoreRequest, StatReading } from './filesystem.ts';
import { assertPrivateId } from './private-files.ts';

/** What the fake store takes from the fake file system around it. */
interface FakeKeptStoreParts {
  readonly disk: FakeDisk;
  readonly faults: FakeFaults;
  /** Why the store is not that of the root that was opened; undefined when it is. */
  readonly findRootBlock: (act: string) => { readonly kind: 'failed'; readonly error: SyncError } | undefined;
  /** Border, expectation and displacing of the target; `done` when the bytes may arrive. */
  readonly clearTarget: (request: RestoreRequest) => Promise<Outcome<unknown>>;
  readonly beforeArrival: (target: RelativePath) => void;
}

/** The safety store of a fake disk. */
export class FakeKeptStore implements KeptStore {
  readonly #parts: FakeKeptStoreParts;

  constructor(parts: FakeKeptStoreParts) {
    this.#parts = parts;
  }

  async list(): Promise<Result<readonly KeptFile[]>> {
    const fault = await this.#parts.faults.take('list-kept', ROOT_PATH);
    const error = fault ?? this.#parts.findRootBlock('list-kept')?.error;
    if (error !== undefined) return { ok: false, error };
    const value = [...this.#parts.disk.kept].flatMap(([keepId, items]) =>
      [...items].map(([name, node]) => ({ keepId, name, stamp: this.#parts.disk.toStamp(node) })),
    );
    return { ok: true, value };
  }

  async find(keepId: string, name: string): Promise<StatReading> {
    const node = this.#find(keepId, name);
    const blocked = this.#parts.findRootBlock('find-kept');
    if (blocked !== undefined) return blocked;
    if (node === undefined) return { kind: 'absent' };
    return { kind: 'present', entry: { name, kind: node.kind, stamp: this.#parts.disk.toStamp(node) } };
  }

  async hash(
    keepId: string,
    name: string,
    signal: AbortSignal,
  ): Promise<Outcome<{ checksum: Checksum; stamp: LocalStamp }>> {
    const node = this.#find(keepId, name);
    const blocked = this.#parts.findRootBlock('hash-kept');
    if (blocked !== undefined) return blocked;
    if (signal.aborted) return { kind: 'failed', error: cancelledError('hash-kept') };
    if (node === undefined) return refuse('missing');
    return { kind: 'done', value: { checksum: toFakeChecksum(node.bytes), stamp: this.#parts.disk.toStamp(node) } };
  }

  async restore(request: RestoreRequest): Promise<Outcome<LocalStamp>> {
    const { keepId, name, target, displacedKeepId } = request;
    assertPrivateId(displacedKeepId);
    const error = await this.#parts.faults.take('restore-kept', target);
    const node = this.#find(keepId, name);
    if (error !== undefined) return { kind: 'failed', error };
    const blocked = this.#parts.findRootBlock('restore-kept');
    if (blocked !== undefined) return blocked;
    if (node === undefined) return refuse('missing');
    const cleared = await this.#parts.clearTarget(request);
    if (cleared.kind !== 'done') return cleared;
    this.#parts.beforeArrival(target);
    if (this.#parts.disk.find(target) !== undefined) return refuse('exists');
    this.#remove(keepId, name);
    this.#parts.disk.attach(target, node);
    return { kind: 'done', value: this.#parts.disk.toStamp(node) };
  }

  async drop(file: KeptFile): Promise<Outcome<void>> {
    const fault = await this.#parts.faults.take('drop-kept', ROOT_PATH);
    const node = this.#find(file.keepId, file.name);
    const error = fault ?? this.#parts.findRootBlock('drop-kept')?.error;
    if (error !== undefined) return { kind: 'failed', error };
    if (node === undefined) return refuse('missing');
    if (!isSameStamp('file', this.#parts.disk.toStamp(node), file.stamp)) return refuse('changed-meanwhile');
    this.#remove(file.keepId, file.name);
    this.#parts.disk.free(node);
    return { kind: 'done', value: undefined };
  }

  #find(keepId: string, name: string): FakeNode | undefined {
    assertPrivateId(keepId);
    if (name === '' || name === '.' || name === '..' || /[/\0]/.test(name)) throw new RangeError('not a name');
    return this.#parts.disk.kept.get(keepId)?.get(name);
  }

  #remove(keepId: string, name: string): void {
    const items = this.#parts.disk.kept.get(keepId);
    items?.delete(name);
    if (items?.size === 0) this.#parts.disk.kept.delete(keepId);
  }
}
