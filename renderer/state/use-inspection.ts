import { useEffect, useState } from 'react';
import type { RequestOutput } from '#ipc/contract.ts';
import { useDesktop } from './desktop-context.tsx';

/** What a place of this computer is good for. */
export type Inspection = RequestOutput<'inspectLocalFolder'>;

/** What is at the place that a person is about to choose; undefined while it is not known. */
export function useInspection(localPath: string): Inspection | undefined {
  const { api } = useDesktop();
  const [inspected, setInspected] = useState<{ readonly localPath: string; readonly inspection: Inspection }>();
  useEffect(() => {
    let isWanted = localPath !== '';
    if (isWanted) {
      void api.inspectLocalFolder({ localPath }).then((answer) => {
        if (isWanted && answer.ok) setInspected({ localPath, inspection: answer.value });
      });
    }
    return () => {
      isWanted = false;
    };
  }, [api, localPath]);
  return inspected?.localPath === localPath ? inspected.inspection : undefined;
}
