/**
 * Why a file counts as damaged by the machine, not edited by a person.
 * - `changed-without-trace`: other bytes under the very stamp that was agreed on.
 * - `zeroed`: empty, or nothing but zero bytes, under its old modification time.
 */
export type Damage = 'changed-without-trace' | 'zeroed';
