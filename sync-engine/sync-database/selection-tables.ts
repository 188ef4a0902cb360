import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { FileId } from '../core/model/ids.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { Choice, NewDirectoryRule, Selection, UntoldChoice } from '../core/model/selection.ts';
import { toFlag, toInteger, toText, toWord } from './columns.ts';

const KINDS = ['deselected', 'undecided', 'taken'] as const;
const RULES = ['ask', 'take'] as const;

/** What of the server's tree takes part. Writers return the number of rows changed; the caller owns the transaction. */
export class SelectionTables {
  readonly #choices: ChoiceTable;
  readonly #before: ChoiceTable;
  readonly #selectSettings: StatementSync;
  readonly #putSettings: StatementSync;
  readonly #unsettle: StatementSync;

  constructor(database: DatabaseSync) {
    this.#choices = new ChoiceTable(database, 'choice');
    this.#before = new ChoiceTable(database, 'choice_before');
    this.#selectSettings = database.prepare('SELECT * FROM selection');
    this.#putSettings = database.prepare('INSERT OR REPLACE INTO selection VALUES (1, ?, ?, ?, ?)');
    this.#unsettle = database.prepare('UPDATE selection SET is_settled = 0 WHERE is_settled = 1');
  }

  load(): Selection {
    const settings = this.#selectSettings.get();
    const limit = settings?.['ask_above_bytes'] ?? null;
    const kind = toWord(settings?.['new_directories'], RULES);
    const newDirectories: NewDirectoryRule =
      kind === 'ask' ? { kind } : { kind, askAboveBytes: limit === null ? undefined : toInteger(limit) };
    const untold = this.#loadUntold(settings?.['untold_since_ms'] ?? null);
    return { choices: this.#choices.load(), newDirectories, isSettled: toFlag(settings?.['is_settled']), untold };
  }

  #loadUntold(sinceMs: SQLOutputValue): UntoldChoice | undefined {
    return sinceMs === null ? undefined : { sinceMs: toInteger(sinceMs), before: this.#before.load() };
  }

  replace({ choices, newDirectories: rule, isSettled, untold }: Selection): number {
    this.#choices.replace(choices);
    this.#before.replace(untold?.before ?? []);
    const limit = rule.kind === 'take' ? (rule.askAboveBytes ?? null) : null;
    this.#putSettings.run(rule.kind, limit, isSettled ? 1 : 0, untold?.sinceMs ?? null);
    return choices.length + 1;
  }

  /** The base begins anew: not everything that is selected is here. */
  unsettle(): number {
    return Number(this.#unsettle.run().changes);
  }
}

class ChoiceTable {
  readonly #select: StatementSync;
  readonly #clear: StatementSync;
  readonly #insert: StatementSync;

  constructor(database: DatabaseSync, name: 'choice' | 'choice_before') {
    this.#select = database.prepare(`SELECT * FROM ${name} ORDER BY file_id`);
    this.#clear = database.prepare(`DELETE FROM ${name}`);
    this.#insert = database.prepare(`INSERT INTO ${name} VALUES (?, ?, ?, ?)`);
  }

  load(): readonly Choice[] {
    return this.#select.all().map((record) => ({
      fileId: toText(record['file_id']) as FileId,
      kind: toWord(record['kind'], KINDS),
      path: toText(record['path']) as RelativePath,
      atMs: toInteger(record['at_ms']),
    }));
  }

  replace(choices: readonly Choice[]): void {
    this.#clear.run();
    for (const { fileId, kind, path, atMs } of choices) this.#insert.run(fileId, kind, path, atMs);
  }
}
