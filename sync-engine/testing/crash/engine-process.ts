import { z } from 'zod';
import { parseRelativePath } from '../../core/model/relative-path.ts';
import { recordDurability } from './record-durability.ts';
import { stopAtMoment } from './stop-at-moment.ts';
import { PLAIN_OPTIONS } from '../builders/engine-options.ts';

/** Program of the crash tests: syncs one folder with the real engine until it is equal, or until it is killed. */

const orderSchema = z.object({
  folderPath: z.string(),
  statePath: z.string(),
  serverUrl: z.string(),
  remotePath: z.string().transform((text) => {
    const path = parseRelativePath(text);
    if (path === undefined) throw new Error('no relative path');
    return path;
  }),
  userName: z.string(),
  password: z.string(),
  diaryPath: z.string(),
  durabilityPath: z.string().optional(),
  killPoint: z.object({ moment: z.number(), position: z.enum(['before', 'torn', 'after']) }).optional(),
});

/** What the program is told as its only argument, in JSON. */
export type Order = z.input<typeof orderSchema>;

const order = orderSchema.parse(JSON.parse(process.argv[2] ?? ''));
await stopAtMoment(order.diaryPath, order.killPoint);
if (order.durabilityPath !== undefined) await recordDurability(order.durabilityPath);
// Only now, because a module that was loaded before would keep the calls that are not watched.
const { createEngine } = await import('../../engine/create-engine.ts');
const { syncUntilEqual } = await import('../../engine/sync-until-equal.ts');
const created = createEngine({
  ...PLAIN_OPTIONS,
  localRootPath: order.folderPath,
  serverUrl: order.serverUrl,
  credentials: { kind: 'basic', userName: order.userName, password: order.password },
  remotePath: order.remotePath,
  stateDirectory: order.statePath,
  onEvent: () => {},
});
if (!created.ok) throw new Error(created.error.code);
const { folder, clock } = created.value;
const signal = AbortSignal.timeout(300_000);
const opened = await folder.open(signal);
if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.detail}`);
const end = await syncUntilEqual(folder, clock, signal);
await folder.close();
process.stdout.write(`${end.kind}\n`);
