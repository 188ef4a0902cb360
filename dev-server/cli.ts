#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { startDevServer } from './dev-server.ts';
import { ALL_CARELESS, CAREFUL } from './server-options.ts';
import type { CarelessSwitches, DevServerOptions, UserOption } from './server-options.ts';
import type { NewShare } from './store/sharing.ts';

const USAGE = `usage: bayernbox-dev-server --data <dir> --profile owncloud10|infinite-scale --user <name>:<password> …
  --port <n>              0 = any free port (default)
  --app-password <user>:<token>
  --share <owner>:<folder>:<user>:viewer|editor
  --quota-bytes <n>       per user
  --no-journal            without RFC 6578 sync tokens
  --journal-limit <n>
  --allow-depth-infinity
  --upload-expiry <seconds>
  --careless [switch,…]   all, or: ${Object.keys(CAREFUL).join(', ')}
  --oauth2                ownCloud 10 offers sign-in with a browser, too
  --access-token-seconds <n>
  --token-rotation lenient|strict|none
  --seed <n>
`;

/** Options that take a number. */
const NUMBERS = ['quota-bytes', 'journal-limit', 'upload-expiry', 'access-token-seconds', 'seed', 'port'] as const;

/** Reads the command line; text is what is wrong with it. */
function parseCommandLine(argv: readonly string[]): DevServerOptions | string {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      data: { type: 'string' },
      profile: { type: 'string', default: 'owncloud10' },
      port: { type: 'string', default: '0' },
      user: { type: 'string', multiple: true, default: [] },
      share: { type: 'string', multiple: true, default: [] },
      'app-password': { type: 'string', multiple: true, default: [] },
      'quota-bytes': { type: 'string' },
      journal: { type: 'boolean', default: true },
      'journal-limit': { type: 'string' },
      'allow-depth-infinity': { type: 'boolean' },
      'upload-expiry': { type: 'string' },
      careless: { type: 'string' },
      oauth2: { type: 'boolean' },
      'access-token-seconds': { type: 'string' },
      'token-rotation': { type: 'string', default: 'lenient' },
      seed: { type: 'string' },
    },
    allowNegative: true,
  });
  const { profile } = values;
  if (values.data === undefined) return '--data is missing';
  if (profile !== 'owncloud10' && profile !== 'infinite-scale') return `unknown profile ${profile}`;
  const careless = parseCareless(values.careless);
  if (typeof careless === 'string') return careless;
  if (NUMBERS.some((name) => !/^\d{1,15}$/u.test(values[name] ?? '0'))) return 'a number is expected';
  const shares = values.share.map(parseShare);
  if (shares.includes(undefined)) return '--share wants <owner>:<folder>:<user>:viewer|editor';
  const rotation = (['lenient', 'strict', 'none'] as const).find((known) => known === values['token-rotation']);
  if (rotation === undefined) return 'unknown --token-rotation';
  const seconds = values['access-token-seconds'];
  const users = values.user.map(parsePair);
  if (users.length === 0 || users.some((user) => user.name === '' || user.password === ''))
    return '--user wants <name>:<password>';
  return {
    dataDirectory: values.data,
    profile,
    port: Number(values.port),
    users,
    careless,
    shares: shares.filter((share) => share !== undefined),
    journal: values.journal,
    signIn: { rotation, ...(seconds === undefined ? {} : { accessTokenSeconds: Number(seconds) }) },
    ...(values.oauth2 === undefined ? {} : { browserSignIn: values.oauth2 }),
    appPasswords: values['app-password'].map(parsePair).map(({ name, password }) => ({ user: name, token: password })),
    ...(values['quota-bytes'] === undefined ? {} : { quotaBytes: Number(values['quota-bytes']) }),
    ...(values['journal-limit'] === undefined ? {} : { journalLimit: Number(values['journal-limit']) }),
    ...(values['upload-expiry'] === undefined ? {} : { uploadExpiryMs: Number(values['upload-expiry']) * 1_000 }),
    ...(values['allow-depth-infinity'] === undefined ? {} : { allowDepthInfinity: values['allow-depth-infinity'] }),
    ...(values.seed === undefined ? {} : { seed: Number(values.seed) }),
  };
}

function parseShare(text: string): NewShare | undefined {
  const [owner = '', path = '', receiver = '', role = ''] = text.split(':');
  const isShare = owner !== '' && path !== '' && receiver !== '' && (role === 'viewer' || role === 'editor');
  return isShare ? { owner, path, with: receiver, role } : undefined;
}

function parsePair(text: string): UserOption {
  const colon = text.indexOf(':');
  return colon < 0 ? { name: text, password: '' } : { name: text.slice(0, colon), password: text.slice(colon + 1) };
}

function parseCareless(text: string | undefined): CarelessSwitches | string {
  if (text === undefined) return CAREFUL;
  if (text === 'all' || text === '') return ALL_CARELESS;
  const names = text.split(',');
  const unknown = names.find((name) => !Object.hasOwn(CAREFUL, name));
  if (unknown !== undefined) return `unknown careless switch ${unknown}`;
  return { ...CAREFUL, ...Object.fromEntries(names.map((name) => [name, true])) };
}

/** `--careless` alone means all; parseArgs wants a value. */
function withCarelessValue(argv: readonly string[]): readonly string[] {
  return argv.map((argument, index) =>
    argument === '--careless' && (argv[index + 1] ?? '--').startsWith('--') ? '--careless=all' : argument,
  );
}

async function main(): Promise<void> {
  const options = readOptions();
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  const server = await startDevServer(options);
  const { url, profile, users, faultUrl, controlToken } = server;
  const stop = (): void => {
    void server.close();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.stdout.write(`${JSON.stringify({ url, profile, users, faultUrl, faultToken: controlToken })}\n`);
}

function readOptions(): DevServerOptions | string {
  try {
    return parseCommandLine(withCarelessValue(process.argv.slice(2)));
  } catch (error) {
    // The message of parseArgs may repeat an argument, and an argument may be a password.
    if (error instanceof TypeError) return 'unknown or incomplete argument';
    throw error;
  }
}

await main();
