import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { FileId } from '../core/model/ids.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { Choice, NewDirectoryRule, Selection } from '../core/model/selection.ts';
import { toFlag, toInteger, toText, toWord } from './columns.ts';

const KINDS = ['deselected', 'undecided', 'taken'] as const;
const RULES = ['ask', 'take'] as const;

/** What of the server's tree takes part. Writers return the number of rows changed; the caller owns the transaction. */
export class SelectionTables {
  readonly #selectChoices: StatementSync;
  readonly #selectSettings: StatementSync;
  readonly #removeChoices: StatementSync;
  readonly #insertChoice: StatementSync;
  readonly #putSettings: StatementSync;
  readonly #unsettle: StatementSync;

  constructor(database: DatabaseSync) {
    this.#selectChoices = database.prepare('SELECT * FROM choice ORDER BY file_id');
    this.#selectSettings = database.prepare('SELECT * FROM selection');
    this.#removeChoices = database.prepare('DELETE FROM choice');
    this.#insertChoice = database.prepare('INSERT INTO choice VALUES (?, ?, ?, ?)');
    this.#putSettings = database.prepare('INSERT OR REPLACE INTO selection VALUES (1, ?, ?, ?)');
    this.#unsettle = database.prepare('UPDATE selection SET is_settled = 0 WHERE is_settled = 1');
  }

  load(): Selection {
    const choices = this.#selectChoices.all().map((record): Choice => ({
      fileId: toText(record['file_id']) as FileId,
      kind: toWord(record['kind'], KINDS),
      path: toText(record['path']) as RelativePath,
      atMs: toInteger(record['at_ms']),
    }));
    const settings = this.#selectSettings.get();
    const limit = settings?.['ask_above_bytes'] ?? null;
    const kind = toWord(settings?.['new_directories'], RULES);
    const newDirectories: NewDirectoryRule =
      kind === 'ask' ? { kind } : { kind, askAboveBytes: limit === null ? undefined : toInteger(limit) };
    return { choices, newDirectories, isSettled: toFlag(settings?.['is_settled']) };
  }

  replace({ choices, newDirectories: rule, isSettled }: Selection): number {
    this.#removeChoices.run();
    for (const { fileId, kind, path, atMs } of choices) this.#insertChoice.run(fileId, kind, path, atMs);
    this.#putSettings.run(rule.kind, rule.kind === 'take' ? (rule.askAboveBytes ?? null) : null, isSettled ? 1 : 0);
    return choices.length + 1;
  }

  /** The base begins anew: not everything that is selected is here. */
  unsettle(): number {
    return Number(this.#unsettle.run().changes);
  }
}
