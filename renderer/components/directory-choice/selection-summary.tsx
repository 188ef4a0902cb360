import type { ReactNode } from 'react';
import { FactList } from '../fact-list.tsx';
import { FaultText } from '../fault-text.tsx';
import { formatSize } from '../../i18n/formats.ts';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { componentMessages } from '../messages.ts';
import type { ChoiceSummary, Disk } from './choice-summary.ts';
import { directoryChoiceMessages } from './messages.ts';
import type { SummedSize } from './selection-model.ts';
import { turnCertainty } from './selection-model.ts';

export interface SelectionSummaryProps {
  readonly summary: ChoiceSummary;
  readonly disk: Disk;
  /** New folders that stay away with this choice: nobody is asked about them any more. */
  readonly declined: number;
  /** How much must stay free was decided by the organisation. */
  readonly isReserveEnforced: boolean;
}

/** What the choice means: in a sentence, and in numbers that follow every click. */
export function SelectionSummary({ summary, disk, declined, isReserveEnforced }: SelectionSummaryProps): ReactNode {
  const text = useText(directoryChoiceMessages);
  const sharedText = useText(componentMessages);
  const language = useLanguage();
  const { comes, leaves, coming, leaving, selected, freeAfterBytes, isTooLarge } = summary;
  const describe = ({ bytes, certainty }: SummedSize): string =>
    text('size', { size: formatSize(bytes, language), certainty });
  const facts = [
    ...(selected === undefined ? [] : [{ key: 'selected', value: describe(selected) } as const]),
    ...(comes.length === 0 ? [] : [{ key: 'coming', value: describe(coming) } as const]),
    ...(leaves.length === 0 ? [] : [{ key: 'leaving', value: describe(leaving) } as const]),
    { key: 'free', value: formatSize(disk.freeBytes, language) } as const,
    ...(comes.length === 0
      ? []
      : [{ key: 'freeAfter', value: describe({ bytes: freeAfterBytes, certainty: turnCertainty(coming) }) } as const]),
  ];
  return (
    <>
      <p className="kern-body" role="status">
        {comes.length + leaves.length > 0 ? '' : text(declined === 0 ? 'same' : 'sameHere')}
        {text('comes', { count: comes.length })}
        {text('leaves', { count: leaves.length })}
        {text('declined', { count: declined })}
      </p>
      <FactList facts={facts.map(({ key, value }) => ({ label: text(key), value }))} />
      {isTooLarge ? (
        <FaultText>
          {text('tooLarge', {
            after: formatSize(freeAfterBytes, language),
            reserve: formatSize(disk.reserveBytes, language),
          })}
          {isReserveEnforced ? ` ${sharedText('enforced')}.` : null}
        </FaultText>
      ) : null}
    </>
  );
}
