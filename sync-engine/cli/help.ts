import type { Language } from './messages.ts';

const GERMAN = `bayernbox sync <lokaler-Ordner> <Server-Adresse> [Optionen]
bayernbox spaces <Server-Adresse> [--user <Name>] [--password-stdin] [--proxy …] [--json]
bayernbox login <Server-Adresse> [--user <Name>] [--password-stdin] [--no-browser]
bayernbox logout [<Server-Adresse>] [--user <Name>] [--json]
bayernbox accounts [--json]
bayernbox why <Pfad> [--state-dir <Ordner>] [--json]
bayernbox status [<Ordner>] [--state-dir <Ordner>] [--json]
bayernbox kept list [<lokaler-Ordner>] [--json]
bayernbox kept restore <Kennung> [<lokaler-Ordner>] [--to <Pfad>] [--json]
bayernbox history [<lokaler-Ordner>] [--single] [--json]
bayernbox undo <Kennung> | --run <Durchlauf> [<lokaler-Ordner>] [--yes] [--json]
bayernbox decisions list [<Ordner>] [--json]
bayernbox decisions answer <Kennung> keep|remove|allow|allow-always [<Ordner>] [--json]
bayernbox decisions forget <Merkmal> [<Ordner>] [--json]
bayernbox conflicts list [<Ordner>] [--json]
bayernbox conflicts compare <Kennung> [<Ordner>] [--json]
bayernbox conflicts resolve <Kennung> --keep mine|server|both|merged [<Ordner>] [--json]
bayernbox conflicts undo <Kennung> [<Ordner>] [--yes] [--json]
bayernbox folders list [<Ordner auf dem Server>] [<Ordner>] [--json]
bayernbox folders select | deselect <Ordner auf dem Server> [<Ordner>] [--json]
bayernbox folders new ask | take [<Ordner>] [--json]

Hält einen Ordner mit dem Server gleich. Was hier ersetzt oder entfernt wird,
bleibt 30 Tage unter .bayernbox/kept im Ordner erhalten: kept zeigt es und holt
es zurück, undo macht eine Änderung aus history rückgängig, auch während der
Ordner abgeglichen wird.

  --remote <Pfad>            Ordner auf dem Server
  --space <Name oder ID>     Space oder Freigabe; spaces zeigt, welche es gibt
  --user <Name>              Benutzername
  --watch                    läuft weiter und gleicht jede Änderung ab
  --dry-run                  zeigt nur, was geschehen würde, mit Grund
  --deselect <Pfad>          dieser Ordner des Servers kommt nicht hierher
  --accept-folder            nimmt einen Ordner, der nicht der bisherige ist
  --json                     eine JSON-Zeile je Ereignis
  --single                   mit history: jeder Eintrag einzeln, und alle
  --yes                      mit undo, conflicts undo: fragt nicht, ob es auf dem
                             Server für alle gilt
  --quiet                    keine Fortschrittsanzeige
  --state-dir <Ordner>       Ort der Sync-Datenbank
  --exclude-from <Datei>     weitere Ausschlussmuster
  --limit-up <KiB/s>         Grenze für das Hochladen
  --limit-down <KiB/s>       Grenze für das Herunterladen
  --limit-window <Zeiten>    Grenzen gelten nur dann, z. B. "mo-fr 08:00-17:00"
  --pause-window <Zeiten>    mit --watch: Pause, z. B. "12:00-13:00; sa,so 00:00-24:00"
  --proxy env|direct|<Adresse>  Proxy (Vorgabe env: HTTPS_PROXY, NO_PROXY),
                             z. B. http://anna@proxy.example.org:3128
  --proxy-bypass <Rechner>   ohne Proxy erreichbar, durch Komma getrennt
  --on-mass-delete hold|allow  viele Löschungen: nachfragen (Vorgabe) oder ausführen
  --password-stdin           Passwort aus der ersten Zeile der Eingabe
  --no-browser               mit login: zeigt nur die Adresse für den Browser
  --name <Name>              mit --keep both: neuer Name Ihrer Fassung
  --revision <Stand>         entscheidet nur, wenn noch dieser Stand gilt (aus list --json)

Passwort: BAYERNBOX_PASSWORD oder BAYERNBOX_TOKEN, sonst gilt die Anmeldung von
bayernbox login, sonst wird gefragt.
Passwort für den Proxy: BAYERNBOX_PROXY_PASSWORD.
Ende: 0 gleich · 1 fertig, einiges nicht abgeglichen · 2 Aufruf · 3 Anmeldung
abgelehnt · 4 Server oder Ordner nicht erreichbar · 5 wartet auf Entscheidung
6 von Ihrer Organisation nicht zugelassen · 7 Fehler im Programm`;

const ENGLISH = `bayernbox sync <local-folder> <server-url> [options]
bayernbox spaces <server-url> [--user <name>] [--password-stdin] [--proxy …] [--json]
bayernbox login <server-url> [--user <name>] [--password-stdin] [--no-browser]
bayernbox logout [<server-url>] [--user <name>] [--json]
bayernbox accounts [--json]
bayernbox why <path> [--state-dir <dir>] [--json]
bayernbox status [<folder>] [--state-dir <dir>] [--json]
bayernbox kept list [<local-folder>] [--json]
bayernbox kept restore <id> [<local-folder>] [--to <path>] [--json]
bayernbox history [<local-folder>] [--single] [--json]
bayernbox undo <id> | --run <run> [<local-folder>] [--yes] [--json]
bayernbox decisions list [<folder>] [--json]
bayernbox decisions answer <id> keep|remove|allow|allow-always [<folder>] [--json]
bayernbox decisions forget <sign> [<folder>] [--json]
bayernbox conflicts list [<folder>] [--json]
bayernbox conflicts compare <id> [<folder>] [--json]
bayernbox conflicts resolve <id> --keep mine|server|both|merged [<folder>] [--json]
bayernbox conflicts undo <id> [<folder>] [--yes] [--json]
bayernbox folders list [<folder on the server>] [<folder>] [--json]
bayernbox folders select | deselect <folder on the server> [<folder>] [--json]
bayernbox folders new ask | take [<folder>] [--json]

Keeps a folder equal with the server. What is replaced or removed here stays
in .bayernbox/kept inside the folder for 30 days: kept lists it and brings it
back, undo turns round a change from history, also while the folder is synced.

  --remote <path>            folder on the server
  --space <name or id>       space or share; spaces lists them
  --user <name>              user name
  --watch                    goes on and syncs every change
  --dry-run                  only shows what would happen, with the reason
  --deselect <path>          this folder of the server stays away from here
  --accept-folder            takes a folder that is not the one of before
  --json                     one JSON line per event
  --single                   with history: each entry by itself, and all
  --yes                      with undo, conflicts undo: does not ask whether it may
                             change the server for all
  --quiet                    no progress bar
  --state-dir <dir>          place of the sync database
  --exclude-from <file>      more exclude patterns
  --limit-up <KiB/s>         limit for uploads
  --limit-down <KiB/s>       limit for downloads
  --limit-window <times>     limits hold only then, e.g. "mon-fri 08:00-17:00"
  --pause-window <times>     with --watch: pause, e.g. "12:00-13:00; sat,sun 00:00-24:00"
  --proxy env|direct|<address>  proxy (default env: HTTPS_PROXY, NO_PROXY),
                             e.g. http://anna@proxy.example.org:3128
  --proxy-bypass <hosts>     reached without the proxy, separated by commas
  --on-mass-delete hold|allow  many deletions: ask (default) or carry out
  --password-stdin           password from the first line of standard input
  --no-browser               with login: only shows the address for the browser
  --name <name>              with --keep both: new name of your version
  --revision <revision>      decides only on this very state (from list --json)

Password: BAYERNBOX_PASSWORD or BAYERNBOX_TOKEN, else the sign-in of
bayernbox login, else you are asked.
Password of the proxy: BAYERNBOX_PROXY_PASSWORD.
Exit: 0 in sync · 1 finished, some items not synced · 2 usage · 3 sign-in refused
4 server or folder unavailable · 5 waiting for a decision
6 not allowed by your organisation · 7 an error in the program`;

/** The help text. */
export function getHelp(language: Language): string {
  return language === 'de' ? GERMAN : ENGLISH;
}
