import { RealUser } from './filesystem-conformance-real-user.ts';
import { SystemClock } from '../../clock/system-clock.ts';
import { RealFilesystem } from '../../filesystem/real-filesystem.ts';
import { describeFilesystem } from './filesystem-conformance.ts';

describeFilesystem('RealFilesystem', async () => {
  const user = new RealUser();
  const create = () => new RealFilesystem({ rootPath: user.rootPath, clock: new SystemClock() });
  const filesystem = create();
  await filesystem.open();
  return {
    filesystem,
    user,
    createSecond: create,
    replaceRoot: () => user.replaceRoot(),
    readKept: (keepId, name) => user.readFile(`.bayernbox/kept/${keepId}/${name}`),
    dispose: async () => {
      await filesystem.close();
      user.dispose();
    },
  };
});
