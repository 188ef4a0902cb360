import type { RequestName, RequestOutput } from '#ipc/contract.ts';
import type { HistoryRow, HistoryView } from '#ipc/history-view.ts';

/** What was done, one entry of each kind that looks different, and many of one run. */
export function createHistory(nowMs: number) {
  const items = createEntries(nowMs);
  const rows: readonly HistoryRow[] = items.map((entry) => ({ kind: 'entry', entry }));
  const [first, ...others] = rows;
  const group = createGroup(nowMs - 90_000, 2_314);
  return {
    listHistory: { items },
    listHistoryRows: { items: [...(first === undefined ? [] : [first]), group, ...others] },
  } satisfies Partial<{ readonly [Name in RequestName]: RequestOutput<Name> }>;
}

/** So many files that one run has downloaded, as one line. */
export function createGroup(atMs: number, count: number): HistoryRow {
  const newest = createDownload(atMs, count);
  return { kind: 'group', groupId: 'g1', count, directory: 'Haushalt 2027', newest };
}

/** One of many files that one run has downloaded. */
export function createDownload(atMs: number, index: number): HistoryView {
  const what = { verb: 'download', side: 'local', nodeKind: 'file', notUndoable: 'came-from-server' } as const;
  return { historyId: `d${index}`, runId: 'r4', atMs, ...what, path: `Haushalt 2027/Anlagen/Beleg ${index}.pdf` };
}

/** One of many files that were moved here, each of which can be moved back. */
export function createMove(atMs: number, index: number): HistoryView {
  const what = { verb: 'move', side: 'remote', nodeKind: 'file', path: `Eingang/Beleg ${index}.pdf` } as const;
  return { historyId: `d${index}`, runId: 'r4', atMs, ...what, target: `Haushalt 2027/Anlagen/Beleg ${index}.pdf` };
}

/** A file that a colleague has changed. */
export function createReplacement(atMs: number): HistoryView {
  const what = { verb: 'download', side: 'local', nodeKind: 'file', undoAsks: 'replaces-file' } as const;
  return { historyId: 'h6', runId: 'r5', atMs, ...what, path: 'Bauamt/Bebauungsplan Süd.pdf' };
}

function createEntries(nowMs: number): readonly HistoryView[] {
  return [
    {
      historyId: 'h1',
      runId: 'r1',
      atMs: nowMs - 60_000,
      verb: 'upload',
      side: 'remote',
      nodeKind: 'file',
      path: 'Gemeinderat/Haushalt 2027.xlsx',
      notUndoable: 'needs-server-versions',
    },
    {
      historyId: 'h2',
      runId: 'r1',
      atMs: nowMs - 120_000,
      verb: 'move',
      side: 'local',
      nodeKind: 'directory',
      path: 'Gemeinderat/Sitzung März',
      target: 'Gemeinderat/Archiv/Sitzung März',
      undoAsks: 'moves-back',
    },
    createReplacement(nowMs - 150_000),
    {
      historyId: 'h3',
      runId: 'r1',
      atMs: nowMs - 180_000,
      verb: 'remove',
      side: 'local',
      nodeKind: 'file',
      path: 'Entwürfe/alt.docx',
      undoAsks: 'brings-back',
    },
    createDecision(nowMs - 200_000),
    {
      historyId: 'h4',
      runId: 'r2',
      atMs: nowMs - 240_000,
      verb: 'choose',
      side: 'local',
      nodeKind: 'directory',
      path: '',
      notUndoable: 'needs-selecting',
      outcome: {
        came: { count: 1, directories: ['Bauamt/Pläne 2026'], files: 1_204, bytes: 3_400_000_000 },
        left: { count: 2, directories: ['Fotos', 'Videos'], files: 311, bytes: 8_200_000_000 },
      },
    },
  ];
}

function createDecision(atMs: number): HistoryView {
  return {
    historyId: 'h5',
    runId: 'r3',
    atMs,
    verb: 'decide',
    side: 'local',
    nodeKind: 'file',
    path: 'Gemeinderat/Protokoll.odt',
    decided: { conflictId: 'c3', how: 'mine', person: 'Bernd Beispiel' },
  };
}
