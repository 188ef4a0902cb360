import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Computer } from './computer.ts';
import { Presenter } from './presenter.ts';
import { copyPackages, copyTree, INSTALLED_PACKAGES } from './real-tree.ts';
import { startServer } from './server-process.ts';
import type { Stage } from './story.ts';
import { conflict, edit, firstSync, remove, renameFolder, verify } from './story.ts';

/** At least so many files of the installed packages are synced. */
const MIN_FILES = 3_000;
const USER = 'gemeinde';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
process.exitCode = await main();

async function main(): Promise<number> {
  const presenter = new Presenter(process.env, (text) => process.stdout.write(text));
  const { values } = parseArgs({ options: { keep: { type: 'boolean', default: false }, folder: { type: 'string' } } });
  if (values.folder !== undefined && !existsSync(values.folder)) {
    presenter.failure(`Den Ordner ${values.folder} gibt es nicht.`, `There is no folder ${values.folder}.`);
    return 2;
  }
  const base = mkdtempSync(join(tmpdir(), 'bayernbox-demo-'));
  try {
    return await play(base, presenter, values);
  } catch (error) {
    if (stop.signal.aborted) return 130;
    presenter.failure(`Die Vorführung ist gescheitert: ${String(error)}`, `The demo failed: ${String(error)}`);
    return 1;
  } finally {
    if (!values.keep) rmSync(base, { recursive: true, force: true });
  }
}

function newPassword(): string {
  return randomBytes(9).toString('base64url');
}

interface Wishes {
  readonly keep: boolean;
  readonly folder?: string | undefined;
}

async function play(base: string, presenter: Presenter, wishes: Wishes): Promise<number> {
  mkdirSync(join(base, 'Server'));
  const [password, annasPassword, berndsPassword] = [newPassword(), newPassword(), newPassword()];
  const server = await startServer(join(base, 'Server'), {
    user: USER,
    password,
    appPasswords: [annasPassword, berndsPassword],
  });
  const anna = new Computer('Annas PC', base, { url: server.url, user: USER, password: annasPassword });
  const bernd = new Computer('Bernds PC', base, { url: server.url, user: USER, password: berndsPassword });
  try {
    const copied =
      wishes.folder === undefined
        ? copyPackages(anna.folder, MIN_FILES)
        : copyTree(resolve(wishes.folder), join(anna.folder, 'Meine Dateien'));
    const source = wishes.folder ?? INSTALLED_PACKAGES;
    const size = `${presenter.number(copied.files)} / ${presenter.number(copied.bytes / 1024 / 1024)} MiB`;
    presenter.line(
      `Anna und Bernd melden sich mit eigenem App-Passwort beim Konto „${USER}“ an (${server.url}). Dateien: Kopie von ${source} (${size}).`,
      `Anna and Bernd sign in to the account "${USER}" with app passwords of their own (${server.url}). Files: a copy of ${source} (${size}).`,
    );
    const stage: Stage = {
      anna,
      bernd,
      server: { davRoot: server.davRoot, user: USER, password },
      presenter,
      files: copied.files,
      signal: stop.signal,
    };
    for (const scene of [firstSync, edit, renameFolder, conflict, remove]) await scene(stage);
    const isEqual = await verify(stage);
    if (wishes.keep && isEqual) await keepPlaying(stage, base, password);
    return isEqual ? 0 : 1;
  } finally {
    await Promise.all([anna.stop(), bernd.stop()]);
    await server.stop();
  }
}

async function keepPlaying(
  { anna, bernd, server, presenter, signal }: Stage,
  base: string,
  password: string,
): Promise<void> {
  anna.start();
  bernd.start();
  presenter.step('Jetzt Sie. Ende mit Strg-C.', 'Your turn. Stop with Ctrl-C.');
  presenter.line(`Ordner: ${anna.folder}`, `Folder: ${anna.folder}`);
  presenter.line(`Ordner: ${bernd.folder}`, `Folder: ${bernd.folder}`);
  presenter.line(
    `Server: ${server.davRoot}, Benutzer ${USER}, Passwort ${password}`,
    `Server: ${server.davRoot}, user ${USER}, password ${password}`,
  );
  presenter.line(`Alles bleibt danach unter ${base} liegen.`, `Everything stays in ${base} afterwards.`);
  await new Promise<void>((done) => signal.addEventListener('abort', () => done(), { once: true }));
}
