import { useCallback, useRef, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
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
import { parseLimit, toLimitText } from './limit.ts';
import { settingsMessages } from './messages.ts';
import { saveSyncSettings } from './save-sync-settings.ts';

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
  const { isEnforced } = usePolicies();
  const [isSaved, setSaved] = useState(false);
  const [settings, setSettings] = useState(stored);
  const [up, setUp] = useState(toLimitText(stored.limitUpBytesPerSecond));
  const [down, setDown] = useState(toLimitText(stored.limitDownBytesPerSecond));
  const [limitUp, limitDown] = [parseLimit(up), parseLimit(down)];
  const form = useRef<HTMLFormElement>(null);
  const refused = WINDOWS.find(({ code }) => code === act.error?.code);
  /** What is typed is not saved yet. */
  const typed = (keep: (value: string) => void) => (value: string) => {
    setSaved(false);
    keep(value);
  };
  const change = (changed: Partial<SyncSettings>): void => {
    setSaved(false);
    setSettings({ ...settings, ...changed });
  };
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (limitUp === 'invalid' || limitDown === 'invalid') {
      focusFirstFault(form.current);
      return;
    }
    setSaved(false);
    const { excludes: _elsewhere, ...own } = settings;
    const wanted = { ...own, limitUpBytesPerSecond: limitUp, limitDownBytesPerSecond: limitDown };
    setSaved((await act.run(() => saveSyncSettings(api, wanted))) !== undefined);
  };
  return (
    <form ref={form} className="bb-stack" onSubmit={(event) => void save(event)}>
      <Section title={text('network')}>
        <LimitField name="limitUpBytesPerSecond" label={text('limitUp')} value={up} onChange={typed(setUp)} />
        <LimitField name="limitDownBytesPerSecond" label={text('limitDown')} value={down} onChange={typed(setDown)} />
        <WindowsFields settings={settings} refused={refused} onChange={change} />
        <CheckField
          label={text('pauseMetered')}
          isChecked={settings.shouldPauseOnMetered}
          isEnforced={isEnforced('shouldPauseOnMetered')}
          onChange={(shouldPauseOnMetered) => change({ shouldPauseOnMetered })}
        />
        <CheckField
          label={text('pauseBattery')}
          isChecked={settings.shouldPauseOnBattery}
          isEnforced={isEnforced('shouldPauseOnBattery')}
          onChange={(shouldPauseOnBattery) => change({ shouldPauseOnBattery })}
        />
      </Section>
      <FormEnd
        error={refused === undefined ? act.error : undefined}
        saved={isSaved ? text('saved') : undefined}
        save={text('save')}
        isPending={act.isPending}
      />
    </form>
  );
}

interface FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

interface LimitFieldProps extends FieldProps {
  readonly name: 'limitUpBytesPerSecond' | 'limitDownBytesPerSecond';
  readonly label: string;
}

function LimitField({ name, label, value, onChange }: LimitFieldProps): ReactNode {
  const text = useText(settingsMessages);
  const { isEnforced } = usePolicies();
  const language = useLanguage();
  const limit = parseLimit(value);
  return (
    <InputField
      label={label}
      hint={typeof limit === 'number' ? text('limitMeans', { size: formatSize(limit, language) }) : text('limitHint')}
      inputMode="numeric"
      isEnforced={isEnforced(name)}
      value={value}
      onChange={onChange}
      error={limit === 'invalid' ? text('limitError') : undefined}
    />
  );
}

/** Times of the week that can be set, and how the engine host says that it cannot read them. */
const WINDOWS = [
  { name: 'limitWindows', hint: 'limitWindowsHint', code: 'limit-window-unreadable' },
  { name: 'pauseWindows', hint: 'pauseWindowsHint', code: 'pause-window-unreadable' },
] as const;

interface WindowsFieldsProps {
  readonly settings: SyncSettings;
  /** What could not be read when it was saved. */
  readonly refused: (typeof WINDOWS)[number] | undefined;
  readonly onChange: (changed: Partial<SyncSettings>) => void;
}

function WindowsFields({ settings, refused, onChange }: WindowsFieldsProps): ReactNode {
  const text = useText(settingsMessages);
  const { isEnforced } = usePolicies();
  return WINDOWS.map(({ name, hint }) => (
    <InputField
      key={name}
      label={text(name)}
      hint={text(hint)}
      value={settings[name] ?? ''}
      isEnforced={isEnforced(name)}
      onChange={(typed) => onChange({ [name]: typed.trim() === '' ? undefined : typed })}
      error={refused?.name === name ? text('windowsError') : undefined}
    />
  ));
}
