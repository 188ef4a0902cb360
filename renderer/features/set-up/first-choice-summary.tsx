import type { ReactNode } from 'react';
import { directoryChoiceMessages } from '../../components/directory-choice/messages.ts';
import type { SummedSize } from '../../components/directory-choice/selection-model.ts';
import { turnCertainty } from '../../components/directory-choice/selection-model.ts';
import { UnmeasuredText } from '../../components/directory-choice/unmeasured-text.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { componentMessages } from '../../components/messages.ts';
import { Notice } from '../../components/notice.tsx';
import { formatSize } from '../../i18n/formats.ts';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { usePolicies } from '../../state/use-policies.ts';
import { setUpMessages } from './messages.ts';
import type { Room } from './room.ts';
import { judgeRoom } from './room.ts';
import type { Draft } from './use-draft.ts';

export interface FirstChoiceSummaryProps {
  readonly draft: Draft;
}

/** What the choice means for this computer: in a sentence, and in numbers that follow every click. */
export function FirstChoiceSummary({ draft }: FirstChoiceSummaryProps): ReactNode {
  const text = useText(setUpMessages);
  const language = useLanguage();
  const { selected, inspection, choice } = draft;
  const room = judgeRoom(selected, inspection);
  const size = (bytes: number): string => formatSize(bytes, language);
  const choiceText = useText(directoryChoiceMessages);
  const describe = ({ bytes, certainty }: SummedSize): string => choiceText('size', { size: size(bytes), certainty });
  const free = inspection?.freeBytes;
  return (
    <>
      <p className="kern-body" role="status">
        {text('away', { count: choice.chosen.size })}
      </p>
      <FactList
        facts={[
          {
            label: text('comes'),
            value: selected === undefined ? text('unknownSize') : describe(selected),
          },
          ...(free === undefined ? [] : [{ label: text('freeNow'), value: size(free) }]),
          ...(room === undefined || selected === undefined
            ? []
            : [
                {
                  label: text('freeAfter'),
                  value: describe({ bytes: room.freeAfterBytes, certainty: turnCertainty(selected) }),
                },
              ]),
        ]}
      />
    </>
  );
}

export interface FirstChoiceNotesProps extends FirstChoiceSummaryProps {
  /** What a person can do, besides choosing less, where the room is short. */
  readonly hint: string;
}

/** What is to be known of these numbers, and whether they leave enough room. */
export function FirstChoiceNotes({ draft: { selected, inspection }, hint }: FirstChoiceNotesProps): ReactNode {
  return (
    <>
      <UnmeasuredText selected={selected} />
      <RoomNotice room={judgeRoom(selected, inspection)} hint={hint} />
    </>
  );
}

interface RoomNoticeProps extends Pick<FirstChoiceNotesProps, 'hint'> {
  readonly room: Room | undefined;
}

/** Says before it begins when not everything will find room. */
function RoomNotice({ room, hint }: RoomNoticeProps): ReactNode {
  const text = useText(setUpMessages);
  const sharedText = useText(componentMessages);
  const language = useLanguage();
  const { isEnforced } = usePolicies();
  if (room === undefined || room.verdict === 'enough') return null;
  return (
    <Notice tone="warning" title={text('tooLarge')} isNew>
      <p className="kern-body">
        {text('tooLargeText', {
          verdict: room.verdict,
          after: formatSize(room.freeAfterBytes, language),
          reserve: formatSize(room.reserveBytes, language),
        })}{' '}
        {isEnforced('freeSpaceReserve') ? `${sharedText('enforced')}. ` : null}
        {hint}
      </p>
    </Notice>
  );
}
