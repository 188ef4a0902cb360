import { z } from 'zod';
import { commitTo } from './move-stage.ts';
import { stopAtMoment } from './stop-at-moment.ts';

/** Program of the crash tests: moves a sync folder, or is killed on the way. */

const orderSchema = z.object({
  from: z.string(),
  to: z.string(),
  stateDirectory: z.string(),
  settingsPath: z.string(),
  how: z.enum(['rename', 'copy']),
  diaryPath: z.string(),
  killPoint: z.object({ moment: z.number(), position: z.enum(['before', 'torn', 'after']) }).optional(),
});

/** What the program is told as its only argument, in JSON. */
export type MoveOrder = z.input<typeof orderSchema>;

const { how, diaryPath, killPoint, settingsPath, ...places } = orderSchema.parse(JSON.parse(process.argv[2] ?? ''));
await stopAtMoment(diaryPath, killPoint);
// Only now, because a module that was loaded before would keep the calls that are not watched.
const { moveSyncFolder } = await import('../../engine/create-folder-move.ts');
const end = await moveSyncFolder({
  ...places,
  signal: AbortSignal.timeout(300_000),
  onProgress: () => {},
  commit: commitTo(settingsPath),
  isOnSameDisk: () => how === 'rename',
});
if (end.kind !== 'moved') throw new Error(end.code);
