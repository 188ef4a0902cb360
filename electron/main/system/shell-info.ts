import type { ShellInfo } from '#ipc/shell-requests.ts';
import type { ShellSettings } from '#policies/settings.ts';

/** The name of a system as the windows know it. Pure. */
export function toPlatformName(platform: NodeJS.Platform): ShellInfo['platform'] {
  if (platform === 'win32') return 'windows';
  return platform === 'darwin' ? 'macos' : 'linux';
}

/** German where the system speaks German, else English. Takes `de-DE`, `de_DE.UTF-8` and their like. Pure. */
export function toSystemLanguage(locale: string | undefined): ShellInfo['systemLanguage'] {
  return locale === undefined || locale === '' || /^(de\b|de_|C\b|POSIX)/i.test(locale) ? 'de' : 'en';
}

/** The language that a person wants, on a system that speaks `locale`. Pure. */
export function chooseLanguage({ language }: ShellSettings, locale: string): ShellInfo['systemLanguage'] {
  return language === 'system' ? toSystemLanguage(locale) : language;
}
