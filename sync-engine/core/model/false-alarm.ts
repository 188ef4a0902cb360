import type { HoldReason } from './hold.ts';

/** What makes one change suspicious: noise under a file ending, or a name that got a strange new one. */
export interface Sign {
  readonly kind: Extract<HoldReason, 'scrambled' | 'renamed'>;
  /** The ending that the file has now, in lower case; empty when there is none. */
  readonly extension: string;
}

/** A sign that a person has called meant in this sync folder: it raises no question until that is taken back. */
export interface FalseAlarm extends Sign {
  readonly rememberedAtMs: number;
}

/** What a person writes to mean this sign: `scrambled.docx`. Two signs never share one. */
export function toSignName({ kind, extension }: Sign): string {
  return `${kind}.${extension}`;
}

/** Whether two lists remember the same signs since the same times, in the same order. */
export function areSameFalseAlarms(some: readonly FalseAlarm[], others: readonly FalseAlarm[]): boolean {
  return some.length === others.length && some.every((alarm, index) => isSame(alarm, others[index]));
}

function isSame(alarm: FalseAlarm, other: FalseAlarm | undefined): boolean {
  return (
    other !== undefined && toSignName(alarm) === toSignName(other) && alarm.rememberedAtMs === other.rememberedAtMs
  );
}
