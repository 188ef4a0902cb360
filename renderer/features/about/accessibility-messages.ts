/** What can be said of barriers in this program; only what is so. */
export const accessibilityMessages = {
  title: { de: 'Barrierefreiheit', en: 'Accessibility' },
  aim: {
    de: 'Dieses Programm soll für alle bedienbar sein. Maßstab ist die BITV 2.0 mit der Norm EN 301 549 und den WCAG 2.2, Stufe AA.',
    en: 'Everyone should be able to use this program. The benchmark is BITV 2.0 with the standard EN 301 549, and WCAG 2.2, level AA.',
  },
  tested: { de: 'Das wird mit jeder Änderung geprüft', en: 'This is tested with every change' },
  testedAxe: {
    de: 'Jede Ansicht wird mit dem Prüfprogramm axe untersucht: hell, dunkel und mit den Farben des Systems. Dabei darf kein Fehler übrig bleiben.',
    en: 'Every view is checked with the tool axe: light, dark, and with the system’s colours. No errors may remain.',
  },
  testedKeyboard: {
    de: 'Wege durch Formulare, Listen, Bäume und Dialoge werden mit der Tastatur allein gegangen; dabei ist immer zu sehen, wo man gerade ist.',
    en: 'Forms, lists, trees and dialogs are used with the keyboard alone, and the focus is never lost or hidden.',
  },
  testedSize: {
    de: 'Bei doppelter Schriftgröße und in einem Fenster von 320 Pixeln Breite geht nichts verloren. Was man anklickt, ist mindestens 24 Pixel groß.',
    en: 'With text at twice the size, and in a window 320 pixels wide, nothing is lost. Everything you click is at least 24 pixels in size.',
  },
  open: {
    de: 'Das ist noch nicht geprüft, oder hier gibt es Hürden',
    en: 'This has not been tested yet, or is a barrier',
  },
  openPeople: {
    de: 'Menschen mit Behinderungen haben das Programm noch nicht getestet, auch nicht mit den Bildschirmlesern NVDA, Narrator, VoiceOver und Orca. Eine Prüfstelle hat es noch nicht begutachtet.',
    en: 'People with disabilities have not tested the program yet, nor has it been tested with the screen readers NVDA, Narrator, VoiceOver and Orca. No testing body has assessed it.',
  },
  openPreview: {
    de: 'Die Vorschau von Bildern und PDF-Dateien ist ein Bild ohne Beschreibung. Öffnen Sie die Datei dann mit ihrem eigenen Programm.',
    en: 'The preview of pictures and PDF files is an image without a description. In that case, open the file with its own program.',
  },
  openTray: {
    de: 'Das Symbol neben der Uhr bedient sich so, wie Ihr System es vorsieht. Alles, was sein Menü kann, geht auch in diesem Fenster.',
    en: 'The icon next to the clock works the way your system provides. Everything in its menu is also available in this window.',
  },
  report: { de: 'Eine Hürde melden', en: 'Report a barrier' },
  reportText: {
    de: 'Schreiben Sie an {support}, was Sie tun wollten, was nicht ging und womit Sie arbeiten. Ihre Nachricht braucht keine bestimmte Form.',
    en: 'Write to {support}: what you wanted to do, what did not work, and what you use. Your message does not need any particular form.',
  },
  reportMail: { de: 'Hürde per E-Mail melden', en: 'Report a barrier by e-mail' },
  statement: { de: 'Erklärung zur Barrierefreiheit', en: 'Accessibility statement' },
  statementText: {
    de: 'An wen Sie sich wenden können, wenn Ihnen nicht geholfen wird, steht in der Erklärung Ihrer Organisation.',
    en: 'Your organisation’s statement says whom to contact if you do not get help.',
  },
} as const;
