import type { NodeId } from '../store/node.ts';
import { createSeededRandom } from './seeded-random.ts';
import type { FaultEffect, FaultRule } from './fault-rule.ts';

/** A rule as installed, with how often it matched and how often it worked. */
export interface InstalledRule {
  readonly id: number;
  readonly rule: FaultRule;
  readonly matches: number;
  readonly hits: number;
}

/** An effect chosen for one request, with the rule that brought it. */
export interface ChosenEffect {
  readonly ruleId: number;
  readonly effect: FaultEffect;
}

interface RuleState {
  readonly id: number;
  readonly rule: FaultRule;
  readonly pattern: RegExp | undefined;
  readonly random: () => number;
  matches: number;
  hits: number;
}

/**
 * Everything that can be made to go wrong on purpose. Rules work in the order they were added; all that match one
 * request work together. Not persisted.
 */
export class FaultControl {
  readonly #rules = new Map<number, RuleState>();
  readonly #stalled = new Map<number, Set<() => void>>();
  readonly #listings = new Map<string, string>();
  readonly #processing = new Map<NodeId, number>();
  #nextId = 1;
  #readOnlyPaths: readonly string[] = [];
  #isInMaintenance = false;
  #quotaBytes: number | undefined;
  #dataFingerprint = '';

  /** Installs a rule and answers its id. Throws `SyntaxError` for a path that is no regular expression. */
  add(rule: FaultRule): number {
    const id = this.#nextId;
    this.#nextId += 1;
    const pattern = rule.path === undefined ? undefined : new RegExp(rule.path, 'u');
    this.#rules.set(id, { id, rule, pattern, random: createSeededRandom(rule.seed ?? id), matches: 0, hits: 0 });
    return id;
  }

  /** Removes a rule and lets go of what it holds. */
  remove(id: number): void {
    this.#rules.delete(id);
    for (const key of this.#listings.keys()) if (key.startsWith(`${id} `)) this.#listings.delete(key);
    this.release(id);
  }

  /** Back to a server without faults: rules, maintenance, read-only paths, quota, post-processing. */
  clear(): void {
    for (const id of this.#rules.keys()) this.remove(id);
    this.release();
    this.#processing.clear();
    this.#readOnlyPaths = [];
    this.#isInMaintenance = false;
    this.#quotaBytes = undefined;
    this.#dataFingerprint = '';
  }

  list(): readonly InstalledRule[] {
    return [...this.#rules.values()].map(({ id, rule, matches, hits }) => ({ id, rule, matches, hits }));
  }

  /** Lets stalled requests go on: those of one rule, or all. */
  release(id?: number): void {
    for (const [ruleId, waiting] of this.#stalled) {
      if (id !== undefined && id !== ruleId) continue;
      for (const go of waiting) go();
      this.#stalled.delete(ruleId);
    }
  }

  /** How many requests stand still at this moment. */
  get stalledRequests(): number {
    return [...this.#stalled.values()].reduce((sum, waiting) => sum + waiting.size, 0);
  }

  get isInMaintenance(): boolean {
    return this.#isInMaintenance;
  }

  setMaintenance(isOn: boolean): void {
    this.#isInMaintenance = isOn;
  }

  /** Overrides the server's quota for every user; undefined takes the override back. */
  setQuotaBytes(quotaBytes: number | undefined): void {
    this.#quotaBytes = quotaBytes;
  }

  get quotaBytes(): number | undefined {
    return this.#quotaBytes;
  }

  /** Value of `oc:data-fingerprint`; a new one tells clients that a backup was restored. */
  setDataFingerprint(fingerprint: string): void {
    this.#dataFingerprint = fingerprint;
  }

  get dataFingerprint(): string {
    return this.#dataFingerprint;
  }

  /** These items (path from the user's root, `/a/b`) and all below can only be read. */
  setReadOnlyPaths(paths: readonly string[]): void {
    this.#readOnlyPaths = paths.map((path) =>
      path
        .split('/')
        .filter((part) => part !== '')
        .join('/'),
    );
  }

  isReadOnly(segments: readonly string[]): boolean {
    if (this.#readOnlyPaths.length === 0) return false;
    const path = segments.join('/');
    return this.#readOnlyPaths.some(
      (readOnly) => readOnly === '' || path === readOnly || path.startsWith(`${readOnly}/`),
    );
  }

  /** Chooses what happens to one request and counts the match. */
  choose(method: string, path: string): readonly ChosenEffect[] {
    const chosen: ChosenEffect[] = [];
    for (const state of this.#rules.values()) {
      if (!matches(state, method, path)) continue;
      state.matches += 1;
      if (state.matches < (state.rule.nth ?? 1)) continue;
      if (state.hits >= (state.rule.times ?? Number.POSITIVE_INFINITY)) continue;
      if (state.rule.probability !== undefined && state.random() >= state.rule.probability) continue;
      state.hits += 1;
      chosen.push({ ruleId: state.id, effect: state.rule.effect });
    }
    return chosen;
  }

  /** Waits for `release`, the time, or the signal. */
  stall(ruleId: number, timeoutMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const waiting = this.#stalled.get(ruleId) ?? new Set();
      this.#stalled.set(ruleId, waiting);
      const go = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', go);
        waiting.delete(go);
        resolve();
      };
      const timer = setTimeout(go, timeoutMs);
      signal.addEventListener('abort', go, { once: true });
      waiting.add(go);
    });
  }

  /** The remembered listing of a rule, remembering this one when it is the first. */
  frozenListing(ruleId: number, key: string, current: string): string {
    const fullKey = `${ruleId} ${key}`;
    const frozen = this.#listings.get(fullKey);
    if (frozen !== undefined) return frozen;
    this.#listings.set(fullKey, current);
    return current;
  }

  /** Starts post-processing of an item for a number of reads. */
  beginProcessing(nodeId: NodeId, reads: number): void {
    this.#processing.set(nodeId, reads);
  }

  isProcessing(nodeId: NodeId): boolean {
    return this.#processing.has(nodeId);
  }

  /** Whether a read finds the item in post-processing; counts the read. */
  readsProcessing(nodeId: NodeId): boolean {
    const reads = this.#processing.get(nodeId);
    if (reads === undefined) return false;
    if (reads <= 1) this.#processing.delete(nodeId);
    else this.#processing.set(nodeId, reads - 1);
    return true;
  }
}

function matches(state: RuleState, method: string, path: string): boolean {
  if (state.rule.method !== undefined && state.rule.method !== method) return false;
  return state.pattern === undefined || state.pattern.test(path);
}
