/** Texts of the view of two versions. The word „Konflikt“ frightens people; it does not occur. */
export const conflictMessages = {
  title: { de: 'Zwei Fassungen', en: 'Two versions' },
  intro: {
    de: 'Diese Dateien wurden hier und auf dem Server verändert. Beide Fassungen sind sicher. Sie entscheiden, ob eine davon bleibt oder beide.',
    en: 'These files were changed both on this PC and on the server. Both versions are safe. You decide whether to keep one of them or both.',
  },
  none: { de: 'Es gibt keine Datei in zwei Fassungen.', en: 'There are no files with two versions.' },
  of: { de: 'Zwei Fassungen von „{name}“', en: 'Two versions of “{name}”' },
  mine: { de: 'Ihre Fassung (dieser PC)', en: 'Your version (this PC)' },
  server: { de: 'Fassung auf dem Server', en: 'Server version' },
  byUnknown: { de: 'Geändert von: unbekannt', en: 'Changed by: unknown' },
  by: { de: 'Geändert von: {person}', en: 'Changed by: {person}' },
  byYou: { de: 'Geändert auf diesem PC', en: 'Changed on: this PC' },
  changed: { de: 'Geändert: {moment} ({ago})', en: 'Modified: {moment} ({ago})' },
  sizeSame: { de: 'Größe: {size}, gleich groß', en: 'Size: {size}, the same' },
  sizeMore: { de: 'Größe: {size}, {difference} mehr', en: 'Size: {size}, {difference} more' },
  sizeLess: { de: 'Größe: {size}, {difference} weniger', en: 'Size: {size}, {difference} less' },
  openBoth: { de: 'Beide schreibgeschützt öffnen', en: 'Open both read-only' },
  newer: { de: 'neuer', en: 'newer' },
  received: { de: 'Auf dem Server seit: {moment} ({ago})', en: 'On the server since: {moment} ({ago})' },
  whichUnknown: {
    de: 'Welche Fassung neuer ist, verrät der Server nicht: Die Zeiten stammen von den Uhren zweier PCs.',
    en: 'The server does not tell which version is newer: the times come from the clocks of two PCs.',
  },
  open: { de: 'Ansehen', en: 'View' },
  openFor: { de: 'Ansehen: zwei Fassungen von „{name}“', en: 'View the two versions of “{name}”' },
  openCopy: { de: 'Schreibgeschützte Kopie öffnen', en: 'Open read-only copy' },
  openMine: { de: 'Schreibgeschützte Kopie öffnen: Ihre Fassung', en: 'Open read-only copy of your version' },
  openServer: {
    de: 'Schreibgeschützte Kopie öffnen: Fassung des Servers',
    en: 'Open read-only copy of the server version',
  },
  labelMine: {
    de: 'Fassung von diesem PC, schreibgeschützt',
    en: 'version from this PC, read-only',
    note: 'part of a file name: letters, digits, blanks, commas and hyphens only',
  },
  labelServer: {
    de: 'Fassung vom Server, schreibgeschützt',
    en: 'server version, read-only',
    note: 'part of a file name: letters, digits, blanks, commas and hyphens only',
  },
  showFolder: { de: 'Im Ordner zeigen', en: 'Show in folder' },
  decide: { de: 'Was soll bleiben?', en: 'What do you want to keep?' },
  keepBoth: { de: 'Beide behalten', en: 'Keep both' },
  keepBothHere: { de: 'Beide behalten, meine nur auf diesem PC', en: 'Keep both, mine on this PC only' },
  keepMine: { de: 'Meine behalten, die vom Server ersetzen', en: 'Keep mine, replace the server’s' },
  keepServer: { de: 'Fassung vom Server behalten, meine aufbewahren', en: 'Keep the server’s, store mine' },
  keepMerged: { de: 'Beide Texte zusammenführen', en: 'Merge the two texts' },
  meansBoth: {
    de: 'Andere sehen beide Dateien: die vom Server als „{server}“, Ihre daneben als „{mine}“.',
    en: 'Others see both files: the server’s as “{server}”, and yours next to it as “{mine}”.',
  },
  meansBothHere: {
    de: 'Andere sehen nur die vom Server. Ihre bleibt als „{mine}“ auf diesem PC.',
    en: 'Others only see the server’s. Yours stays on this PC as “{mine}”.',
  },
  meansBothReadOnly: {
    de: 'Für andere bleibt „{server}“ unverändert. Ihre Fassung bleibt als „{mine}“ daneben; hochgeladen wird sie nur, wenn Sie in diesem Ordner Dateien anlegen dürfen.',
    en: 'For others “{server}” stays unchanged. Your version stays next to it as “{mine}”; it is only uploaded if you may create files in this folder.',
  },
  readOnly: {
    de: 'Sie dürfen „{name}“ auf dem Server nicht ändern. Darum kann Ihre Fassung nicht an die Stelle der anderen treten.',
    en: 'You may not change “{name}” on the server. Therefore your version cannot take the place of the other one.',
  },
  meansNothing: { de: 'Es bleibt alles, wie es ist.', en: 'Everything stays as it is.' },
  meansMine: {
    de: 'Andere bekommen Ihre Fassung als „{server}“, ohne die Änderungen vom Server. Die ersetzte Fassung bleibt 30 Tage auf diesem PC aufbewahrt.',
    en: 'Others get your version as “{server}”, without the changes from the server. The replaced version is stored on this PC for 30 days.',
  },
  meansMineOver: {
    de: 'Andere bekommen Ihre Fassung als „{server}“, ohne die Änderungen von {person}. Die ersetzte Fassung bleibt 30 Tage auf diesem PC aufbewahrt.',
    en: 'Others get your version as “{server}”, without the changes by {person}. The replaced version is stored on this PC for 30 days.',
  },
  meansServer: {
    de: 'Andere behalten „{server}“, wie sie es jetzt haben. Ihre Fassung „{mine}“ verschwindet auch bei ihnen; sie bleibt 30 Tage auf diesem PC aufbewahrt.',
    en: 'Others keep “{server}” as they have it now. Your version “{mine}” also disappears for them; it is stored on this PC for 30 days.',
  },
  meansServerHere: {
    de: 'Für andere ändert sich nichts. Ihre Fassung bleibt 30 Tage auf diesem PC aufbewahrt.',
    en: 'Nothing changes for others. Your version is stored on this PC for 30 days.',
  },
  meansMerged: {
    de: 'Andere bekommen als „{server}“ einen Text, in dem die Änderungen aus beiden stehen. Beide Fassungen bleiben 30 Tage auf diesem PC aufbewahrt.',
    en: 'Others get one text as “{server}” that has the changes of both. Both versions are stored on this PC for 30 days.',
  },
  overlapping: {
    de: 'Zusammenführen lassen sich die beiden Texte nicht: In beiden sind dieselben oder benachbarte Zeilen geändert.',
    en: 'The two texts cannot be merged: the same or neighbouring lines were changed in both.',
  },
  later: { de: 'Später entscheiden', en: 'Decide later' },
  bulkMeansMine: {
    de: 'Wo Ihre Fassung bleibt, bekommen andere sie an der Stelle der vom Server.',
    en: 'Where your version stays, others get it in place of the server’s.',
  },
  bulkMeansServer: {
    de: 'Wo die Fassung vom Server bleibt, verschwindet Ihre auch bei anderen.',
    en: 'Where the server version stays, yours disappears for others, too.',
  },
  bulkSafety: {
    de: 'Was nicht bleibt, ist 30 Tage auf diesem PC aufbewahrt; so lange lässt sich jede Entscheidung rückgängig machen.',
    en: 'What does not stay is stored on this PC for 30 days; until then you can undo every decision.',
  },
  safety: {
    de: 'Jede Entscheidung lässt sich 30 Tage lang rückgängig machen.',
    en: 'You can undo every decision for 30 days.',
  },
  onlyHereTitle: {
    de: 'Behalten Sie beide, bleibt Ihre nur auf diesem PC',
    en: 'If you keep both, yours stays on this PC only',
  },
  onlyHere: {
    de: 'Ihre Organisation lässt die zweite von zwei Fassungen nicht auf den Server. Andere sehen sie nicht, und wenn dieser PC ausfällt, gibt es keine Kopie. Unter einem anderen Namen wird sie hochgeladen wie jede Datei.',
    en: 'Your organisation does not allow the second of two versions on the server. Nobody else sees it, and if this PC fails there is no copy. Under another name it is uploaded like any file.',
  },
  cannotRead: {
    de: 'Eine der beiden Fassungen kann gerade nicht gelesen werden.',
    en: 'One of the two versions cannot be read right now.',
  },
  undo: { de: 'Rückgängig', en: 'Undo' },
  undoFor: { de: 'Rückgängig: Entscheidung über „{name}“', en: 'Undo the decision about “{name}”' },
  resolvedTitle: { de: 'Erledigt', en: 'Resolved' },
  'ended-mine': {
    de: 'Ihre Fassung behalten, die vom Server ersetzt · {time}',
    en: 'Kept your version, replaced the server’s · {time}',
  },
  'ended-server': {
    de: 'Fassung vom Server behalten, Ihre aufbewahrt · {time}',
    en: 'Kept the server version, stored yours · {time}',
  },
  'ended-both': { de: 'Beide Fassungen behalten · {time}', en: 'Kept both versions · {time}' },
  'ended-both-here': {
    de: 'Beide Fassungen behalten; Ihre bleibt nur auf diesem PC, wie Ihre Organisation es festgelegt hat · {time}',
    en: 'Kept both versions; yours stays on this PC only, as your organisation has decided · {time}',
  },
  'ended-merged': { de: 'Beide Texte zusammengeführt · {time}', en: 'Merged the two texts · {time}' },
  'ended-equal-bytes': {
    de: 'Von selbst erledigt: Beide Fassungen sind jetzt gleich · {time}',
    en: 'Resolved automatically: both versions are now identical · {time}',
  },
  'ended-one-left': {
    de: 'Von selbst erledigt: Es gibt nur noch eine Fassung · {time}',
    en: 'Resolved automatically: only one version is left · {time}',
  },
  undoUntil: { de: 'Rückgängig bis {until}', en: 'Can be undone until {until}' },
  bulkTitle: { de: 'Für mehrere auf einmal', en: 'Several at once' },
  bulkIntro: {
    de: '{count, plural, one {# Datei ist} other {# Dateien sind}} markiert: {mine, plural, one {# hier neuer} other {# hier neuer}}, {server, plural, one {# auf dem Server neuer} other {# auf dem Server neuer}}{unknown, plural, =0 {} one {, bei # nicht zu erkennen} other {, bei # nicht zu erkennen}}.',
    en: '{count, plural, one {# file} other {# files}} selected ({mine, number} newer here, {server, number} newer on the server{unknown, plural, =0 {} other {, # unclear}}).',
  },
  mark: { de: 'Markieren', en: 'Select', note: 'screen readers add the name of the file' },
  markAll: { de: 'Alle markieren', en: 'Select all' },
  bulkBoth: { de: 'Markierte: beide behalten', en: 'Selected: keep both' },
  bulkBothHere: {
    de: 'Markierte: beide behalten, meine nur auf diesem PC',
    en: 'Selected: keep both, mine on this PC only',
  },
  bulkNewest: { de: 'Markierte: die neuere behalten', en: 'Selected: keep the newer one' },
  bulkMine: { de: 'Markierte: meine behalten', en: 'Selected: keep mine' },
  bulkServer: { de: 'Markierte: die des Servers behalten', en: 'Selected: keep the server’s' },
  confirmTitle: { de: 'So wird entschieden', en: 'Confirm your decisions' },
  consequence: {
    de: '{both, plural, =0 {} one {Bei # Datei bleiben beide Fassungen. } other {Bei # Dateien bleiben beide Fassungen. }}{mine, plural, =0 {} one {Bei # Datei bleibt Ihre Fassung. } other {Bei # Dateien bleibt Ihre Fassung. }}{server, plural, =0 {} one {Bei # Datei bleibt die Fassung des Servers.} other {Bei # Dateien bleibt die Fassung des Servers.}}',
    en: '{both, plural, =0 {} one {# file keeps both versions. } other {# files keep both versions. }}{mine, plural, =0 {} one {# file keeps your version. } other {# files keep your version. }}{server, plural, =0 {} one {# file keeps the server version.} other {# files keep the server version.}}',
  },
  bulkOnlyHere: {
    de: '{count, plural, one {# Ihrer Fassungen bleibt dann nur auf diesem PC} other {# Ihrer Fassungen bleiben dann nur auf diesem PC}}: Ihre Organisation lässt die zweite von zwei Fassungen nicht auf den Server.',
    en: '{count, plural, one {# of your versions then stays on this PC only} other {# of your versions then stay on this PC only}}: your organisation does not allow the second of two versions on the server.',
  },
  carryOut: {
    de: '{count, plural, one {Für # Datei so entscheiden} other {Für # Dateien so entscheiden}}',
    en: '{count, plural, one {Apply to # file} other {Apply to # files}}',
  },
  carryingOut: {
    de: 'Wird ausgeführt. Das kann bei vielen Dateien einige Minuten dauern; was schon entschieden ist, bleibt es.',
    en: 'Working. With many files this can take a few minutes; what is already done stays done.',
  },
  'decided-both': {
    de: 'Entschieden: Von „{name}“ bleiben beide Fassungen.',
    en: 'Done: both versions of “{name}” stay.',
  },
  'decided-both-here': {
    de: 'Entschieden: Von „{name}“ bleiben beide Fassungen, Ihre nur auf diesem PC.',
    en: 'Done: both versions of “{name}” stay, yours on this PC only.',
  },
  'decided-mine': {
    de: 'Entschieden: Von „{name}“ bleibt Ihre Fassung und kommt an der Stelle der anderen auf den Server.',
    en: 'Done: your version of “{name}” stays, and replaces the other one on the server.',
  },
  'decided-server': {
    de: 'Entschieden: Von „{name}“ bleibt die Fassung vom Server. Ihre ist nur noch hier aufbewahrt.',
    en: 'Done: the server version of “{name}” stays. Yours is only stored here from now on.',
  },
  'decided-merged': {
    de: 'Entschieden: In „{name}“ stehen jetzt die Änderungen aus beiden Fassungen.',
    en: 'Done: “{name}” now has the changes of both versions.',
  },
  decidedMany: {
    de: '{count, plural, one {Für eine Datei entschieden.} other {Für # Dateien entschieden.}}',
    en: '{count, plural, one {One file done.} other {# files done.}}',
  },
  canUndo: {
    de: 'Das lässt sich unten unter „Erledigt“ rückgängig machen.',
    en: 'You can undo this below, under “Resolved”.',
  },
  undone: {
    de: 'Rückgängig gemacht: „{name}“ gibt es wieder in zwei Fassungen.',
    en: 'Undone: there are two versions of “{name}” again.',
  },
  each: { de: 'Entscheidung für jede Datei', en: 'Decision for each file' },
  decisionFor: { de: 'Entscheidung für „{name}“', en: 'Decision for “{name}”' },
  'choose-both': { de: 'Beide behalten', en: 'Keep both' },
  'choose-both-here': { de: 'Beide behalten, meine nur auf diesem PC', en: 'Keep both, mine on this PC only' },
  'choose-mine': { de: 'Meine behalten', en: 'Keep mine' },
  'choose-server': { de: 'Die des Servers behalten', en: 'Keep the server’s' },
  unreadable: {
    de: '{count, plural, one {# Datei kann gerade nicht gelesen werden und bleibt offen.} other {# Dateien können gerade nicht gelesen werden und bleiben offen.}}',
    en: '{count, plural, one {# file cannot be read right now and stays open.} other {# files cannot be read right now and stay open.}}',
  },
  list: { de: 'Dateien in zwei Fassungen', en: 'Files with two versions' },
  newerHere: { de: 'hier neuer', en: 'newer here' },
  newerOnServer: { de: 'auf dem Server neuer', en: 'newer on the server' },
  shownBelow: { de: 'wird unten gezeigt', en: 'shown below' },
  noMatch: { de: 'Keine Datei heißt so.', en: 'No file with this name.' },
  cancel: { de: 'Abbrechen', en: 'Cancel' },
  search: { de: 'Suchen', en: 'Search' },
  notDone: {
    de: '{count, plural, one {Für # Datei wurde nichts getan} other {Für # Dateien wurde nichts getan}}',
    en: '{count, plural, one {# file was not changed} other {# files were not changed}}',
  },
  notDoneWhy: { de: '{count, number}: {why}. {hint}', en: '{count, number}: {why}. {hint}' },
  previewOf: { de: 'Vorschau: {version}', en: 'Preview: {version}' },
} as const;
