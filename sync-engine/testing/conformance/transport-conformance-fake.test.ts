import { FakeServer } from '../../transport/fake-server.ts';
import { FakeTransport } from '../../transport/fake-transport.ts';
import { RESUMABLE_ABOVE_BYTES } from './transport-conformance-harness.ts';
import { describeTransport } from './transport-conformance.ts';

describeTransport('FakeTransport', () => {
  const server = new FakeServer();
  return Promise.resolve({
    transport: new FakeTransport(server, { resumableAboveBytes: RESUMABLE_ABOVE_BYTES, pieceBytes: 500 }),
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
    dispose: () => Promise.resolve(),
  });
});
