import { describe, expect, it } from 'vitest';
import type { ConflictId } from './conflict.ts';
import type { HistoryEntry } from './history.ts';
import type { RelativePath } from './relative-path.ts';
import { toHistoryId } from './ids.ts';
import { toGroupId, toHistoryRows } from './history-rows.ts';

function buildEntry(id: string, changes: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    id: toHistoryId(id),
    runId: 'run',
    atMs: 1_700_000_000_000,
    verb: 'move',
    side: 'local',
    nodeKind: 'file',
    path: 'Docs/a.odt' as RelativePath,
    target: 'b.odt' as RelativePath,
    reversal: { kind: 'remove-directory' },
    undoes: toHistoryId('earlier-1'),
    ...changes,
  };
}

let made = 0;

function download(path: string, changes: Partial<HistoryEntry> = {}): HistoryEntry {
  made += 1;
  const what = { verb: 'download', path: path as RelativePath, target: undefined, undoes: undefined } as const;
  return buildEntry(`entry-${made}`, { ...what, ...changes });
}

/** Each line in short: a name, or how many in which directory. */
function tell(entries: readonly HistoryEntry[]): readonly string[] {
  return toHistoryRows(entries).map((row) =>
    row.kind === 'entry' ? row.entry.path : `${row.count} in ${row.directory === '' ? '/' : row.directory}`,
  );
}

describe('the lines of the history', () => {
  it('tell ten thousand files of one run as one, with the deepest directory that holds all of them', () => {
    const files = Array.from({ length: 10_000 }, (_, index) => download(`Haushalt/2027/${index % 7}/${index}.pdf`));

    expect(toHistoryRows(files)).toMatchObject([
      { kind: 'group', count: 10_000, directory: 'Haushalt/2027', newest: { path: 'Haushalt/2027/0/0.pdf' } },
    ]);
  });

  it('keep apart what lies in different directories at the top, and what lies in none', () => {
    const files = ['a', 'b', 'c'].flatMap((name) => [`${name}.txt`, `Bau/${name}.txt`, `Amt/x/${name}.txt`]);

    expect(tell(files.map((path) => download(path)))).toEqual(['3 in /', '3 in Bau', '3 in Amt/x']);
  });

  it.each([
    ['another run', { runId: 'other' }],
    ['another act', { verb: 'upload' }],
    ['the other side', { side: 'remote' }],
    ['a directory', { nodeKind: 'directory' }],
    ['something that turned another one round', { undoes: buildEntry('earlier-1').id }],
  ] as const)('keep %s apart', (_what, changes) => {
    const alike = ['Bau/1', 'Bau/2', 'Bau/3'].map((path) => download(path));

    expect(tell([...alike, download('Bau/4', changes)])).toEqual(['3 in Bau', 'Bau/4']);
  });

  it('leave two of a kind as they are, and everything where its newest entry was', () => {
    const [first, second] = [download('Bau/1', { runId: 'b' }), download('Bau/2', { runId: 'b' })];
    const others = ['Amt/1', 'Amt/2', 'Amt/3'].map((path) => download(path));

    expect(tell([first, ...others.slice(0, 1), second, ...others.slice(1)])).toEqual(['Bau/1', '3 in Amt', 'Bau/2']);
  });

  it('name the directory above one that was moved or removed itself', () => {
    const gone = ['Bau', 'Bau/alt', 'Bau/alt/x'].map((path) =>
      download(path, { verb: 'remove', nodeKind: 'directory' }),
    );

    expect(tell(gone.slice(1).concat(download('Bau/neu', { verb: 'remove', nodeKind: 'directory' })))).toEqual([
      '3 in Bau',
    ]);
  });

  it('tell decisions of one minute on versions of one person as one, though each is a run', () => {
    const decide = (path: string, person: string, atMs = 60_000): HistoryEntry => {
      const reversal = { kind: 'reopen', conflictId: path as ConflictId, how: 'both', person } as const;
      return download(path, { verb: 'decide', runId: path, atMs, reversal });
    };
    const bernds = ['Bau/1', 'Bau/2', 'Bau/3'].map((path) => decide(path, 'Bernd'));

    expect(tell([...bernds, decide('Bau/4', 'Clara'), decide('Bau/5', 'Bernd', 0)])).toEqual([
      '3 in Bau',
      'Bau/4',
      'Bau/5',
    ]);
  });

  it('never put what came of choices of directories together', () => {
    const part = { count: 1, directories: [], files: 0, bytes: 0 };
    const chosen = [1, 2, 3].map(() => download('', { verb: 'choose', outcome: { came: part, left: part } }));

    expect(new Set(chosen.map(toGroupId)).size).toBe(3);
  });
});
