import type { ReactNode } from 'react';
import type { ShellSettings } from '#policies/settings.ts';
import type { ShellInfo } from '#ipc/shell-requests.ts';
import { Page } from '../../components/page.tsx';
import { useText } from '../../i18n/language-context.tsx';
import type { SettingsPart, WantedPattern } from '../../state/route-context.tsx';
import { Accounts } from './accounts.tsx';
import { Diagnostics } from './diagnostics.tsx';
import { ExcludesEditor } from './excludes-editor.tsx';
import { GeneralSettings } from './general-settings.tsx';
import { settingsMessages } from './messages.ts';
import { ProxySettingsView } from './proxy-settings.tsx';
import { SyncSettingsView } from './sync-settings.tsx';

export interface SettingsProps {
  /** The part that a person came for. */
  readonly part: SettingsPart | undefined;
  /** Of the patterns, the one. */
  readonly pattern: WantedPattern | undefined;
  readonly info: ShellInfo | undefined;
  readonly settings: ShellSettings;
  readonly onSettings: (settings: ShellSettings) => void;
}

/** Everything that can be set. What is ticked counts at once; what is typed counts when it is saved. */
export function Settings({ part, pattern, info, settings, onSettings }: SettingsProps): ReactNode {
  const text = useText(settingsMessages);
  return (
    <Page title={text('title')}>
      <Accounts />
      <GeneralSettings settings={settings} onSettings={onSettings} />
      <ProxySettingsView hasSystemProxy={info?.mode !== 'browser'} isWanted={part === 'proxy'} />
      <SyncSettingsView />
      <ExcludesEditor isWanted={part === 'excludes'} wanted={pattern} />
      <Diagnostics isWanted={part === 'diagnostics'} />
    </Page>
  );
}
