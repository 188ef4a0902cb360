import type { ReactNode } from 'react';
import type { ShellSettings } from '#policies/settings.ts';
import { CheckField } from '../../components/check-field.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { OptionField } from '../../components/option-field.tsx';
import { Section } from '../../components/section.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { usePolicies } from '../../state/use-policies.ts';
import { useAct } from '../../state/use-act.ts';
import { settingsMessages } from './messages.ts';

export interface GeneralSettingsProps {
  readonly settings: ShellSettings;
  readonly onSettings: (settings: ShellSettings) => void;
}

/** How the program shows itself. What is shown is what the shell has stored. */
export function GeneralSettings({ settings, onSettings }: GeneralSettingsProps): ReactNode {
  const text = useText(settingsMessages);
  const { api } = useDesktop();
  const act = useAct();
  const { isEnforced } = usePolicies();
  const change = async (changed: Partial<ShellSettings>): Promise<void> => {
    const stored = await act.run(() => api.changeShellSettings({ settings: { ...settings, ...changed } }));
    if (stored !== undefined) onSettings(stored);
  };
  const { language, theme, startsWithSystem, notifications } = settings;
  return (
    <Section title={text('general')}>
      <OptionField
        label={text('language')}
        options={[
          { value: 'system', label: text('languageSystem') },
          { value: 'de', label: text('german') },
          { value: 'en', label: text('english') },
        ]}
        value={language}
        isEnforced={isEnforced('language')}
        onChange={(value) => void change({ language: value })}
      />
      <OptionField
        label={text('theme')}
        options={[
          { value: 'system', label: text('themeSystem') },
          { value: 'light', label: text('light') },
          { value: 'dark', label: text('dark') },
        ]}
        value={theme}
        isEnforced={isEnforced('theme')}
        onChange={(value) => void change({ theme: value })}
      />
      <CheckField
        label={text('startsWithSystem')}
        isChecked={startsWithSystem}
        isEnforced={isEnforced('startsWithSystem')}
        onChange={(value) => void change({ startsWithSystem: value })}
      />
      <CheckField
        label={text('notifyDecisions')}
        isChecked={notifications.decisions}
        isEnforced={isEnforced('notifications')}
        onChange={(decisions) => void change({ notifications: { ...notifications, decisions } })}
      />
      <CheckField
        label={text('notifyFailures')}
        isChecked={notifications.failures}
        isEnforced={isEnforced('notifications')}
        onChange={(failures) => void change({ notifications: { ...notifications, failures } })}
      />
      <ErrorNotice error={act.error} />
    </Section>
  );
}
