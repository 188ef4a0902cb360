/** Texts of the setting that says how servers are reached. */
export const proxyMessages = {
  proxy: { de: 'Proxy', en: 'Proxy' },
  kind: { de: 'Verbindung ins Internet', en: 'Internet connection' },
  system: { de: 'Wie im System eingestellt', en: 'Same as system' },
  systemHint: {
    de: 'Auch mit automatischer Konfiguration (PAC). Verlangt der Proxy eine Anmeldung, wählen Sie „Proxy von Hand“.',
    en: 'Includes automatic configuration (PAC). If the proxy requires a sign-in, choose “Manual proxy”.',
  },
  environment: { de: 'Aus Umgebungsvariablen', en: 'From environment variables' },
  environmentHint: {
    de: 'Was in HTTPS_PROXY, HTTP_PROXY und NO_PROXY steht. Ohne diese Angaben: ohne Proxy.',
    en: 'Uses HTTPS_PROXY, HTTP_PROXY and NO_PROXY. If they are not set: no proxy.',
  },
  direct: { de: 'Ohne Proxy', en: 'No proxy' },
  manual: { de: 'Proxy von Hand', en: 'Manual proxy' },
  host: { de: 'Adresse des Proxys', en: 'Proxy address' },
  hostHint: { de: 'Zum Beispiel proxy.musterstadt.de', en: 'For example proxy.example.org' },
  hostMissing: {
    de: 'Bitte den Namen oder die Adresse des Proxys eintragen.',
    en: 'Please enter the proxy’s name or address.',
  },
  hostError: {
    de: 'Bitte nur den Namen oder die Adresse, ohne http:// und ohne Port.',
    en: 'Enter only the name or address, without http:// or a port.',
  },
  port: { de: 'Port', en: 'Port' },
  portError: { de: 'Bitte eine Zahl von 1 bis 65535, oft 8080 oder 3128.', en: 'Enter a number from 1 to 65535.' },
  scheme: { de: 'Verbindung zum Proxy', en: 'Connection to the proxy' },
  http: { de: 'Üblich (http)', en: 'Standard (HTTP)' },
  https: { de: 'Verschlüsselt (https)', en: 'Encrypted (HTTPS)' },
  bypass: { de: 'Ohne Proxy erreichbar', en: 'Bypass the proxy for' },
  bypassHint: {
    de: "Namen, .domain.de für alles darunter, Adressen wie 10.0.0.0/8, '<local>' für Namen ohne Punkt; durch Komma getrennt. Leer: nichts",
    en: "Names, .example.org for all below it, addresses such as 10.0.0.0/8, '<local>' for names without a dot; separated by commas. Empty: nothing",
  },
  bypassError: {
    de: 'Das ist weder ein Name noch eine Adresse: {entry}',
    en: 'This is neither a name nor an address: {entry}',
  },
  bypassTooLong: { de: 'Bitte höchstens 500 Einträge.', en: 'Enter at most 500 entries.' },
  userName: { de: 'Benutzername für den Proxy', en: 'Proxy user name' },
  userNameHint: {
    de: 'Leer, wenn der Proxy keine Anmeldung verlangt',
    en: 'Leave empty if the proxy does not require a sign-in',
  },
  password: { de: 'Passwort für den Proxy', en: 'Proxy password' },
  passwordMissing: {
    de: 'Bitte das Passwort dieses Benutzers für den Proxy eintragen.',
    en: 'Please enter this user’s proxy password.',
  },
  passwordNew: {
    de: 'Es wird im Schlüsselbund dieses PCs gespeichert, nirgends sonst.',
    en: 'It is stored only in this PC’s keychain.',
  },
  passwordKept: {
    de: 'Im Schlüsselbund gespeichert. Leer lassen, um es zu behalten.',
    en: 'Stored in the keychain. Leave empty to keep it.',
  },
  passwordUntilExit: {
    de: 'Dieser PC hat keinen Schlüsselbund: Das Passwort gilt nur, bis das Programm endet. Leer lassen, um es zu behalten.',
    en: 'This PC has no keychain: the password is kept only until the program is closed. Leave empty to keep it.',
  },
  passwordUnreadable: {
    de: 'Der Schlüsselbund gibt das Passwort gerade nicht frei. Entsperren Sie ihn, oder tragen Sie es neu ein.',
    en: 'The keychain is not releasing the password right now. Unlock it, or enter the password again.',
  },
  save: { de: 'Proxy speichern', en: 'Save proxy' },
  setUp: { de: 'Weiter zum Einrichten', en: 'Continue to setup' },
  saved: { de: 'Gespeichert. Es gilt ab sofort.', en: 'Saved. It applies from now on.' },
} as const;
