import type { ReactNode } from 'react';
import type { NameFaultView } from '#ipc/path-view.ts';
import { toVisibleText } from '#ipc/visible-text.ts';
import { useText } from '../../i18n/language-context.tsx';
import type { GetText } from '../../i18n/text.ts';
import { nameFaultMessages } from './name-fault-messages.ts';

/** Says which sign or rule it is that forbids a name. */
export function NameFault({ fault }: { readonly fault: NameFaultView | undefined }): ReactNode {
  const text = useText(nameFaultMessages);
  return fault === undefined ? null : <p className="kern-body">{describeNameFault(fault, text)}</p>;
}

function describeNameFault(fault: NameFaultView, text: GetText<keyof typeof nameFaultMessages>): string {
  if (fault.kind === 'too-long') return text(fault.counts, { length: fault.length, most: fault.most });
  if (fault.kind === 'signs') return text('signs', { count: fault.signs.length, signs: fault.signs.join(' ') });
  if (fault.kind === 'device') return text('device', { word: toVisibleText(fault.word) });
  return text(fault.kind);
}
