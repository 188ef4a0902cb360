import { useCallback, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { RequestOutput } from '#ipc/contract.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { InputField } from '../../components/input-field.tsx';
import { LoadedView } from '../../components/loaded-view.tsx';
import { Notice } from '../../components/notice.tsx';
import { OptionField } from '../../components/option-field.tsx';
import { formatSize } from '../../i18n/formats.ts';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import type { GetText, Language } from '../../i18n/text.ts';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useAppState } from '../../state/use-folders.ts';
import { useShellInfo } from '../../state/use-shell-info.ts';
import { useAct } from '../../state/use-act.ts';
import type { Inspection } from '../../state/use-inspection.ts';
import { useInspection } from '../../state/use-inspection.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { setUpMessages } from './messages.ts';

const OWN_FILES = '';

interface PlaceStepProps {
  readonly accountId: string;
  readonly onAccount: (accountId: string) => void;
  readonly onNewAccount: () => void;
  readonly onDone: () => void;
}

/** Which part of the server, and where on this computer. Everything is filled in; one button begins. */
export function PlaceStep({ accountId, onAccount, onNewAccount, onDone }: PlaceStepProps): ReactNode {
  const text = useText(setUpMessages);
  const { api } = useDesktop();
  const accounts = useAppState()?.accounts ?? [];
  const [spaces] = useAnswer(useCallback(() => api.listSpaces({ accountId }), [api, accountId]));
  return (
    <div className="bb-stack">
      <h2 className="kern-heading-medium">{text('placeTitle')}</h2>
      {accounts.length < 2 ? null : (
        <OptionField
          label={text('account')}
          options={accounts.map((account) => ({
            value: account.accountId,
            label: `${account.displayName} – ${account.serverUrl}`,
          }))}
          value={accountId}
          onChange={onAccount}
        />
      )}
      <LoadedView loaded={spaces}>
        {({ items }) => <PlaceForm key={accountId} accountId={accountId} spaces={items} onDone={onDone} />}
      </LoadedView>
      <div className="bb-lone">
        <ActionButton look="tertiary" onPress={onNewAccount}>
          {text('newAccount')}
        </ActionButton>
      </div>
    </div>
  );
}

interface PlaceFormProps {
  readonly accountId: string;
  readonly spaces: RequestOutput<'listSpaces'>['items'];
  readonly onDone: () => void;
}

function PlaceForm({ accountId, spaces, onDone }: PlaceFormProps): ReactNode {
  const text = useText(setUpMessages);
  const { api } = useDesktop();
  const act = useAct();
  const accounts = useAppState()?.accounts ?? [];
  const [space, setSpace] = useState(spaces[0]?.spaceId ?? OWN_FILES);
  const [localPath, setLocalPath] = useSuggestedFolder(accountId, space);
  const inspection = useInspection(localPath);
  const hasFolderDialog = useShellInfo()?.hasFolderDialog === true;
  const language = useLanguage();
  const options = spaces.map((item) => ({
    value: item.spaceId ?? OWN_FILES,
    label: describeSpace(item, text, language),
  }));
  const chosen = spaces.find(({ spaceId = OWN_FILES }) => spaceId === space);
  const ownBytes = accounts.find((account) => account.accountId === accountId)?.quota?.usedBytes;
  const needBytes = chosen?.usedBytes ?? (space === OWN_FILES ? ownBytes : undefined);
  const spaceName = space === OWN_FILES ? undefined : chosen?.name;
  const where = {
    accountId,
    ...(space === OWN_FILES ? {} : { spaceId: space }),
    ...(spaceName === undefined ? {} : { spaceName }),
  };
  const begin = async (): Promise<void> => {
    const added = await act.run(() => api.addFolder({ ...where, remotePath: '', localPath }));
    if (added !== undefined) onDone();
  };
  const pick = async (): Promise<void> => {
    const picked = await act.run(() => api.pickDirectory(localPath === '' ? {} : { startPath: localPath }));
    if (picked?.localPath !== undefined) setLocalPath(picked.localPath);
  };
  return (
    <>
      {options.length < 2 ? null : (
        <OptionField label={text('space')} options={options} value={space} onChange={setSpace} />
      )}
      <InputField
        label={text('localFolder')}
        value={localPath}
        onChange={setLocalPath}
        error={isUsable(inspection) ? undefined : describeInspection(inspection, text)}
      />
      <InspectionText inspection={inspection} />
      <RoomNotice needBytes={needBytes} freeBytes={inspection?.freeBytes} />
      <ErrorNotice error={act.error} />
      <div className="bb-buttons">
        <ActionButton
          look="primary"
          isPending={act.isPending}
          isDisabled={localPath === '' || !isUsable(inspection)}
          onPress={() => void begin()}
        >
          {text('begin')}
        </ActionButton>
        {hasFolderDialog ? <ActionButton onPress={() => void pick()}>{text('pick')}</ActionButton> : null}
      </div>
    </>
  );
}

type SpaceItem = PlaceFormProps['spaces'][number];

const SPACE_TEXTS = {
  personal: 'personal',
  project: 'project',
  shares: 'shares',
  shared: 'shared',
} as const satisfies Readonly<Record<SpaceItem['kind'], keyof typeof setUpMessages>>;

/** Name, kind, whether it can be changed, and how full it is, as far as the server tells. */
function describeSpace(space: SpaceItem, text: GetText<keyof typeof setUpMessages>, language: Language): string {
  const { name, kind, isReadOnly, usedBytes, totalBytes } = space;
  const size = (bytes: number): string => formatSize(bytes, language);
  return [
    name,
    text(SPACE_TEXTS[kind]),
    ...(isReadOnly === true ? [text('readOnly')] : []),
    ...(usedBytes === undefined || totalBytes === undefined
      ? []
      : [text('spaceUse', { used: size(usedBytes), total: size(totalBytes) })]),
  ].join(' – ');
}

function useSuggestedFolder(accountId: string, space: string): readonly [string, (localPath: string) => void] {
  const { api } = useDesktop();
  const [localPath, setLocalPath] = useState('');
  useEffect(() => {
    let isWanted = true;
    const where = { accountId, ...(space === OWN_FILES ? {} : { spaceId: space }) };
    void api.suggestLocalFolder(where).then((answer) => {
      if (isWanted && answer.ok) setLocalPath(answer.value.localPath);
    });
    return () => {
      isWanted = false;
    };
  }, [api, accountId, space]);
  return [localPath, setLocalPath];
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

function InspectionText({ inspection }: { readonly inspection: Inspection | undefined }): ReactNode {
  const text = useText(setUpMessages);
  const language = useLanguage();
  if (inspection === undefined || !isUsable(inspection)) return null;
  const free =
    inspection.freeBytes === undefined ? '' : text('free', { size: formatSize(inspection.freeBytes, language) });
  return (
    <p className="kern-body kern-body--muted" role="status">
      {[describeInspection(inspection, text), free].filter(Boolean).join(' ')}
    </p>
  );
}

interface RoomNoticeProps {
  /** What is on the server now; undefined where it does not tell. */
  readonly needBytes: number | undefined;
  readonly freeBytes: number | undefined;
}

/** Says before it begins when not everything will find room. Nothing breaks then, but not everything comes. */
function RoomNotice({ needBytes, freeBytes }: RoomNoticeProps): ReactNode {
  const text = useText(setUpMessages);
  const language = useLanguage();
  if (needBytes === undefined || freeBytes === undefined || needBytes < freeBytes) return null;
  return (
    <Notice tone="warning" title={text('tooLarge')} isNew>
      <p className="kern-body">
        {text('tooLargeText', { need: formatSize(needBytes, language), free: formatSize(freeBytes, language) })}
      </p>
    </Notice>
  );
}
