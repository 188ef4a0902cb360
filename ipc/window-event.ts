import { z } from 'zod';
import { appEventSchema } from './app-change.ts';

/** Places in the windows that the shell can lead to. */
export const windowViewSchema = z.enum([
  'overview',
  'decisions',
  'conflicts',
  'problems',
  'activity',
  'settings',
  'help',
  'about',
]);

export type WindowView = z.infer<typeof windowViewSchema>;

/** What a window hears without asking. */
export const windowEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('app'), event: appEventSchema }),
  /** The engine host has ended; it is being started again, and the state has to be asked for then. */
  z.object({ kind: z.literal('host-restarting') }),
  /** The engine host does not answer; `host-ready` when it does again, `host-restarting` when it is given up. */
  z.object({ kind: z.literal('host-hangs') }),
  z.object({ kind: z.literal('host-ready') }),
  /** In browser mode: the key of this window is no longer good, nothing more will come. */
  z.object({ kind: z.literal('key-refused') }),
  /** A person chose in the tray, or by a link, what to see. */
  z.object({ kind: z.literal('show'), view: windowViewSchema }),
  /** A person chose in the tray to quit while something was unsaved: the window asks, and quits when they have answered. */
  z.object({ kind: z.literal('quit-asked') }),
]);
export type WindowEvent = z.infer<typeof windowEventSchema>;
