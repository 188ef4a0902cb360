import type { RequestOutput } from '#ipc/contract.ts';
import type { HistoryView } from '#ipc/history-view.ts';

/** What was done, one entry of each kind that looks different. */
export function createHistory(nowMs: number): { readonly listHistory: RequestOutput<'listHistory'> } {
  return {
    listHistory: {
      items: [
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
        },
        {
          historyId: 'h3',
          runId: 'r1',
          atMs: nowMs - 180_000,
          verb: 'remove',
          side: 'local',
          nodeKind: 'file',
          path: 'Entwürfe/alt.docx',
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
      ],
    },
  };
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
