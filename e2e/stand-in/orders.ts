import { z } from 'zod';

/** What a test may do to the desktop program from outside, as a person or the system would. */
export const orderSchema = z.discriminatedUnion('kind', [
  /** Chooses an entry of the tray's menu; of nested ones the labels from the outside in. */
  z.object({ kind: z.literal('choose'), labels: z.array(z.string()) }),
  /** Chooses an entry of the menu of all windows, by its labels from the outside in. */
  z.object({ kind: z.literal('choose-in-program'), labels: z.array(z.string()) }),
  /** Clicks on the last notification. */
  z.object({ kind: z.literal('click-notification') }),
  z.object({ kind: z.literal('click-tray') }),
  /** The second of two quick clicks, which systems tell of by another name. */
  z.object({ kind: z.literal('double-click-tray') }),
  z.object({ kind: z.literal('close-window') }),
  /** Another program comes to the front, and the window stays behind it. */
  z.object({ kind: z.literal('look-away') }),
  z.object({ kind: z.literal('second-instance'), argv: z.array(z.string()) }),
  z.object({ kind: z.literal('power'), event: z.enum(['suspend', 'resume', 'on-battery', 'on-ac']) }),
  z.object({ kind: z.literal('kill-host') }),
  /** Whoever is asked next where to save a text names this place. */
  z.object({ kind: z.literal('save-at'), path: z.string() }),
  /** Whoever is asked next which file or folder is meant chooses this one, or with an empty path closes the dialog. */
  z.object({ kind: z.literal('open-at'), path: z.string() }),
  /** What shows the page has died. */
  z.object({ kind: z.literal('lose-page') }),
  /** Nothing, but to tell when all that was ordered before is done. */
  z.object({ kind: z.literal('tell-done') }),
]);
export type Order = z.infer<typeof orderSchema>;

/** An entry of a menu as it was shown. */
export interface ShownEntry {
  readonly label: string;
  /** What Electron itself does for it. */
  readonly role?: string | undefined;
  readonly isEnabled: boolean;
  readonly entries: readonly ShownEntry[];
}

const entrySchema: z.ZodType<ShownEntry> = z.lazy(() =>
  z.object({ label: z.string(), role: z.string().optional(), isEnabled: z.boolean(), entries: z.array(entrySchema) }),
);

/** What the desktop program showed to the outside. */
export const reportSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('browser'), port: z.number() }),
  z.object({
    kind: z.literal('tray'),
    icon: z.string(),
    sentence: z.string(),
    menu: z.array(entrySchema),
  }),
  z.object({ kind: z.literal('program-menu'), menu: z.array(entrySchema) }),
  /** What a window shows was sent to the dialog for printing. */
  z.object({ kind: z.literal('printed'), address: z.string() }),
  z.object({ kind: z.literal('window'), isVisible: z.boolean(), preferences: z.record(z.string(), z.unknown()) }),
  z.object({ kind: z.literal('notification'), body: z.string() }),
  z.object({ kind: z.literal('opened'), target: z.string() }),
  /** A dialog asked for a file or folder, and got this; nothing when it was closed. */
  z.object({ kind: z.literal('picked'), path: z.string() }),
  /** The system was asked which proxy leads there. */
  z.object({ kind: z.literal('proxy-asked'), url: z.string() }),
  z.object({ kind: z.literal('trashed'), target: z.string() }),
  /** All that was ordered before this is done, and all that was to be reported until then has been. */
  z.object({ kind: z.literal('done') }),
]);
export type Report = z.infer<typeof reportSchema>;
