/** Texts of what has happened to a sync folder without anybody's doing. */
export const newsMessages = {
  when: {
    de: 'Bemerkt {day, select, today {um} other {am}} {time}',
    en: 'Noticed {day, select, today {at} other {on}} {time}',
  },
  seen: { de: 'Verstanden', en: 'Got it' },
  seenOf: { de: 'Verstanden: {title}', en: 'Got it: {title}' },
  united: {
    de: 'Deshalb werden beide Seiten vereinigt; gelöscht wird dabei nichts. Was Sie oder andere schon gelöscht hatten, kann wieder da sein. Wo sich beide Seiten unterscheiden, bleiben zwei Fassungen der Datei.',
    en: 'That is why both sides are being united, and nothing is deleted. Files that you or others had deleted may be back. Where the two sides differ, both versions of the file are kept.',
  },
  nothingToDo: {
    de: 'Sie müssen nichts tun. Ist etwas wieder da, das weg sollte, löschen Sie es noch einmal.',
    en: 'You do not have to do anything. If something is back that should be gone, delete it again.',
  },
  restoredTitle: { de: 'Server wurde zurückgesetzt?', en: 'Has the server been reset?' },
  restored: {
    de: 'Auf dem Server liegt ein älterer Stand als beim letzten Synchronisieren, wie nach dem Einspielen einer Sicherung.',
    en: 'The server has older files than at the last sync, as after restoring a backup.',
  },
  askWhoRestored: {
    de: 'Was seitdem auf diesem PC gespeichert wurde, geht nicht verloren. Wissen Sie nichts von einer Sicherung, fragen Sie Ihre IT-Betreuung.',
    en: 'Nothing that was saved on this PC since is lost. If you do not know of any backup, ask your administrator.',
  },
  otherPlaceTitle: { de: 'Mit einem anderen Ort verbunden als bisher', en: 'Connected to another place than before' },
  otherLocalFolder: {
    de: 'Der Ordner auf diesem PC ist nicht derselbe wie bisher, zum Beispiel weil er neu angelegt oder aus einer Sicherung geholt wurde.',
    en: 'The folder on this PC is not the same as before, for example because it was created anew or restored from a backup.',
  },
  otherServer: {
    de: 'Unter der Adresse antwortet ein anderer Server als bisher, oder das Konto wurde dort neu angelegt.',
    en: 'Another server than before answers at this address, or the account has been created anew.',
  },
  otherRemoteFolder: {
    de: 'Der Ordner auf dem Server ist nicht derselbe wie bisher, zum Beispiel weil er gelöscht und neu angelegt wurde.',
    en: 'The folder on the server is not the same as before, for example because it was deleted and created anew.',
  },
  checkPlace: {
    de: 'Wissen Sie davon, ist nichts zu tun. Sonst pausieren Sie den Ordner und fragen Sie Ihre IT-Betreuung.',
    en: 'If you know about it, there is nothing to do. Otherwise pause the folder and ask your administrator.',
  },
  forgottenTitle: {
    de: 'Der Stand des letzten Synchronisierens ist verloren',
    en: 'The state of the last sync is lost',
  },
  oldDatabase: {
    de: 'Was sich das Programm darüber gemerkt hatte, wurde durch eine ältere Sicherung ersetzt.',
    en: 'What the program had remembered was replaced by an older backup.',
  },
  damaged: {
    de: 'Was sich das Programm darüber gemerkt hatte, war beschädigt, wie nach einem Stromausfall. Ihre Dateien sind davon nicht betroffen.',
    en: 'What the program had remembered was damaged, as after a power cut. Your files are not affected.',
  },
  repairedTitle: {
    de: '{count, plural, one {Eine Datei war nach einem Absturz beschädigt} other {# Dateien waren nach einem Absturz beschädigt}}',
    en: '{count, plural, one {A file was damaged by a crash} other {# files were damaged by a crash}}',
  },
  repaired: {
    de: '{count, plural, one {Die Fassung des Servers kommt an ihre Stelle; die beschädigte bleibt} other {Die Fassungen des Servers kommen an ihre Stelle; die beschädigten bleiben}} unter „Aufbewahrt“. Haben Sie kurz vor dem Absturz etwas gespeichert, sehen Sie nach, ob es noch da ist.',
    en: '{count, plural, one {It is replaced by the version on the server; the damaged one stays} other {They are replaced by the versions on the server; the damaged ones stay}} under “Kept files”. If you saved something shortly before the crash, check whether it is still there.',
  },
  more: { de: '… und {count, number} weitere', en: '… and {count, number} more' },
  showKept: { de: 'Aufbewahrte Dateien ansehen', en: 'View kept files' },
} as const;
