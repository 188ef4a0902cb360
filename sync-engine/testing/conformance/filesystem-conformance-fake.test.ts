import { FakeFilesystem } from '../../filesystem/fake-filesystem.ts';
import { FakeClock } from '../../clock/fake-clock.ts';
import { describeFilesystem } from './filesystem-conformance.ts';

describeFilesystem('FakeFilesystem', async () => {
  const clock = new FakeClock();
  const filesystem = new FakeFilesystem({ clock });
  await filesystem.open();
  return {
    filesystem,
    user: filesystem.user,
    createSecond: () => new FakeFilesystem({ clock, disk: filesystem.disk }),
    replaceRoot: () => {
      filesystem.disk.unmount('empty-directory');
      return () => filesystem.disk.mount();
    },
    readKept: (keepId, name) => {
      const bytes = filesystem.disk.kept.get(keepId)?.get(name)?.bytes;
      return bytes === undefined ? undefined : Buffer.from(bytes).toString();
    },
    dispose: () => filesystem.close(),
  };
});
