import type { Resolution } from '#ipc/conflict-view.ts';

/** What somebody decided on two versions, so that others have another file once it is taken back. */
export type SeenByOthers = Exclude<Resolution, 'both'>;

/** Who kept both has changed nothing for anybody. Pure. */
export function isSeenByOthers(how: Resolution | undefined): how is SeenByOthers {
  return how !== undefined && how !== 'both';
}
