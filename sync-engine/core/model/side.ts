/** The two sides of a sync folder. */
export type Side = 'local' | 'remote';

/** The other side. */
export function otherSide(side: Side): Side {
  return side === 'local' ? 'remote' : 'local';
}
