import type { Operation } from '../core/model/operation.ts';
import type { Outcome } from '../core/model/sync-error.ts';
import type { OperationContext } from './context.ts';
import { download } from './download.ts';
import { makeDirectory } from './make-directory.ts';
import { move } from './move.ts';
import { answeringMs } from './patience.ts';
import { remove } from './remove.ts';
import { upload } from './upload.ts';

/** Carries out one operation: check the expectation, act, verify, let the base follow. */
export async function perform(operation: Operation, context: OperationContext): Promise<Outcome<void>> {
  switch (operation.kind) {
    case 'make-directory':
      return makeDirectory(operation, context);
    case 'move':
      if (operation.side === 'remote') context.expectQuiet(answeringMs());
      return move(operation, context);
    case 'transfer':
      return operation.side === 'remote' ? upload(operation, context) : download(operation, context);
    case 'remove':
      if (operation.side === 'remote') context.expectQuiet(answeringMs());
      return remove(operation, context);
    default:
      return operation satisfies never;
  }
}
