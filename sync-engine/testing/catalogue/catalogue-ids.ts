function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** Numbers of all scenarios of the catalogue in the groups that this folder covers. */
const GROUPS: Readonly<Record<string, readonly number[]>> = {
  MOVE: [...range(1, 28), 50, 51],
  CONF: [...range(1, 24), ...range(40, 47)],
  DEL: range(1, 10),
  LDISC: range(1, 19),
  RDISC: range(1, 21),
  BLK: range(1, 5),
  PERM: range(1, 21),
  DL: range(1, 7),
  UP: range(1, 30),
  LOCK: range(1, 4),
  CHK: range(1, 8),
  EXC: range(1, 41),
};

/** Every id of the catalogue in these groups, such as `MOVE-03`, in its order. */
export const CATALOGUE_IDS: readonly string[] = Object.entries(GROUPS).flatMap(([group, numbers]) =>
  numbers.map((number) => `${group}-${String(number).padStart(2, '0')}`),
);
