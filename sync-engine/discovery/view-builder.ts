import { isRemainsOfDeleted } from '../core/merge/excludes-remains.ts';
import type { ProblemCode } from '../core/model/problem.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { joinPath } from '../core/model/relative-path.ts';
import type { DirectoryReading, LocalEntry } from '../filesystem/filesystem.ts';
import type { LocalRules, LocalView, Mutable } from './local-discovery.ts';

/** Puts what was read into a view, by the rules for what takes part. */
export class ViewBuilder {
  readonly #rules: LocalRules;
  readonly #view: Mutable<LocalView>;

  constructor(rules: LocalRules, view: Mutable<LocalView>) {
    this.#rules = rules;
    this.#view = view;
  }

  add(path: RelativePath, reading: DirectoryReading): void {
    if (reading.kind !== 'read') {
      // A directory that vanished while we looked is unknown in this look; the next one settles it.
      this.#view.unknown.push(path);
      if (reading.kind === 'failed') this.#report(path, reading.error.code);
      return;
    }
    for (const entry of reading.entries) this.#addEntry(joinPath(path, entry.name), entry);
    for (const { name, reason } of reading.unreadable) {
      const place = joinPath(path, name);
      this.#view.unknown.push(place);
      this.#report(place, reason);
    }
  }

  #addEntry(path: RelativePath, entry: LocalEntry): void {
    if (entry.kind === 'symbolic-link' || entry.kind === 'special') {
      this.#view.occupied.push(path);
      if (this.#rules.isExcluded(path, 'file')) return;
      this.#view.unknown.push(path);
      this.#report(path, entry.kind === 'special' ? 'special-file' : 'symbolic-link');
      return;
    }
    const code = this.#rules.checkName(entry.name);
    if (this.#rules.isExcluded(path, entry.kind)) {
      this.#view.occupied.push(path);
      if (isRemainsOfDeleted(entry.name)) return;
      this.#view.excluded.push({ path, kind: entry.kind, stamp: entry.stamp });
    } else if (code !== undefined) {
      this.#view.occupied.push(path);
      this.#view.misnamed.push({ path, kind: entry.kind, stamp: entry.stamp });
      this.#report(path, code);
    } else {
      this.#view.items.push({ path, kind: entry.kind, stamp: entry.stamp });
    }
  }

  #report(path: RelativePath, code: ProblemCode): void {
    this.#view.problems.push({ path, side: 'local', code });
  }
}
