import type { Answer } from '#ipc/contract.ts';
import { refuseServer } from '#policies/policy-rules.ts';
import { createServerTree } from '#sync-engine/engine/create-server-tree.ts';
import type { ServerTree } from '#sync-engine/engine/selection/server-tree.ts';
import { fail, succeed } from '../answers.ts';
import { findAccount, toAccess } from './host-accounts.ts';
import type { HostParts } from '../host-parts.ts';

/** A person may think for a while between two looks; then connections and names are let go. */
const IDLE_MS = 15 * 60_000;

/**
 * What a person who sets up a folder looks at on a server: one space at a time, kept while it is in use, so that a search
 * can go on and what was shown can be chosen.
 */
export class ServerTrees {
  #kept: { readonly key: string; readonly tree: ServerTree } | undefined;
  #idle: NodeJS.Timeout | undefined;

  /** The directories of a space. Codes: `account-unknown`, that of a server the organisation forbids. */
  find(
    parts: Pick<HostParts, 'accounts' | 'trust' | 'proxy' | 'organisation' | 'log'>,
    accountId: string,
    space: string | undefined,
  ): Answer<ServerTree> {
    const account = findAccount(parts.accounts, accountId);
    if (account === undefined) return fail({ code: 'account-unknown' });
    const refusal = refuseServer(parts.organisation, account.serverAddress);
    if (refusal !== undefined) return fail({ code: refusal });
    this.#rest();
    const key = JSON.stringify([account.id, account.serverAddress, space]);
    if (this.#kept?.key === key) return succeed(this.#kept.tree);
    const created = createServerTree({ access: toAccess(parts, account), space, logOutput: parts.log });
    if (!created.ok) return fail(created.error);
    void this.close();
    this.#rest();
    this.#kept = { key, tree: created.value };
    return succeed(created.value);
  }

  /** What is under way fails; the next look begins anew. */
  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const kept = this.#kept;
    this.#kept = undefined;
    await kept?.tree.close();
  }

  #rest(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => void this.close(), IDLE_MS).unref();
  }
}
