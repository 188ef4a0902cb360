import type { ReactNode } from 'react';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { InputField } from '../../components/input-field.tsx';
import { PageEnd } from '../../components/page-end.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useAct } from '../../state/use-act.ts';
import type { Inspection } from '../../state/use-inspection.ts';
import { useShellInfo } from '../../state/use-shell-info.ts';
import { FirstChoiceNotes, FirstChoiceSummary } from './first-choice-summary.tsx';
import { setUpMessages } from './messages.ts';
import { judgeRoom } from './room.ts';
import type { Draft } from './use-draft.ts';

export interface PlaceStepProps {
  readonly draft: Draft;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

/** Where on this computer. A free place is filled in; one button makes everything and begins. */
export function PlaceStep({ draft, onBack, onDone }: PlaceStepProps): ReactNode {
  const text = useText(setUpMessages);
  const { api } = useDesktop();
  const act = useAct();
  const { space, localPath, setLocalPath, inspection, selected, choice } = draft;
  const room = judgeRoom(selected, inspection);
  const hasFolderDialog = useShellInfo()?.hasFolderDialog === true;
  const begin = async (): Promise<void> => {
    const added = await act.run(() => api.addFolder(toFolder(draft)));
    if (added !== undefined) onDone();
  };
  const pick = async (): Promise<void> => {
    const picked = await act.run(() => api.pickDirectory(localPath === '' ? {} : { startPath: localPath }));
    if (picked?.localPath !== undefined) setLocalPath(picked.localPath);
  };
  return (
    <div className="bb-stack">
      <h2 className="kern-heading-medium">{text('placeTitle')}</h2>
      <p className="kern-body">{text('placeIntro')}</p>
      <InputField
        label={text('localFolder')}
        value={localPath}
        onChange={setLocalPath}
        error={isUsable(inspection) ? undefined : describeInspection(inspection, text)}
      />
      <InspectionText inspection={inspection} hasDeselected={choice.chosen.size > 0} />
      {hasFolderDialog ? (
        <div>
          <ActionButton onPress={() => void pick()}>{text('pick')}</ActionButton>
        </div>
      ) : null}
      <FirstChoiceNotes draft={draft} hint={text('otherFolder')} />
      <ErrorNotice error={act.error} />
      <PageEnd>
        <FirstChoiceSummary draft={draft} />
        <div className="bb-buttons">
          <ActionButton
            look="primary"
            isPending={act.isPending}
            isDisabled={space === undefined || localPath === '' || !isUsable(inspection) || room?.verdict === 'short'}
            onPress={() => void begin()}
          >
            {text('begin')}
          </ActionButton>
          <ActionButton look="tertiary" isDisabled={act.isPending} onPress={onBack}>
            {text('back')}
          </ActionButton>
        </div>
      </PageEnd>
    </div>
  );
}

function toFolder({ accountId, space, spaceName, choice, localPath }: Draft) {
  const spaceId = space?.spaceId;
  return {
    accountId,
    ...(spaceId === undefined ? {} : { spaceId }),
    ...(spaceId === undefined || spaceName === undefined ? {} : { spaceName }),
    remotePath: '',
    localPath,
    deselected: [...choice.chosen],
  };
}

function isUsable(inspection: Inspection | undefined): boolean {
  return inspection === undefined || ['missing', 'empty', 'has-files', 'was-synced'].includes(inspection.kind);
}

const INSPECTION_TEXTS = {
  missing: 'missing',
  empty: 'empty',
  'has-files': 'hasFiles',
  'was-synced': 'wasSynced',
  overlaps: 'overlaps',
  'is-file': 'isFile',
  'not-writable': 'notWritable',
  'program-data': 'programData',
} as const satisfies Readonly<Record<Inspection['kind'], keyof typeof setUpMessages>>;

function describeInspection(
  inspection: Inspection | undefined,
  text: (key: (typeof INSPECTION_TEXTS)[Inspection['kind']]) => string,
): string | undefined {
  return inspection === undefined ? undefined : text(INSPECTION_TEXTS[inspection.kind]);
}

interface InspectionTextProps {
  readonly inspection: Inspection | undefined;
  readonly hasDeselected: boolean;
}

function InspectionText({ inspection, hasDeselected }: InspectionTextProps): ReactNode {
  const text = useText(setUpMessages);
  if (inspection === undefined || !isUsable(inspection)) return null;
  const isFilled = inspection.kind === 'has-files' || inspection.kind === 'was-synced';
  const leaving = isFilled && hasDeselected ? text('leaving') : '';
  return (
    <p className="kern-body kern-body--muted" role="status">
      {[describeInspection(inspection, text), leaving].filter(Boolean).join(' ')}
    </p>
  );
}
