import type { Organisation } from '#policies/policies.ts';
import { toExitCode } from './exit-code.ts';
import type { Forbidden, ForbiddenCode } from './follow-rules.ts';
import { createJsonOutput } from './json-output.ts';
import type { Language } from './messages.ts';
import type { OrganisationRules } from './organisation-rules.ts';
import { toPrintable } from './printable.ts';

type Words = Readonly<Record<Language, string>>;

/** What an organisation does not allow, and what can be done. */
export const FORBIDDEN_TEXTS = {
  'organisation-file-unreadable': {
    de: 'Die Vorgaben Ihrer Organisation sind nicht lesbar, deshalb geschieht nichts.',
    en: 'The rules of your organisation cannot be read, so nothing is done.',
  },
  'server-not-allowed': {
    de: 'Ihre Organisation lässt nur diese Server zu: {servers}. Nicht dabei ist {subject}.',
    en: 'Your organisation allows these servers only: {servers}. Not among them is {subject}.',
  },
  'too-many-accounts': {
    de: 'Mehr Konten lässt Ihre Organisation nicht zu; es gibt schon {subject}. Mit --user erneuern Sie die Anmeldung eines davon.',
    en: 'Your organisation allows no more accounts; there are {subject} already. With --user you renew the sign-in of one of them.',
  },
  'setting-enforced': {
    de: 'Das hat Ihre Organisation anders festgelegt: {subject}. Ohne diese Angabe gilt, was sie festgelegt hat.',
    en: 'Your organisation has decided this otherwise: {subject}. Without it, what it has decided holds.',
  },
  'organisation-pause': {
    de: 'Zu dieser Zeit gleicht Ihre Organisation nichts ab ({subject}). Mit --watch wartet der Befehl, bis es weitergeht.',
    en: 'At this time your organisation syncs nothing ({subject}). With --watch the command waits until it goes on.',
  },
  'organisation-metered': {
    de: 'Ihre Organisation gleicht nichts ab, solange das Netz nach Zeit oder Menge kostet. Mit --watch wartet der Befehl, bis es weitergeht.',
    en: 'Your organisation syncs nothing while the network costs money by time or amount. With --watch the command waits until it goes on.',
  },
  'organisation-battery': {
    de: 'Ihre Organisation gleicht nichts ab, solange der Rechner mit Akku läuft. Mit --watch wartet der Befehl, bis es weitergeht.',
    en: 'Your organisation syncs nothing while the computer runs on battery. With --watch the command waits until it goes on.',
  },
  'organisation-changed': {
    de: 'Ihre Organisation hat ihre Vorgaben geändert. Starten Sie den Befehl neu, dann gelten die neuen; Übertragungen gehen dort weiter, wo sie waren.',
    en: 'Your organisation has changed its rules. Start the command again to follow the new ones; transfers go on where they were.',
  },
} as const satisfies Readonly<Record<ForbiddenCode, Words>>;

/** What the organisation does not allow, with the names that it gave its servers, and where it says so. Pure. */
export function describeForbidden(
  { code, subject }: Forbidden,
  { organisation, path }: Pick<OrganisationRules, 'organisation' | 'path'>,
  language: Language,
): string {
  const text = FORBIDDEN_TEXTS[code][language]
    .replace('{servers}', () => listServers(organisation))
    .replace('{subject}', () => subject);
  return `${text} (${path})`;
}

/** Tells why the organisation does not allow a command; the exit code. */
export function tellForbidden(
  forbidden: Forbidden,
  rules: Pick<OrganisationRules, 'organisation' | 'path'>,
  { language, isJson }: { readonly language: Language; readonly isJson: boolean },
): number {
  const { code, subject } = forbidden;
  if (isJson) {
    const json = createJsonOutput(process.stdout, (error) => process.stderr.write(`${error.message}\n`));
    json.write({ type: 'error', code, detail: subject });
  }
  process.stderr.write(`${toPrintable(describeForbidden(forbidden, rules, language))}\n`);
  return toExitCode({ kind: 'forbidden' });
}

function listServers({ policies }: Organisation): string {
  return (policies.enforced.servers ?? []).map(({ name, url }) => `${name} (${url})`).join(', ');
}
