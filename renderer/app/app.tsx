import { useCallback, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { ShownBranding } from '#branding/branding.ts';
import type { ShellSettings } from '#policies/settings.ts';
import { DEFAULT_SHELL_SETTINGS } from '#policies/settings.ts';
import type { ShellInfo } from '#ipc/shell-requests.ts';
import type { UserErrorCode } from '#ipc/user-error.ts';
import { ErrorWaysContext } from '../components/error-ways.ts';
import { HandbookContext } from '../components/handbook-link.tsx';
import { BrandingContext } from '../i18n/branding-context.tsx';
import { LanguageContext } from '../i18n/language-context.tsx';
import type { Language } from '../i18n/text.ts';
import { DesktopContext } from '../state/desktop-context.tsx';
import type { Desktop } from '../state/desktop-context.tsx';
import { LeavingContext } from '../state/leaving-context.tsx';
import { NavigationContext } from '../state/route-context.tsx';
import { applyAccent, applyTheme } from '../styles/theme.ts';
import { findErrorWay } from './find-error-way.ts';
import { findHandbookPlace } from './find-handbook-place.ts';
import { LeavingDialog } from './leaving-dialog.tsx';
import { useHelpKey } from './use-help-key.ts';
import { useLeavingQuestion } from './use-leaving-question.ts';
import { useRoute } from './use-route.ts';
import { Views } from './view.tsx';
import { WindowFrame } from './window-frame.tsx';

export interface AppProps {
  readonly desktop: Desktop;
  readonly branding: ShownBranding;
}

/** All windows: gives branding, language, theme, place and the way to the shell to what is inside. */
export function App({ desktop, branding }: AppProps): ReactNode {
  const [info, setInfo] = useState<ShellInfo>();
  const [settings, setSettings] = useState<ShellSettings>(DEFAULT_SHELL_SETTINGS);
  const [leaving, question] = useLeavingQuestion(desktop);
  const navigation = useRoute(leaving);
  const { route, go } = navigation;
  useEffect(() => {
    void desktop.api.getShellInfo({}).then((answer) => answer.ok && setInfo(answer.value));
    const askSettings = (): void =>
      void desktop.api.getShellSettings({}).then((answer) => answer.ok && setSettings(answer.value));
    askSettings();
    return desktop.api.onEvent((event) => {
      // A new engine host may know other rules of the organisation.
      if (event.kind === 'host-ready') askSettings();
      if (event.kind === 'show') go(event.view === 'help' ? { view: 'about' } : { view: event.view });
    });
  }, [desktop, go]);
  const language = chooseLanguage(settings, info);
  useEffect(() => {
    document.documentElement.lang = language;
    applyTheme(document.documentElement, settings.theme);
  }, [language, settings.theme]);
  useEffect(() => applyAccent(document.documentElement, branding.accent), [branding]);
  useHelpKey(language, findHandbookPlace(route));
  const ways = useCallback((code: UserErrorCode) => findErrorWay(code, language, go), [language, go]);
  return (
    <I18nProvider locale={language === 'de' ? 'de-DE' : 'en-GB'}>
      <LanguageContext value={language}>
        <BrandingContext value={branding}>
          <DesktopContext value={desktop}>
            <LeavingContext value={leaving}>
              <NavigationContext value={navigation}>
                <ErrorWaysContext value={ways}>
                  <HandbookContext value={findHandbookPlace(route)}>
                    <WindowFrame>
                      <Views info={info} settings={settings} onSettings={setSettings} />
                    </WindowFrame>
                    <LeavingDialog question={question} />
                  </HandbookContext>
                </ErrorWaysContext>
              </NavigationContext>
            </LeavingContext>
          </DesktopContext>
        </BrandingContext>
      </LanguageContext>
    </I18nProvider>
  );
}

function chooseLanguage(settings: ShellSettings, info: ShellInfo | undefined): Language {
  return settings.language === 'system' ? (info?.systemLanguage ?? 'de') : settings.language;
}
