import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addFolder, enterOffice, startHost, waitForState } from '#e2e/stage/engine-host.ts';
import { USER } from '#e2e/stage/office.ts';
import { hideLog } from './hidden-log.ts';

const hide = (name: string): string => `<${name.length}>`;

describe('the log of a diagnosis', () => {
  it('tells when, what, how much and which code, and hides every name', () => {
    const log = [
      {
        time: 't',
        level: 'warn',
        event: 'run-ended',
        fields: { durationMs: 12, code: 'disk-full', path: 'Amt/Müller.odt' },
      },
      {
        time: 't',
        level: 'warn',
        event: 'keychain-not-used',
        fields: { detail: 'connect ECONNREFUSED box.amt.de:443 503' },
      },
    ];

    expect(
      hideLog(log.map((line) => `${JSON.stringify(line)}\n`).join(''), hide)
        .trim()
        .split('\n'),
    ).toEqual([
      '{"time":"t","level":"warn","event":"run-ended","fields":{"durationMs":12,"code":"disk-full","path":"<14>"}}',
      '{"time":"t","level":"warn","event":"keychain-not-used","fields":{"detail":"<7> ECONNREFUSED <10>:443 503"}}',
    ]);
  });

  it('tells of a bug in which request and where in the program it is, and nothing of what it was about', () => {
    const stack = [
      "TypeError: cannot read 'geheim' of Amt/Müller.odt",
      '    at FolderRunner.#start (file:///opt/anna/app/engine-host.mjs:12:34)',
      '    at async EngineHost.answer (/srv/anna/x/engine-host.ts:1:2)',
      '    at anna',
    ].join('\n');
    const log = JSON.stringify({ level: 'error', event: 'request-failed', fields: { request: 'listKept', stack } });

    expect(JSON.parse(hideLog(log, hide))).toEqual({
      level: 'error',
      event: 'request-failed',
      fields: {
        request: 'listKept',
        stack: ['TypeError', 'FolderRunner.#start engine-host.mjs:12:34', 'EngineHost.answer engine-host.ts:1:2'],
      },
    });
  });

  it('tells the same of a bug that has stopped a sync folder', () => {
    const stack = "TypeError: cannot read 'geheim'\n    at Merge.run (/srv/anna/x/merge.ts:1:2)";
    const log = JSON.stringify({ level: 'error', event: 'internal-error', fields: { stack } });

    expect(JSON.parse(hideLog(log, hide))).toMatchObject({
      fields: { stack: ['TypeError', 'Merge.run merge.ts:1:2'] },
    });
  });

  it('shows no name that is written like a code of the system', () => {
    const names = 'ERIKA EINKAUF/ERNST EVA_MUSTER ERR_MEIER';
    const log = JSON.stringify({
      level: 'warn',
      event: 'x',
      fields: { detail: `${names} EHOSTUNREACH ENOTFOUND ERR_TLS_CERT_ALTNAME_INVALID`, kind: 'meier' },
    });

    expect(JSON.parse(hideLog(log, () => '#'))).toMatchObject({
      fields: { detail: '# # # # EHOSTUNREACH ENOTFOUND ERR_TLS_CERT_ALTNAME_INVALID', kind: '#' },
    });
    const thrown = JSON.stringify({ level: 'error', event: 'internal-error', fields: { stack: 'Musterfrau' } });
    expect(JSON.parse(hideLog(thrown, () => '#'))).toMatchObject({ fields: { stack: ['Error'] } });
  });

  it('leaves out what is no line of the log, and says how many', () => {
    expect(hideLog('Bearer geheim\n{"level":1}\n', hide)).toBe('{"event":"lines-left-out","fields":{"count":2}}\n');
  });
});

describe('a diagnosis', () => {
  it('holds no name, address, password or token that was planted anywhere', async () => {
    const planted = ['Geheimakte', 'Musterfrau', 'planted-token-4711', USER.password, 'planted.example'];
    const office = await enterOffice();
    const secretLog = JSON.stringify({
      level: 'warn',
      event: 'planted',
      fields: {
        path: 'Geheimakte/Musterfrau.odt',
        detail: 'Bearer planted-token-4711 to https://planted.example/anna',
      },
    });
    const running = await startHost(office, undefined, {
      log: { write: () => true, readLast: () => `${secretLog}\nplanted-token-4711 Geheimakte\n` },
    });
    await mkdir(office.place('BayernBox'));
    await writeFile(join(office.place('BayernBox'), '.bayernbox-Geheimakte Musterfrau.odt'), 'x');
    await addFolder(running, office);
    await waitForState(running, 'in-sync', 'not-synced');

    const made = await running.api.createDiagnostics({});

    if (!made.ok) throw new Error(made.error.code);
    const text = made.value.items.map((item) => item.text).join('\n');
    expect(made.value.items.map(({ name }) => name)).toEqual(['overview.json', 'problems.json', 'engine.log']);
    expect(text).toContain('"event":"planted"');
    expect(
      [...planted, office.homeDirectory, office.server.url, '127.0.0.1'].filter((name) => text.includes(name)),
    ).toEqual([]);
    expect(new RegExp(`\\b${USER.name}\\b`, 'i').test(text)).toBe(false);
  });
});

it('a bug in a request is logged with its time, its request and its place, and without what looks like a secret', async () => {
  const written: string[] = [];
  const log = {
    write: (line: string) => written.push(line),
    readLast: () => {
      throw new Error('no such file; Authorization: Bearer planted-token-4711');
    },
  };
  const running = await startHost(await enterOffice(), undefined, { log });

  expect(await running.api.createDiagnostics({})).toMatchObject({ ok: false, error: { code: 'internal-error' } });
  expect(written.join('')).toMatch(
    /^\{"time":"\d{4}-[^"]+","level":"error","event":"request-failed","fields":\{"request":"createDiagnostics",/,
  );
  expect(written.join('')).toMatch(/"stack":"[^"]+diagnostics\.test\.ts/);
  expect(written.join('')).not.toContain('planted');
});
