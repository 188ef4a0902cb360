import type { z } from 'zod';

/** What one request takes and gives. Both ends read with these schemas what the other one sent. */
export interface RequestContract {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
}

/** Keeps the schemas' types while the table is checked. */
export function defineRequests<Table extends Readonly<Record<string, RequestContract>>>(table: Table): Table {
  return table;
}
