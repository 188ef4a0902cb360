import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { parseRelativePath } from '#sync-engine/core/model/relative-path.ts';
import { fail } from '../answers.ts';
import type { Handlers } from '../answers.ts';
import type { HostParts } from '../host-parts.ts';
import { answerListing, answerSearch, MAX_FOUND } from '../folders/selection-requests.ts';

type ServerRequestName = 'listServerDirectories' | 'searchServerDirectories';

/** Longest wait in ms of somebody who looks at a server: then it is told that it does not answer. */
const LIMIT_MS = 60_000;

/** Requests about a server of which nothing is synced yet. */
export function createServerRequests(parts: HostParts): Handlers<ServerRequestName> {
  const limited = (): AbortSignal => AbortSignal.any([parts.signal, AbortSignal.timeout(LIMIT_MS)]);
  return {
    async listServerDirectories({ accountId, spaceId, path }) {
      const place: RelativePath | undefined = parseRelativePath(path);
      if (place === undefined) return fail({ code: 'invalid-request' });
      const tree = parts.serverTrees.find(parts, accountId, spaceId);
      return tree.ok ? answerListing(await tree.value.list(place, limited())) : tree;
    },
    async searchServerDirectories({ accountId, spaceId, text, isFurther }) {
      const tree = parts.serverTrees.find(parts, accountId, spaceId);
      if (!tree.ok) return tree;
      return answerSearch(await tree.value.search({ text, limit: MAX_FOUND, isFurther, signal: limited() }));
    },
  };
}
