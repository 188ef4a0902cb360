/** Texts of the setting that says how servers are reached. */
export const proxyMessages = {
  proxy: { de: 'Proxy', en: 'Proxy' },
  kind: { de: 'Weg ins Internet', en: 'Way to the internet' },
  system: { de: 'Wie das System', en: 'As the system' },
  systemHint: {
    de: 'Auch mit automatischer Konfiguration (PAC). Verlangt der Proxy eine Anmeldung, wählen Sie „Proxy von Hand“.',
    en: 'Also with automatic configuration (PAC). If the proxy wants a sign-in, choose “Proxy by hand”.',
  },
  environment: { de: 'Wie die Umgebung', en: 'As the environment' },
  environmentHint: {
    de: 'Was in HTTPS_PROXY, HTTP_PROXY und NO_PROXY steht. Ohne diese Angaben: ohne Proxy.',
    en: 'What HTTPS_PROXY, HTTP_PROXY and NO_PROXY say. Without these: no proxy.',
  },
  direct: { de: 'Ohne Proxy', en: 'No proxy' },
  manual: { de: 'Proxy von Hand', en: 'Proxy by hand' },
  host: { de: 'Adresse des Proxys', en: 'Address of the proxy' },
  hostHint: { de: 'Zum Beispiel proxy.musterstadt.de', en: 'For example proxy.example.org' },
  hostMissing: {
    de: 'Bitte den Namen oder die Adresse des Proxys eintragen.',
    en: 'Please enter the name or address of the proxy.',
  },
  hostError: {
    de: 'Bitte nur den Namen oder die Adresse, ohne http:// und ohne Port.',
    en: 'Please only the name or address, without http:// and without a port.',
  },
  port: { de: 'Port', en: 'Port' },
  portError: { de: 'Bitte eine Zahl von 1 bis 65535, oft 8080 oder 3128.', en: 'Please a number from 1 to 65535.' },
  scheme: { de: 'Verbindung zum Proxy', en: 'Connection to the proxy' },
  http: { de: 'Üblich (http)', en: 'Usual (http)' },
  https: { de: 'Verschlüsselt (https)', en: 'Encrypted (https)' },
  bypass: { de: 'Ohne Proxy erreichbar', en: 'Reached without the proxy' },
  bypassHint: {
    de: "Namen, .domain.de für alles darunter, Adressen wie 10.0.0.0/8, '<local>' für Namen ohne Punkt; durch Komma getrennt. Leer: nichts",
    en: "Names, .example.org for all below it, addresses such as 10.0.0.0/8, '<local>' for names without a dot; separated by commas. Empty: nothing",
  },
  bypassError: {
    de: 'Das ist weder ein Name noch eine Adresse: {entry}',
    en: 'This is neither a name nor an address: {entry}',
  },
  bypassTooLong: { de: 'Bitte höchstens 500 Einträge.', en: 'Please at most 500 entries.' },
  userName: { de: 'Benutzername für den Proxy', en: 'User name for the proxy' },
  userNameHint: {
    de: 'Leer, wenn der Proxy keine Anmeldung verlangt',
    en: 'Empty when the proxy does not want a sign-in',
  },
  password: { de: 'Passwort für den Proxy', en: 'Password for the proxy' },
  passwordMissing: {
    de: 'Bitte das Passwort dieses Benutzers für den Proxy eintragen.',
    en: 'Please enter the password of this user for the proxy.',
  },
  passwordNew: {
    de: 'Es wird im Schlüsselbund dieses PCs gespeichert, nirgends sonst.',
    en: 'It is stored in the keychain of this PC and nowhere else.',
  },
  passwordKept: {
    de: 'Im Schlüsselbund gespeichert. Leer lassen, um es zu behalten.',
    en: 'Stored in the keychain. Leave empty to keep it.',
  },
  passwordUntilExit: {
    de: 'Dieser PC hat keinen Schlüsselbund: Das Passwort gilt nur, bis das Programm endet. Leer lassen, um es zu behalten.',
    en: 'This PC has no keychain: the password holds only until the program ends. Leave empty to keep it.',
  },
  passwordUnreadable: {
    de: 'Der Schlüsselbund gibt das Passwort gerade nicht frei. Entsperren Sie ihn, oder tragen Sie es neu ein.',
    en: 'The keychain does not hand out the password now. Unlock it, or enter the password again.',
  },
  save: { de: 'Proxy speichern', en: 'Save proxy' },
  saved: { de: 'Gespeichert. Es gilt ab sofort.', en: 'Saved. It holds from now on.' },
} as const;
