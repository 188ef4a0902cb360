import { describe, expect, it } from 'vitest';
import { RecordHeap } from './record-heap.ts';

const RECORD = Buffer.alloc(100);

function fill(count: number): { readonly heap: RecordHeap; readonly addresses: readonly number[] } {
  const heap = new RecordHeap();
  return { heap, addresses: Array.from({ length: count }, () => heap.add(RECORD)) };
}

describe('records of bytes', () => {
  it.each([10, 575, 1_185, 2_400, 4_825, 9_690])(
    '%i that have just been written are of use, also in a copy',
    (count) => {
      const { heap } = fill(count);

      expect([heap.isMostlyWaste, heap.copy().isMostlyWaste]).toEqual([false, false]);
    },
  );

  it('are mostly waste once more has been discarded in copies than is left, and a little does no harm', () => {
    let { heap, addresses } = fill(600);
    const lasted: number[] = [];
    for (let copies = 0; copies < 1_500; copies += 1) {
      heap = heap.copy();
      const [first, ...others] = addresses;
      heap.discard(first ?? 0);
      addresses = [...others, heap.add(RECORD)];
      if (!heap.copy().isMostlyWaste) lasted.push(copies);
    }

    // 64 kB are more than the 600 records have; where one does not fit into a piece, the end of that is waste, too.
    expect(lasted.at(-1)).toBe(lasted.length - 1);
    expect(lasted.length).toBeGreaterThan(620);
    expect(lasted.length).toBeLessThan(631);
  });
});
