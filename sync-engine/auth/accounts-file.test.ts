import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseAccountId } from '../core/model/account.ts';
import type { AccountEvent, AccountId, StoredAccount } from '../core/model/account.ts';
import { AccountList } from './account-list.ts';
import { JsonAccountsFile, MemoryAccountsFile } from './accounts-file.ts';
import type { AccountsFile } from './accounts-file.ts';

let directory: string;
let path: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'bayernbox-accounts-'));
  path = join(directory, 'state', 'accounts.json');
});
afterEach(() => {
  chmodSync(directory, 0o700);
  rmSync(directory, { recursive: true, force: true });
});

function toId(digit: string): AccountId {
  const id = parseAccountId(digit.repeat(16));
  if (id === undefined) throw new RangeError('not an id');
  return id;
}

/** Nobody else is there. */
function openFile(): AccountsFile {
  return new JsonAccountsFile(path, (act) => act());
}

/** Everything beside the file, and it. */
function readTexts(): Readonly<Record<string, string>> {
  const state = join(directory, 'state');
  return Object.fromEntries(readdirSync(state).map((name) => [name, readFileSync(join(state, name), 'utf8')]));
}

/** The accounts of a file that can be used. */
function loadAccounts(file: AccountsFile): readonly StoredAccount[] {
  const loaded = file.load();
  if (!loaded.ok) throw new Error(loaded.fault.detail);
  return loaded.value;
}

const ANNA: StoredAccount = {
  id: toId('a'),
  serverAddress: 'https://box.example.org',
  serverKind: 'infinite-scale',
  productName: 'Infinite Scale',
  userId: '1234',
  userName: 'anna',
  displayName: 'Änne',
  method: { kind: 'oidc', issuer: 'https://id.example.org' },
  state: { kind: 'sign-in-needed', why: 'refused' },
};
const BERND: StoredAccount = { ...ANNA, id: toId('b'), userName: 'bernd', method: { kind: 'password' } };

describe.each([
  ['JsonAccountsFile', (): AccountsFile => openFile()],
  ['MemoryAccountsFile', (): AccountsFile => new MemoryAccountsFile()],
])('%s', (_name, create) => {
  it('is empty at first, and keeps what is saved in its order', () => {
    const file = create();
    expect(file.load()).toEqual({ ok: true, value: [] });

    file.change(() => [ANNA, BERND]);
    file.change(() => [BERND, ANNA]);

    expect(file.load()).toEqual({ ok: true, value: [BERND, ANNA] });
  });
});

describe('the file', () => {
  it('may be read by its owner only, and leaves nothing beside it', () => {
    openFile().change(() => [ANNA]);

    expect(readdirSync(join(directory, 'state'))).toEqual(['accounts.json']);
    // Windows keeps the rights of the person's own directory.
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['', 'not JSON'],
    ['no JSON', 'not JSON'],
    ['{"version": 2, "accounts": []}', 'other contents at version'],
    ['{"version": 1, "accounts": [{"id": "../x"}]}', /^other contents at accounts\.0\./],
  ])('that holds %j is not taken for no accounts, and stays as it is', (text, detail) => {
    const file = openFile();
    file.change(() => []);
    writeFileSync(path, text);

    expect(file.load()).toEqual({
      ok: false,
      fault: { code: 'accounts-file-damaged', path, detail: expect.stringMatching(detail) as string },
    });
    expect(readTexts()).toEqual({ 'accounts.json': text });
  });

  it('that the system does not give is not taken for no accounts either', () => {
    mkdirSync(path, { recursive: true });

    expect(openFile().load()).toEqual({
      ok: false,
      fault: { code: 'accounts-file-unreadable', path, detail: 'EISDIR' },
    });
  });

  it('is set aside under the time when it is damaged, each under a name of its own, and a new one begins', () => {
    const file = openFile();
    const nowMs = Date.UTC(2026, 10, 27, 6, 40, 15);
    file.change(() => [ANNA]);
    expect(file.setAside(nowMs)).toEqual({ kind: 'not-needed' });

    for (const text of ['first', 'second']) {
      writeFileSync(path, text);
      expect(file.setAside(nowMs).kind).toBe('set-aside');
    }
    file.change(() => [BERND]);

    expect(file.load()).toEqual({ ok: true, value: [BERND] });
    expect(readTexts()).toMatchObject({
      'accounts.json.2026-11-27T06-40-15': 'first',
      'accounts.json.2026-11-27T06-40-15.2': 'second',
    });
  });
});

describe('a change', () => {
  it('that changes nothing writes nothing', () => {
    const file = openFile();

    file.change((accounts) => accounts);

    expect(readdirSync(directory)).toEqual([]);
  });

  it('is made of what is there once nobody else changes it', () => {
    const other = openFile();
    const file = new JsonAccountsFile(path, (act) => {
      other.change((accounts) => [...accounts, ANNA]);
      return act();
    });

    file.change((accounts) => [...accounts, BERND]);

    expect(loadAccounts(file)).toEqual([ANNA, BERND]);
  });

  it('that is not allowed in time is not made, and the reason is told', () => {
    const busy = (): never => {
      throw Object.assign(new Error('busy'), { code: 'EBUSY' });
    };
    openFile().change(() => [ANNA]);
    const file = new JsonAccountsFile(path, busy);

    expect(() => file.change(() => [])).toThrow('busy');
    expect(file.setAside(0)).toEqual({ kind: 'failed', detail: 'EBUSY' });
    expect(loadAccounts(file)).toEqual([ANNA]);
  });
});

describe('the list', () => {
  const open = (file: AccountsFile): { readonly list: AccountList; readonly events: AccountEvent[] } => {
    const list = new AccountList(file, () => false);
    const events: AccountEvent[] = [];
    list.onEvent((event) => events.push(event));
    return { list, events };
  };

  it('tells and writes a state once, however often it is said', () => {
    const file = new MemoryAccountsFile();
    const { list, events } = open(file);
    list.put(ANNA);

    for (let time = 0; time < 3; time += 1) list.noteState(ANNA.id, { kind: 'signed-in' });

    expect(events.map(({ type }) => type)).toEqual(['account-added', 'account-changed']);
    expect(loadAccounts(file)[0]?.state).toEqual({ kind: 'signed-in' });
  });

  it('sees what another program has added', () => {
    const file = new MemoryAccountsFile();
    open(file).list.put(ANNA);

    expect(open(file).list.findUser('https://box.example.org', '1234')?.id).toBe(ANNA.id);
  });

  it('takes no word of running work for an account that was signed out, also by another program', () => {
    const file = new MemoryAccountsFile();
    const [{ list }, { list: other }] = [open(file), open(file)];
    list.put(ANNA);
    other.signOut(ANNA.id);

    list.noteState(ANNA.id, { kind: 'signed-in' });
    list.noteState(ANNA.id, { kind: 'sign-in-needed', why: 'secret-missing' });

    expect(loadAccounts(file)[0]?.state).toEqual({ kind: 'signed-out' });
  });

  it('keeps a state that the disk does not take, and stops nobody', () => {
    const file = new MemoryAccountsFile();
    const { list, events } = open(file);
    list.put(ANNA);
    file.change = () => {
      throw Object.assign(new Error('disk full'), { code: 'ENOSPC' });
    };

    list.noteState(ANNA.id, { kind: 'signed-in' });

    expect([list.list()[0]?.state, events.at(-1)]).toMatchObject([
      { kind: 'signed-in' },
      { type: 'account-changed', account: { state: { kind: 'signed-in' } } },
    ]);
  });

  it('shows what a person does after the disk did not take a state', () => {
    const file = new MemoryAccountsFile();
    const { list } = open(file);
    list.put({ ...ANNA, state: { kind: 'signed-in' } });
    const change = file.change.bind(file);
    file.change = () => {
      throw Object.assign(new Error('disk full'), { code: 'ENOSPC' });
    };
    list.noteState(ANNA.id, { kind: 'sign-in-needed', why: 'refused' });
    file.change = change;

    list.put({ ...ANNA, state: { kind: 'signed-in' } });

    expect(list.list()[0]?.state).toEqual({ kind: 'signed-in' });
  });

  it('changes nothing while the file cannot be used, and takes its word when it can be again', () => {
    const { list } = open(openFile());
    list.put(ANNA);
    const whole = readFileSync(path, 'utf8');
    writeFileSync(path, 'damaged');

    expect([list.list(), list.findFault()?.code]).toEqual([[], 'accounts-file-damaged']);
    expect(() => list.put(BERND)).toThrow(path);
    expect(() => list.remove(ANNA.id)).toThrow(path);
    list.noteState(ANNA.id, { kind: 'signed-in' });
    expect(readTexts()).toEqual({ 'accounts.json': 'damaged' });

    writeFileSync(path, whole);
    list.noteState(ANNA.id, { kind: 'signed-in' });
    expect(list.list()).toMatchObject([{ id: ANNA.id, state: { kind: 'signed-in' } }]);
  });
});
