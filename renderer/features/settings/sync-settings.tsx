import { useCallback, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { SyncSettings } from '#policies/settings.ts';
import { CheckField } from '../../components/check-field.tsx';
import { focusFirstFault } from '../../components/focus-first-fault.ts';
import { InputField } from '../../components/input-field.tsx';
import { LoadedView } from '../../components/loaded-view.tsx';
import { Section } from '../../components/section.tsx';
import { formatSize } from '../../i18n/formats.ts';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { usePolicies } from '../../state/use-policies.ts';
import { useAct } from '../../state/use-act.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { FormEnd } from './form-end.tsx';
import { parseLimit } from './limit.ts';
import { settingsMessages } from './messages.ts';
import { readNetworkDraft, toNetworkDraft } from './network-draft.ts';
import type { NetworkDraft } from './network-draft.ts';
import { SavedForm } from './saved-form.tsx';
import { saveSyncSettings } from './save-sync-settings.ts';

import { NIGHT, OFFICE_HOURS } from './windows-draft.ts';
import { WindowsField } from './windows-field.tsx';

/** What the engine host keeps: limits and pauses. Exclude patterns have a form of their own. */
export function SyncSettingsView(): ReactNode {
  const { api } = useDesktop();
  const [loaded] = useAnswer(useCallback(() => api.getSyncSettings({}), [api]));
  return <LoadedView loaded={loaded}>{(settings) => <SyncSettingsForm stored={settings} />}</LoadedView>;
}

function SyncSettingsForm({ stored }: { readonly stored: SyncSettings }): ReactNode {
  const text = useText(settingsMessages);
  const { api } = useDesktop();
  const act = useAct();
  const [isDone, setDone] = useState(false);
  const [saved, setSaved] = useState(() => toNetworkDraft(stored));
  const [draft, setDraft] = useState(saved);
  const form = useRef<HTMLFormElement>(null);
  const change = (changed: Partial<NetworkDraft>): void => {
    setDone(false);
    setDraft((before) => ({ ...before, ...changed }));
  };
  const save = async (): Promise<boolean> => {
    const wanted = readNetworkDraft(draft);
    if (wanted === undefined) {
      focusFirstFault(form.current);
      return false;
    }
    setDone(false);
    const hasWorked = (await act.run(() => saveSyncSettings(api, wanted))) !== undefined;
    if (hasWorked) setSaved(draft);
    setDone(hasWorked);
    return hasWorked;
  };
  const isChanged = JSON.stringify(draft) !== JSON.stringify(saved);
  return (
    <SavedForm ref={form} title={text('network')} isChanged={isChanged} save={save}>
      <Section title={text('network')}>
        <NetworkFields draft={draft} onChange={change} />
      </Section>
      <FormEnd
        error={act.error}
        saved={isDone ? text('saved') : undefined}
        save={text('save')}
        isPending={act.isPending}
      />
    </SavedForm>
  );
}

interface NetworkFieldsProps {
  readonly draft: NetworkDraft;
  readonly onChange: (changed: Partial<NetworkDraft>) => void;
}

function NetworkFields({ draft, onChange }: NetworkFieldsProps): ReactNode {
  const text = useText(settingsMessages);
  const { isEnforced } = usePolicies();
  const { limitUp, limitDown, limitTimes, pauseTimes } = draft;
  return (
    <>
      <LimitField
        label={text('limitUp')}
        value={limitUp}
        isEnforced={isEnforced('limitUpBytesPerSecond')}
        onChange={(typed) => onChange({ limitUp: typed })}
      />
      <LimitField
        label={text('limitDown')}
        value={limitDown}
        isEnforced={isEnforced('limitDownBytesPerSecond')}
        onChange={(typed) => onChange({ limitDown: typed })}
      />
      <WindowsField
        label={text('limitWindows')}
        hint={text('limitWindowsHint')}
        draft={limitTimes}
        proposed={OFFICE_HOURS}
        isEnforced={isEnforced('limitWindows')}
        onChange={(times) => onChange({ limitTimes: times })}
      />
      <WindowsField
        label={text('pauseWindows')}
        hint={text('pauseWindowsHint')}
        draft={pauseTimes}
        proposed={NIGHT}
        isEnforced={isEnforced('pauseWindows')}
        onChange={(times) => onChange({ pauseTimes: times })}
      />
      <CheckField
        label={text('pauseMetered')}
        isChecked={draft.shouldPauseOnMetered}
        isEnforced={isEnforced('shouldPauseOnMetered')}
        onChange={(shouldPauseOnMetered) => onChange({ shouldPauseOnMetered })}
      />
      <CheckField
        label={text('pauseBattery')}
        isChecked={draft.shouldPauseOnBattery}
        isEnforced={isEnforced('shouldPauseOnBattery')}
        onChange={(shouldPauseOnBattery) => onChange({ shouldPauseOnBattery })}
      />
    </>
  );
}

interface LimitFieldProps {
  readonly label: string;
  readonly value: string;
  readonly isEnforced: boolean;
  readonly onChange: (value: string) => void;
}

function LimitField({ label, value, isEnforced, onChange }: LimitFieldProps): ReactNode {
  const text = useText(settingsMessages);
  const language = useLanguage();
  const limit = parseLimit(value);
  return (
    <InputField
      label={label}
      hint={typeof limit === 'number' ? text('limitMeans', { size: formatSize(limit, language) }) : text('limitHint')}
      inputMode="numeric"
      isEnforced={isEnforced}
      value={value}
      onChange={onChange}
      error={limit === 'invalid' ? text('limitError') : undefined}
    />
  );
}
