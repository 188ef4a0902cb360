import { FakeServer } from '../../transport/fake-server.ts';
import { FakeTransport } from '../../transport/fake-transport.ts';
import { describeArchives } from './transport-conformance-archive.ts';
import type { CreateTransportHarness } from './transport-conformance-harness.ts';
import { RESUMABLE_ABOVE_BYTES } from './transport-conformance-harness.ts';
import { describeTreeLooks } from './transport-conformance-looks.ts';
import { describeShares } from './transport-conformance-shares.ts';
import { describeTransport } from './transport-conformance.ts';

const create: CreateTransportHarness = () => {
  const server = new FakeServer();
  const transport = new FakeTransport(server, {
    resumableAboveBytes: RESUMABLE_ABOVE_BYTES,
    pieceBytes: 500,
    offersTree: true,
    tellsRootVersion: true,
    hasSearch: true,
    archiveLimits: { maxFiles: 10_000, maxBytes: 2 ** 30 },
  });
  return Promise.resolve({
    transport,
    user: {
      writeFile: async (path, content) => void server.writeFile(path, content),
      readFile: async (path) => server.readFile(path),
      makeDirectory: async (path) => void server.makeDirectory(path),
      move: async (from, to) => server.move(from, to),
      remove: async (path) => server.remove(path),
    },
    restore: () => {
      server.dataFingerprint = 'restored';
      return server.dataFingerprint;
    },
    renew: () => Promise.resolve(transport),
    dispose: () => Promise.resolve(),
  });
};

describeTransport('FakeTransport', create);
describeArchives('FakeTransport', create);
describeTreeLooks('FakeTransport', create, { tree: true, rootVersion: true, search: true });

describeShares('FakeTransport', (role) => {
  const server = new FakeServer();
  server.makeDirectory('one');
  server.writeFile('one/f', 'shared');
  server.mount('one', 'two');
  server.permit('one', role === 'editor' ? 'SRDNVCK' : 'SR');
  server.permit('one/f', role === 'editor' ? 'SRDNVW' : 'SR');
  return Promise.resolve({
    transport: new FakeTransport(server),
    readFile: async (name) => server.readFile(`two/${name}`),
    dispose: () => Promise.resolve(),
  });
});
