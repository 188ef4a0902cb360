import type { ReactNode } from 'react';
import type { ShellSettings } from '#ipc/settings.ts';
import { Page } from '../../components/page.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { Accounts } from './accounts.tsx';
import { Diagnostics } from './diagnostics.tsx';
import { GeneralSettings } from './general-settings.tsx';
import { settingsMessages } from './messages.ts';
import { SyncSettingsView } from './sync-settings.tsx';

export interface SettingsProps {
  readonly settings: ShellSettings;
  readonly onSettings: (settings: ShellSettings) => void;
}

/** Everything that can be set. What is ticked counts at once; what is typed counts when it is saved. */
export function Settings({ settings, onSettings }: SettingsProps): ReactNode {
  const text = useText(settingsMessages);
  return (
    <Page title={text('title')}>
      <Accounts />
      <GeneralSettings settings={settings} onSettings={onSettings} />
      <SyncSettingsView />
      <Diagnostics />
    </Page>
  );
}
