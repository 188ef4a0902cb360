import type { RelativePath } from '../core/model/relative-path.ts';
import type { Result, SyncError } from '../core/model/sync-error.ts';

/** The root of the server's side at one moment. */
export interface RootState {
  /** RFC 6578 token, where the server has one. */
  readonly syncToken: string | undefined;
}

/** Changes since a token, as a source of the server tells them. */
export type ReportedChanges =
  | { readonly kind: 'changes'; readonly directories: readonly RelativePath[]; readonly syncToken: string }
  | { readonly kind: 'too-many' }
  | { readonly kind: 'token-expired' }
  | { readonly kind: 'not-supported' }
  | { readonly kind: 'failed'; readonly error: SyncError };

/** Where changes are read from; the transport in the product. */
export interface ChangeSource {
  readChanges(syncToken: string, signal: AbortSignal): Promise<ReportedChanges>;
}

/** Where to look on the server, and the cursor to store once that look has been taken over. */
export interface ChangeHints {
  /** `descend`: follow changed etags from the root. `directories`: only these can have changed. */
  readonly where:
    | { readonly kind: 'descend' }
    | { readonly kind: 'directories'; readonly paths: readonly RelativePath[] };
  readonly cursor: string | undefined;
}

/**
 * Asks the server's change journal what to look at again. Its answer is a set of hints, never taken for facts: what it
 * names is listed afterwards. Servers without a sync-token, expired tokens, refusals and long answers fall back to the
 * etag tree, which every server of the family keeps.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6578 sync-collection
 */
export async function readChangeHints(input: {
  readonly source: ChangeSource;
  readonly root: RootState;
  readonly cursor: string | undefined;
  readonly signal: AbortSignal;
}): Promise<Result<ChangeHints>> {
  const { root, cursor } = input;
  if (root.syncToken === undefined || cursor === undefined) {
    return { ok: true, value: { where: { kind: 'descend' }, cursor: root.syncToken } };
  }
  if (root.syncToken === cursor) return { ok: true, value: { where: { kind: 'directories', paths: [] }, cursor } };
  const report = await input.source.readChanges(cursor, input.signal);
  switch (report.kind) {
    case 'changes':
      return {
        ok: true,
        value: { where: { kind: 'directories', paths: report.directories }, cursor: report.syncToken },
      };
    case 'too-many':
    case 'token-expired':
    case 'not-supported':
      return { ok: true, value: { where: { kind: 'descend' }, cursor: root.syncToken } };
    case 'failed':
      return { ok: false, error: report.error };
    default:
      return report satisfies never;
  }
}
