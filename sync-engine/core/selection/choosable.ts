import { isAllowed, isMountPoint } from '../model/permissions.ts';

/** One directory of the server, for somebody who chooses what shall be here. */
export interface ChoosableDirectory {
  readonly name: string;
  /** Of all it holds; undefined where the server does not tell. */
  readonly sizeBytes: number | undefined;
  /** Undefined where nobody has looked into all of it. */
  readonly fileCount: number | undefined;
  /** `external`: a storage of another system is mounted there. */
  readonly sharing: 'none' | 'shared' | 'external';
  /** Nothing can be put into it. */
  readonly isReadOnly: boolean;
}

/** What the letters of a directory tell to a person. Pure. */
export function describeLetters(
  letters: string | undefined,
  parentLetters: string | undefined,
): Pick<ChoosableDirectory, 'sharing' | 'isReadOnly'> {
  const isMounted = isMountPoint(letters, parentLetters);
  const isExternal = isMounted && letters?.includes('M') === true && !letters.includes('S');
  return {
    sharing: isExternal ? 'external' : isMounted ? 'shared' : 'none',
    isReadOnly: !isAllowed('create-file', letters) && !isAllowed('create-directory', letters),
  };
}
