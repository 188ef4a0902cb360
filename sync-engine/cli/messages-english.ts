import type { ProblemCode } from '../core/model/problem.ts';
import type { UsageProblem } from './command-line.ts';
import { toldCommand } from './told-command.ts';

type Texts = Readonly<Record<ProblemCode, readonly [title: string, hint: string]>>;

/** English title and hint for each code. */
export const ENGLISH_TEXTS = {
  'sign-in-refused': ['Sign-in refused', 'Check the user name and the password or app password.'],
  'sign-in-needed': [
    'Sign-in needed',
    'Sign in again: bayernbox login <server-url>. Nothing was deleted, work goes on after that.',
  ],
  'server-unreachable': ['Server unreachable', 'Check the network connection and the address of the server.'],
  'encryption-missing': [
    'The server offers unencrypted http only',
    'This program takes https only. Ask your administrator; no data has been sent.',
  ],
  'certificate-expired': [
    'Certificate of the server has expired',
    'Check date and time of this device, else the operator must renew it; no data has been sent.',
  ],
  'certificate-wrong-name': [
    'Certificate belongs to another address',
    'Check the address of the server; no data has been sent.',
  ],
  'certificate-untrusted': [
    'Certificate comes from no known issuer',
    'Your administrator must add its issuer to this device; no data has been sent.',
  ],
  'certificate-invalid': ['Certificate of the server is not valid', 'Ask your administrator; no data has been sent.'],
  'proxy-sign-in-needed': [
    'The proxy of this network wants a sign-in',
    'Name user and password for the proxy (bayernbox --help: --proxy), or ask your administrator.',
  ],
  'server-maintenance': ['Server is under maintenance', 'Try again later.'],
  'server-busy': ['Server is busy', 'The transfer goes on later.'],
  'server-error': ['Error on the server', 'If this stays, contact the operator of the server.'],
  'not-an-owncloud': ['No suitable server answers at this address', 'Check the address of the server.'],
  'server-too-old': [
    'Server is too old',
    'At least ownCloud 10.0 or Infinite Scale 2.0 is needed. Contact the operator.',
  ],
  'unexpected-answer': [
    'Unexpected answer of the server',
    'Check whether a sign-in page of the network (Wi-Fi, proxy) stands in between.',
  ],
  'space-unavailable': [
    'Space or share is not there',
    'It was disabled or ended, or you lost access. Nothing is deleted here; when it is back, syncing goes on by itself. To see what there is: bayernbox spaces <server-url>.',
  ],
  'remote-folder-missing': [
    'Folder on the server is missing',
    'Check whether it was renamed or deleted; nothing was deleted here.',
  ],
  'quota-exceeded': ['Storage on the server is used up', 'Free some space there or have the quota raised.'],
  'no-permission': ['No permission on the server', 'Ask the owner for write permission.'],
  'locked-on-server': ['File is locked on the server', 'Wait until nobody edits it there any more.'],
  'processing-on-server': ['Server still processes the file', 'It is transferred as soon as the server is ready.'],
  'too-large-for-server': [
    'File is too large for the server',
    'Split the file or ask your administrator about the limit.',
  ],
  'name-refused-by-server': ['Server does not accept this name', 'Rename the file or folder.'],
  'checksum-mismatch': ['Data arrived damaged', 'The transfer is repeated; the present version is kept.'],
  'incomplete-transfer': ['Transfer was interrupted', 'It goes on next time.'],
  'still-changing': ['File is being changed', 'It is transferred as soon as it has come to rest.'],
  stalled: ['Nothing moved for two minutes', 'It is tried again by itself; everything else goes on.'],
  'local-access-denied': ['Access denied on this device', 'Check the permissions of the file or folder.'],
  'local-file-busy': ['File is open in another program', 'Close the file there.'],
  'local-io-error': ['Disk reports an error', 'Check cable and disk and back up your data.'],
  'disk-full': ['Disk is full', 'Free some space on this device.'],
  'local-name-refused': ['This device does not accept the name', 'Rename the file or folder on the server.'],
  'local-folder-missing': [
    'Local folder is missing',
    'Connect the drive or create the folder again; nothing was deleted on the server.',
  ],
  'local-folder-replaced': [
    'Local folder is not the one it was',
    'Is a drive not connected, or another one in its place? If this folder shall be united with the server, add --accept-folder: nothing will be deleted, and what is in it goes to the server.',
  ],
  'local-folder-in-use': ['Folder is being synced already', 'End the other program that syncs this folder.'],
  'database-unusable': [
    'Sync database cannot be read',
    'Start again. If it is damaged, both sides are united then; nothing is deleted. If it happens once more, give the message to your administrator.',
  ],
  'database-newer': [
    'This program is older than its sync database',
    'A newer version has synced this folder before. Install that version again; until then nothing is synced here, and nothing is deleted.',
  ],
  'internal-error': [
    'An error in the program',
    'The program has broken off what it was doing. Start syncing again; if it happens once more, give the message to your administrator.',
  ],
  cancelled: ['Cancelled', 'Start the sync again when you want to go on.'],
  'symbolic-link': ['Symbolic links are not synced', 'Put a copy of the file into the folder.'],
  'special-file': ['This is no ordinary file', 'Move it out of the folder.'],
  unreadable: ['File or folder cannot be read', 'Check the permissions; on the server all stays as it is.'],
  'name-not-utf8': ['Name contains invalid characters', 'Rename the file or folder.'],
  'name-not-allowed-here': [
    'Name is not allowed on this device',
    'Rename the file or folder on the server; all is kept there.',
  ],
  'name-not-allowed-on-server': ['Name is not allowed on the server', 'Rename the file or folder.'],
  'name-reserved': ['Name is reserved for this program', 'Choose a name that does not begin with ".bayernbox".'],
  'name-clash': ['Two names are the same on this device', 'Rename one of the two items on the server.'],
  'listing-incomplete': [
    'Folder could not be read completely',
    'It is read again; until then nothing in it is deleted.',
  ],
  'item-damaged-on-server': ['File is damaged on the server', 'Restore an earlier version there.'],
  'moved-out-of-sight': [
    'Here at a place that is not synced',
    'On the server all stays as it is. Its name or folder here is left out of syncing, or a folder cannot be read. Give it another name or place, or delete here what shall be deleted there too.',
  ],
  'moved-out-of-sight-on-server': [
    'On the server at a place that is not synced here',
    'Here it stays as it is, and changes are not transferred. It is in a folder there that is left out here, or has a name that is not possible here. Move or rename it on the server, or give that folder here its old name again.',
  ],
  'change-not-permitted': [
    'You may not add or change anything here on the server',
    'It stays on this computer only. Put it in another place, or ask the owner for write permission; as soon as you have it, it is sent.',
  ],
  'kept-for-unsynced-content': [
    'Folder is kept because it holds files that are not synced',
    'Delete it yourself if you do not need its content any more.',
  ],
  'unsynced-in-deselected': [
    'Files in a deselected folder are not synced',
    'They are only here and are left alone. Select the folder again, or move the files to another one.',
  ],
  'second-version-not-uploaded': [
    'Your version stays on this computer',
    `Your organisation does not let the second of two versions go to the server; the name shows that this is one. Decide which one counts: ${toldCommand('conflicts', 'list')}. Under another name it is uploaded like any file.`,
  ],
  'other-file-system': ['Folder lies on another drive', 'Sync it as a folder of its own.'],
} as const satisfies Texts;

/** English sentences about a refused command line. */
export const ENGLISH_USAGE = {
  'command-missing':
    'The command is missing: sync, spaces, login, logout, accounts, why, status, kept, history, undo, decisions, conflicts or folders. Help: bayernbox --help',
  'command-unknown': 'There is no command "{subject}". Help: bayernbox --help',
  'option-unknown': 'There is no option {subject} here. Help: bayernbox --help',
  'option-without-value': 'A value is missing after {subject}.',
  'option-with-value': '{subject} takes no value.',
  'value-not-allowed': 'The value of {subject} is not allowed.',
  'argument-missing': 'Missing: {subject}',
  'argument-unexpected': '"{subject}" is too much. Names with blanks belong in quotes.',
  'word-not-allowed': '"{subject}" is not possible here. Help: bayernbox --help',
  'url-not-allowed': 'The address of the server must begin with https://.',
  'password-in-url':
    'The address must contain neither user nor password, because others could see them. Use --user and --password-stdin.',
  'credentials-missing': 'The password is missing: set BAYERNBOX_PASSWORD or BAYERNBOX_TOKEN or use --password-stdin.',
  'account-unknown': 'There is no such account: {subject}',
  'account-ambiguous': 'Several accounts are possible. Name the address and --user.',
  'tenant-unreadable': 'The rules of your organisation cannot be read, so nothing is done. {subject}',
  'folder-inside-synced': 'This folder lies in {subject}, which is synced already. Choose one outside of it.',
  'folder-around-synced': '{subject} lies in this folder and is synced already. Choose a folder beside it.',
  'state-inside-folder':
    'The state directory {subject} lies in the synced folder. Choose one outside with --state-dir.',
} as const satisfies Readonly<Record<UsageProblem, string>>;
