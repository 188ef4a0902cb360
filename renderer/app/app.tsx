import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { ShellSettings } from '#ipc/settings.ts';
import { DEFAULT_SHELL_SETTINGS } from '#ipc/settings.ts';
import type { ShellInfo } from '#ipc/shell-requests.ts';
import { Overview } from '../features/overview/overview.tsx';
import { LanguageContext } from '../i18n/language-context.tsx';
import type { Language } from '../i18n/text.ts';
import { DesktopContext } from '../state/desktop-context.tsx';
import type { Desktop } from '../state/desktop-context.tsx';
import { applyTheme } from '../styles/theme.ts';

/** All windows: gives language, theme and the way to the shell to what is inside. */
export function App({ desktop }: { readonly desktop: Desktop }): ReactNode {
  const [info, setInfo] = useState<ShellInfo>();
  const [settings, setSettings] = useState<ShellSettings>(DEFAULT_SHELL_SETTINGS);
  useEffect(() => {
    void desktop.api.getShellInfo({}).then((answer) => answer.ok && setInfo(answer.value));
    void desktop.api.getShellSettings({}).then((answer) => answer.ok && setSettings(answer.value));
  }, [desktop]);
  const language = chooseLanguage(settings, info);
  useEffect(() => {
    document.documentElement.lang = language;
    applyTheme(document.documentElement, settings.theme);
  }, [language, settings.theme]);
  return (
    <LanguageContext value={language}>
      <DesktopContext value={desktop}>
        <Overview info={info} />
      </DesktopContext>
    </LanguageContext>
  );
}

function chooseLanguage(settings: ShellSettings, info: ShellInfo | undefined): Language {
  return settings.language === 'system' ? (info?.systemLanguage ?? 'de') : settings.language;
}
