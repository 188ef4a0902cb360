import { useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import type { FalseAlarmView } from '#ipc/decision-view.ts';
import type { FolderView } from '#ipc/folder-view.ts';
import { toVisibleText } from '#ipc/visible-text.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { formatTime } from '../../i18n/formats.ts';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import type { Act } from '../../state/use-act.ts';
import { useFolderList } from '../../state/use-answer.ts';
import { decisionMessages } from './messages.ts';
import type { Answered } from './words.ts';

export interface FalseAlarmsProps {
  readonly folder: Pick<FolderView, 'folderId' | 'name'>;
  readonly act: Act;
  /** Undefined: it was refused. */
  readonly onAnswered: (answered: Answered | undefined) => void;
}

/** The kinds of changes of one sync folder that a person has called meant, and the way back. Nothing where there are none. */
export function FalseAlarms({ folder, act, onAnswered }: FalseAlarmsProps): ReactNode {
  const text = useText(decisionMessages);
  const { api } = useDesktop();
  const { folderId } = folder;
  const ask = useCallback((id: string) => api.listFalseAlarms({ folderId: id }), [api]);
  const [loaded] = useFolderList(folderId, 'decisions', ask);
  // The engine takes them out of its list with its next run only.
  const [takenBack, setTakenBack] = useState<readonly string[]>([]);
  if (loaded.kind !== 'loaded') return null;
  const alarms = loaded.value.items.filter((alarm) => !takenBack.includes(toKey(alarm)));
  const askAgain = async (alarm: FalseAlarmView): Promise<void> => {
    const done = await act.run(() => api.forgetFalseAlarm({ folderId, name: alarm.name }));
    onAnswered(done === undefined ? undefined : { key: 'answeredAskAgain' });
    if (done !== undefined) setTakenBack((before) => [...before, toKey(alarm)]);
  };
  if (alarms.length === 0) return null;
  return (
    <article className="kern-card bb-card" aria-labelledby={`false-alarms-${folderId}`}>
      <div className="kern-card__container bb-stack">
        <p className="kern-preline">
          <bdi>{toVisibleText(folder.name)}</bdi>
        </p>
        <h2 id={`false-alarms-${folderId}`} className="kern-heading-medium">
          {text('falseAlarms')}
        </h2>
        <p className="kern-body">{text('whyFalseAlarms')}</p>
        <ul className="bb-rows">
          {alarms.map((alarm) => (
            <FalseAlarmRow
              key={alarm.name}
              alarm={alarm}
              isPending={act.isPending}
              onAskAgain={() => void askAgain(alarm)}
            />
          ))}
        </ul>
      </div>
    </article>
  );
}

interface FalseAlarmRowProps {
  readonly alarm: FalseAlarmView;
  readonly isPending: boolean;
  readonly onAskAgain: () => void;
}

function FalseAlarmRow({ alarm, isPending, onAskAgain }: FalseAlarmRowProps): ReactNode {
  const text = useText(decisionMessages);
  const language = useLanguage();
  const { kind, extension, rememberedAtMs } = alarm;
  const what = text(kind === 'scrambled' ? 'alarmScrambled' : 'alarmRenamed', {
    extension: extension === '' ? 'none' : 'some',
    shown: toVisibleText(`.${extension}`),
  });
  const time = formatTime(rememberedAtMs, Date.now(), language);
  return (
    <li className="bb-row">
      <span className="bb-row__text">
        <span className="kern-label">{what}</span>
        <span className="kern-body kern-body--small kern-body--muted">{text('alarmSince', { time })}</span>
      </span>
      <ActionButton aria-label={text('askAgainFor', { what })} isPending={isPending} onPress={onAskAgain}>
        {text('askAgain')}
      </ActionButton>
    </li>
  );
}

function toKey({ name, rememberedAtMs }: FalseAlarmView): string {
  return `${rememberedAtMs} ${name}`;
}
