import type { Damage } from '../../core/model/damage.ts';
import type { EngineEvent, RefusedAct, UnitedReason } from '../../core/model/engine-state.ts';
import type { FalseAlarm } from '../../core/model/false-alarm.ts';
import { toSignName } from '../../core/model/false-alarm.ts';
import type { Hold, HoldReason } from '../../core/model/hold.ts';
import { toHoldName } from '../../core/model/hold.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { Language } from '../messages.ts';
import { describeFileCount } from '../file-count.ts';
import { PLACES } from '../phrases.ts';
import { toldCommand } from '../told-command.ts';

type Words = Readonly<Record<Language, string>>;

const REASONS: Readonly<Record<HoldReason, Words>> = {
  'many-at-once': { de: 'sehr viele auf einmal', en: 'very many at once' },
  'many-in-a-while': {
    de: 'zusammen mit denen der letzten Stunde sehr viele',
    en: 'very many with those of the last hour',
  },
  'leaves-share': {
    de: 'Sie verlassen damit eine Freigabe: Ihr Zugang endet, beim Besitzer bleibt alles',
    en: 'with that you leave a share: you lose access, the owner keeps everything',
  },
  scrambled: {
    de: 'ihr Inhalt passt nicht mehr zum Namen, wie nach einer Verschlüsselung durch Schadsoftware',
    en: 'their content no longer fits their names, as after encryption by malware',
  },
  renamed: {
    de: 'alle haben dieselbe unbekannte Endung bekommen, wie nach einer Verschlüsselung durch Schadsoftware',
    en: 'all got the same unknown extension, as after encryption by malware',
  },
};

const LOST_BASE: Words = { de: 'der bisherige Stand ist nicht lesbar', en: 'what was agreed on cannot be read' };

const UNITED: Readonly<Record<UnitedReason, Words>> = {
  'first-run': { de: 'dies ist der erste Abgleich', en: 'this is the first sync' },
  'other-local-folder': { de: 'der lokale Ordner ist ein anderer als bisher', en: 'the local folder is another one' },
  'other-server': { de: 'Server oder Konto sind andere als bisher', en: 'server or account are other ones' },
  'other-remote-folder': {
    de: 'der Ordner auf dem Server ist ein anderer',
    en: 'the folder on the server is another one',
  },
  'old-database': {
    de: 'die Abgleich-Datenbank stammt aus einer Sicherung',
    en: 'the sync database comes from a backup',
  },
  'server-restored': {
    de: 'auf dem Server wurde eine Sicherung eingespielt',
    en: 'the server was restored from a backup',
  },
  'server-older-than-base': {
    de: 'viele Dateien auf dem Server sind älter als beim letzten Abgleich, wie nach dem Einspielen einer Sicherung',
    en: 'many files on the server are older than at the last sync, as after restoring a backup',
  },
  'base-broken': LOST_BASE,
  'database-broken': LOST_BASE,
};

/** Steps wait for a person: what, why, and what to do. */
export function describeHold(hold: Hold, language: Language): string {
  const name = toHoldName(hold);
  const answers =
    hold.kind === 'removals' ? describeRemovalAnswers(hold, language) : describeChangeAnswers(name, language);
  return `${describeHeld(hold, language)} ${answers}`;
}

/** What would wait, and why; for a dry run, in which there is nothing to answer yet. */
export function describeHeld(hold: Hold, language: Language): string {
  const place = PLACES[hold.side][language];
  const why = REASONS[hold.reason][language];
  const examples = `${hold.paths.slice(0, 5).join(', ')}${hold.fileCount > 5 ? ' …' : ''}`;
  const isOne = hold.fileCount === 1;
  if (hold.kind === 'changes') {
    return language === 'de'
      ? `Angehalten: ${hold.fileCount} geänderte ${isOne ? 'Datei wird' : 'Dateien werden'} nicht hochgeladen: ${why} (${examples}).`
      : `On hold: ${hold.fileCount} changed ${isOne ? 'file is' : 'files are'} not uploaded: ${why} (${examples}).`;
  }
  const all = describeFileCount(hold.allFiles, language);
  return language === 'de'
    ? `Angehalten: ${hold.fileCount} von ${all} ${isOne ? 'würde' : 'würden'} ${place} gelöscht: ${why} (${examples}).`
    : `On hold: ${hold.fileCount} of ${all} would be deleted ${place}: ${why} (${examples}).`;
}

function describeRemovalAnswers(hold: Hold, language: Language): string {
  const name = toHoldName(hold);
  const back = WHERE_KEPT[hold.side][language];
  return language === 'de'
    ? `Behalten: ${toldCommand('decisions', 'answer', name, 'keep')}; ${back}. ` +
        `Löschen: ${toldCommand('decisions', 'answer', name, 'remove')}. Ohne Antwort wird nach 7 Tagen alles behalten.`
    : `Keep them: ${toldCommand('decisions', 'answer', name, 'keep')}; ${back}. ` +
        `Delete them: ${toldCommand('decisions', 'answer', name, 'remove')}. Without an answer everything is kept after 7 days.`;
}

/** What keeping does, by the side on which something would be deleted. */
const WHERE_KEPT = {
  local: {
    de: 'was auf dem Server fehlt, wird wieder dorthin übertragen, auch für andere',
    en: 'what is missing on the server is sent there again, for others as well',
  },
  remote: { de: 'was hier fehlt, kommt vom Server zurück', en: 'what is missing here comes back from the server' },
} as const;

function describeChangeAnswers(name: string, language: Language): string {
  return language === 'de'
    ? `Fassungen des Servers zurückholen: ${toldCommand('decisions', 'answer', name, 'keep')}. ` +
        `So gewollt, nur dieses Mal hochladen: ${toldCommand('decisions', 'answer', name, 'allow')}. ` +
        `Hochladen und nicht mehr danach fragen: ${toldCommand('decisions', 'answer', name, 'allow-always')}.`
    : `Bring the server's versions back: ${toldCommand('decisions', 'answer', name, 'keep')}. ` +
        `Meant like this, upload it this time: ${toldCommand('decisions', 'answer', name, 'allow')}. ` +
        `Upload it and do not ask about it again: ${toldCommand('decisions', 'answer', name, 'allow-always')}.`;
}

/** A sign that raises no question any more, since when, and how to change that. */
export function describeFalseAlarm(alarm: FalseAlarm, language: Language): string {
  const { kind, extension } = alarm;
  const since = new Date(alarm.rememberedAtMs).toISOString().slice(0, 10);
  const ending = extension === '' ? { de: 'ohne Endung', en: 'without an ending' }[language] : `.${extension}`;
  const sign: Words =
    kind === 'scrambled'
      ? { de: `unlesbarer Inhalt in Dateien ${ending}`, en: `unreadable content in files ${ending}` }
      : { de: `neue Endung ${ending}`, en: `new ending ${ending}` };
  const forget = toldCommand('decisions', 'forget', toSignName(alarm));
  return language === 'de'
    ? `Gilt seit ${since} als gewollt: ${sign.de}. Wieder danach fragen: ${forget}.`
    : `Taken as meant since ${since}: ${sign.en}. Ask about it again: ${forget}.`;
}

/** A question has been answered. */
export function describeDecided(
  { hold, decision, why }: Extract<EngineEvent, { type: 'decided' }>,
  language: Language,
): string {
  const files = describeFileCount(hold.fileCount, language);
  const isOne = hold.fileCount === 1;
  if (decision !== 'keep') {
    return language === 'de'
      ? `Wie entschieden: ${files} ${isOne ? 'geht' : 'gehen'} weiter.`
      : `As decided: ${files} ${isOne ? 'goes' : 'go'} on.`;
  }
  if (why === 'unattended') {
    return language === 'de'
      ? `7 Tage ohne Antwort: ${files} ${isOne ? 'kommt' : 'kommen'} zurück.`
      : `7 days without an answer: ${files} ${isOne ? 'comes' : 'come'} back.`;
  }
  return language === 'de'
    ? `Wie entschieden: ${files} ${isOne ? 'kommt' : 'kommen'} zurück.`
    : `As decided: ${files} ${isOne ? 'comes' : 'come'} back.`;
}

/** A damaged file was replaced by the server's version. */
export function describeDamage(path: RelativePath, damage: Damage, language: Language): string {
  const what: Words =
    damage === 'zeroed'
      ? { de: 'war nach dem Absturz leer', en: 'was empty after the crash' }
      : { de: 'war nach dem Absturz beschädigt', en: 'was damaged after the crash' };
  return language === 'de'
    ? `${path} ${what.de}. Die Fassung des Servers kommt zurück; die beschädigte liegt in .bayernbox/kept.`
    : `${path} ${what.en}. The server's version comes back; the damaged one is in .bayernbox/kept.`;
}

const REFUSED: Readonly<Record<RefusedAct, Words>> = {
  edit: {
    de: 'dürfen Sie auf dem Server nicht ändern. Seine Fassung hat wieder den Namen, Ihre liegt daneben',
    en: 'may not be changed on the server. Its version has the name again, yours stands beside it',
  },
  removal: {
    de: 'dürfen Sie auf dem Server nicht löschen. Es kommt zurück',
    en: 'may not be deleted on the server. It comes back',
  },
  move: {
    de: 'dürfen Sie auf dem Server nicht dorthin verschieben oder so umbenennen. Es kommt zurück; am neuen Ort bleibt, was Sie dort abgelegt haben',
    en: 'may not be moved there or renamed so on the server. It comes back; what you put in the new place stays there',
  },
};

/** Something was done here that the server does not allow. */
export function describeRefusal(path: RelativePath, act: RefusedAct, language: Language): string {
  return `${path} ${REFUSED[act][language]}.`;
}

/** What was agreed on does not hold any more. */
export function describeUnited(why: UnitedReason, language: Language): string {
  const reason = UNITED[why][language];
  return language === 'de'
    ? `Beide Seiten werden vereinigt, gelöscht wird nichts: ${reason}.`
    : `Both sides are united and nothing is deleted: ${reason}.`;
}

/** A hold as programs read it. `id` names exactly this list in an answer. */
export function toHoldJson(hold: Hold): Readonly<Record<string, unknown>> {
  const { kind, side, reason, fileCount, allFiles, paths, firstSeenMs } = hold;
  const count = kind === 'removals' ? { removedFiles: fileCount } : { changedFiles: fileCount };
  const firstSeen = new Date(firstSeenMs).toISOString();
  return { id: toHoldName(hold), kind, side, reason, ...count, allFiles, paths, firstSeen };
}

/** A sign as programs read it, beside the questions: `id` names it when it is taken back. */
export function toFalseAlarmJson(alarm: FalseAlarm): Readonly<Record<string, unknown>> {
  const { extension, rememberedAtMs } = alarm;
  const remembered = new Date(rememberedAtMs).toISOString();
  return { id: toSignName(alarm), kind: 'false-alarm', sign: alarm.kind, extension, remembered };
}
