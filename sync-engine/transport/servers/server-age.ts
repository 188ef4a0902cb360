import type { ServerKind } from '../../core/model/account.ts';
import type { Capabilities, ServerStatus } from './server-answers.ts';

/** What a server says it is, judged. */
export type ServerJudgement =
  | { readonly kind: 'usable'; readonly server: ServerKind; readonly product: string; readonly version: string }
  | { readonly kind: 'too-old'; readonly product: string; readonly version: string; readonly oldest: string }
  | { readonly kind: 'other-software'; readonly product: string };

/** Chunked uploads that can be resumed came with ownCloud 10.0. */
const OLDEST_OWNCLOUD = '10.0';
/** Spaces, without which nothing below is where we look for it, came with Infinite Scale 2.0. */
const OLDEST_INFINITE_SCALE = '2.0';

/**
 * Which family a server belongs to, and whether it can be worked with. A version that cannot be read is no reason to
 * refuse. Nextcloud answers like ownCloud 10 in many places, but not where it matters for syncing. Pure.
 */
export function judgeServer(status: ServerStatus, capabilities: Capabilities | undefined): ServerJudgement {
  const product = status.productname ?? status.product ?? 'ownCloud';
  if (/nextcloud/i.test(`${product} ${status.product ?? ''}`)) return { kind: 'other-software', product };
  const hasOwnVersion = status.productversion !== undefined && !/^owncloud$/i.test(status.product ?? 'ownCloud');
  const isInfiniteScale = capabilities?.spaces?.enabled ?? hasOwnVersion;
  return isInfiniteScale ? judgeInfiniteScale(status, product) : judgeOwncloud(status, product);
}

function judgeInfiniteScale(status: ServerStatus, product: string): ServerJudgement {
  const version = status.productversion ?? status.version ?? '';
  const major = readMajor(version);
  // OpenCloud began to count anew, and has had spaces from its first version on.
  const canBeTooOld = /infinite scale|ocis|owncloud/i.test(status.product ?? product);
  if (canBeTooOld && status.productversion !== undefined && major !== undefined && major < 2)
    return { kind: 'too-old', product, version, oldest: OLDEST_INFINITE_SCALE };
  return { kind: 'usable', server: 'infinite-scale', product, version };
}

function judgeOwncloud(status: ServerStatus, product: string): ServerJudgement {
  const version = status.versionstring ?? status.version ?? '';
  const major = readMajor(version);
  if (major !== undefined && major < 10) return { kind: 'too-old', product, version, oldest: OLDEST_OWNCLOUD };
  // ownCloud 10 was the last of its line; whoever counts further is another program.
  if (major !== undefined && major > 10) return { kind: 'other-software', product };
  return { kind: 'usable', server: 'owncloud10', product, version };
}

function readMajor(version: string): number | undefined {
  const digits = /^v?(\d{1,4})\./i.exec(version)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
