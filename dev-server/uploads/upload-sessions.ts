import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { integerOf, textOf } from '../store/database.ts';
import type { Store } from '../store/store.ts';

/** Which protocol an unfinished upload speaks. */
export type UploadKind = 'tus' | 'chunks' | 'chunks-v1';

/** One unfinished upload; `state` is text only its protocol reads. Its bytes are in `directory`. */
export interface UploadSession {
  readonly id: string;
  readonly kind: UploadKind;
  readonly userId: number;
  readonly expiresMs: number;
  readonly state: string;
  readonly directory: string;
}

/** Where a session's bytes are. */
function directoryOf(store: Store, id: string): string {
  return join(store.directory, 'uploads', createHash('sha256').update(id).digest('hex').slice(0, 32));
}

/** Starts a session and makes its directory. */
export function addSession(store: Store, session: Omit<UploadSession, 'directory'>): UploadSession {
  const directory = directoryOf(store, session.id);
  mkdirSync(directory, { recursive: true });
  store.database.run(
    'INSERT INTO uploads (id, kind, user_id, expires_ms, state) VALUES (?, ?, ?, ?, ?)',
    session.id,
    session.kind,
    session.userId,
    session.expiresMs,
    session.state,
  );
  return { ...session, directory };
}

/** The session of this id, unless it has expired; an expired one is removed. */
export function findSession(
  store: Store,
  key: Pick<UploadSession, 'kind' | 'id'>,
  nowMs: number,
): UploadSession | undefined {
  const { kind, id } = key;
  const row = store.database.get('SELECT * FROM uploads WHERE id = ? AND kind = ?', id, kind);
  if (row === undefined) return undefined;
  if (integerOf(row, 'expires_ms') <= nowMs) {
    removeSession(store, id);
    return undefined;
  }
  return {
    id,
    kind,
    userId: integerOf(row, 'user_id'),
    expiresMs: integerOf(row, 'expires_ms'),
    state: textOf(row, 'state'),
    directory: directoryOf(store, id),
  };
}

/** Ends a session and removes its bytes. */
export function removeSession(store: Store, id: string): void {
  store.database.run('DELETE FROM uploads WHERE id = ?', id);
  rmSync(directoryOf(store, id), { recursive: true, force: true });
}

/** Removes everything that has expired; called when the server starts. */
export function removeExpiredSessions(store: Store, nowMs: number): void {
  for (const row of store.database.all('SELECT id FROM uploads WHERE expires_ms <= ?', nowMs))
    removeSession(store, textOf(row, 'id'));
}
