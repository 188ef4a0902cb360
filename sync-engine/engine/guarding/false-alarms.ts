import { z } from 'zod';
import { DEFAULT_CHANGE_LIMITS } from '../../core/guards/mass-change.ts';
import type { FalseAlarm, Sign } from '../../core/model/false-alarm.ts';
import { toSignName } from '../../core/model/false-alarm.ts';
import type { Hold } from '../../core/model/hold.ts';
import type { NodeId } from '../../core/model/ids.ts';
import type { Filesystem } from '../../filesystem/filesystem.ts';

/** Private file that names what was taken back. A file, because a running sync has the sync database for itself. */
const TAKEN_BACK_FILE = 'answer-false-alarms.json';

const takenBackSchema = z.array(
  z.object({ kind: z.enum(['scrambled', 'renamed']), extension: z.string(), rememberedAtMs: z.number() }).readonly(),
);

/**
 * What is remembered once a person has called a list meant for good: the signs that enough of its files bear to raise a
 * question by themselves, or where none does, all that raised it together, or with what went before. What only waited
 * with them asks again when it becomes many. Signs already remembered keep their time.
 */
export function rememberMeant(alarms: readonly FalseAlarm[], { hold, signs, nowMs }: Meant): readonly FalseAlarm[] {
  const borne = hold.nodes.flatMap((id) => signs.get(id) ?? []);
  const bySign = [...Map.groupBy(borne, toSignName).values()];
  const many = bySign.filter(({ length }) => length >= DEFAULT_CHANGE_LIMITS.minFiles);
  const meant = many.length > 0 ? many.flat() : borne.filter(({ kind }) => kind === hold.reason);
  const known = new Set(alarms.map(toSignName));
  const added = new Map(meant.filter((sign) => !known.has(toSignName(sign))).map((sign) => [toSignName(sign), sign]));
  if (added.size === 0) return alarms;
  const remembered = Array.from(added.values(), ({ kind, extension }) => ({ kind, extension, rememberedAtMs: nowMs }));
  return [...alarms, ...remembered];
}

/** A list that a person has called meant for good. */
export interface Meant {
  readonly hold: Pick<Hold, 'nodes' | 'reason'>;
  /** What makes each of them suspicious, as far as it can be seen now. */
  readonly signs: ReadonlyMap<NodeId, Sign>;
  readonly nowMs: number;
}

/** Without those that a person has taken back since they were remembered. The same list when there are none. */
export async function dropTakenBack(
  alarms: readonly FalseAlarm[],
  filesystem: Filesystem,
): Promise<readonly FalseAlarm[]> {
  if (alarms.length === 0) return alarms;
  const takenBack = new Set((await readTakenBack(filesystem)).map(toKey));
  return alarms.some((alarm) => takenBack.has(toKey(alarm)))
    ? alarms.filter((alarm) => !takenBack.has(toKey(alarm)))
    : alarms;
}

/**
 * Leaves word for the next run that a sign shall raise questions again. Only for the time it was remembered at: whoever
 * calls it meant once more later is not overruled. Error codes of `writePrivate`.
 */
export async function takeBack(
  alarm: FalseAlarm,
  { alarms, filesystem }: { readonly alarms: readonly FalseAlarm[]; readonly filesystem: Filesystem },
): ReturnType<Filesystem['writePrivate']> {
  const current = new Set(alarms.map(toKey));
  const before = (await readTakenBack(filesystem)).filter((other) => current.has(toKey(other)));
  return filesystem.writePrivate(TAKEN_BACK_FILE, `${JSON.stringify([...before, alarm])}\n`);
}

/** What is no list of ours takes nothing back: then it can be taken back again. */
async function readTakenBack(filesystem: Filesystem): Promise<readonly FalseAlarm[]> {
  const text = await filesystem.readPrivate(TAKEN_BACK_FILE);
  if (text === undefined) return [];
  try {
    return takenBackSchema.safeParse(JSON.parse(text)).data ?? [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

function toKey(alarm: FalseAlarm): string {
  return `${alarm.rememberedAtMs} ${toSignName(alarm)}`;
}
