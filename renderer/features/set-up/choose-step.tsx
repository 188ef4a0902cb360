import type { ReactNode } from 'react';
import { ActionButton } from '../../components/action-button.tsx';
import { DirectoryPicker } from '../../components/directory-choice/directory-picker.tsx';
import { LoadedView } from '../../components/loaded-view.tsx';
import { OptionField } from '../../components/option-field.tsx';
import { PageEnd } from '../../components/page-end.tsx';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { useAppState } from '../../state/use-folders.ts';
import { describeSpace, nameSpace } from './describe-space.ts';
import { FirstChoiceNotes, FirstChoiceSummary } from './first-choice-summary.tsx';
import { setUpMessages } from './messages.ts';
import type { Draft, SpaceItem } from './use-draft.ts';
import { OWN_FILES } from './use-draft.ts';

export interface ChooseStepProps {
  readonly draft: Draft;
  readonly onAccount: (accountId: string) => void;
  readonly onNewAccount: () => void;
  readonly onNext: () => void;
  readonly onCancel: () => void;
}

/** Which part of the server comes. Everything is selected; what is deselected here never begins to come. */
export function ChooseStep({ draft, onAccount, onNewAccount, onNext, onCancel }: ChooseStepProps): ReactNode {
  const text = useText(setUpMessages);
  const accounts = useAppState()?.accounts ?? [];
  return (
    <div className="bb-stack">
      <h2 className="kern-heading-medium">{text('chooseTitle')}</h2>
      {accounts.length < 2 ? null : (
        <OptionField
          label={text('account')}
          options={accounts.map((account) => ({
            value: account.accountId,
            label: `${account.displayName} – ${account.serverUrl}`,
          }))}
          value={draft.accountId}
          onChange={onAccount}
        />
      )}
      <LoadedView loaded={draft.spaces}>{(spaces) => <SpaceChoice draft={draft} spaces={spaces} />}</LoadedView>
      <PageEnd>
        {draft.source === undefined ? null : <FirstChoiceSummary draft={draft} />}
        <div className="bb-buttons">
          <ActionButton look="primary" isDisabled={draft.source === undefined} onPress={onNext}>
            {text('next')}
          </ActionButton>
          <ActionButton look="tertiary" onPress={onCancel}>
            {text('cancel')}
          </ActionButton>
          <ActionButton look="tertiary" onPress={onNewAccount}>
            {text('newAccount')}
          </ActionButton>
        </div>
      </PageEnd>
    </div>
  );
}

interface SpaceChoiceProps {
  readonly draft: Draft;
  readonly spaces: readonly SpaceItem[];
}

function SpaceChoice({ draft, spaces }: SpaceChoiceProps): ReactNode {
  const text = useText(setUpMessages);
  const language = useLanguage();
  const { source, space, choice, setSpace, isSynced } = draft;
  if (source === undefined || space === undefined) return <p className="kern-body">{text('noSpace')}</p>;
  return (
    <>
      {spaces.length < 2 ? null : (
        <OptionField
          label={text('space')}
          options={spaces.map((item) => ({
            value: item.spaceId ?? OWN_FILES,
            label: [
              nameSpace(item, text),
              ...describeSpace(item, text, language),
              ...(isSynced(item) ? [text('isSynced')] : []),
            ].join(' – '),
          }))}
          value={space.spaceId ?? OWN_FILES}
          onChange={setSpace}
        />
      )}
      <p className="kern-body">{text('chooseIntro')}</p>
      <DirectoryPicker source={source} choice={choice} />
      <FirstChoiceNotes draft={draft} hint={text('otherDrive')} />
    </>
  );
}
