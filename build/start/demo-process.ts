// The server of the demo as a child process: what it is to do comes as its first message, so that the password is on no
// command line. It ends when the program that started it does.
import { z } from 'zod';
import { startDevServer } from '#dev-server/dev-server.ts';
import { fillDemo } from './demo-content.ts';

const orderSchema = z.object({
  dataDirectory: z.string(),
  userName: z.string(),
  password: z.string(),
  port: z.number(),
});

async function begin(message: unknown): Promise<void> {
  const { dataDirectory, userName, password, port } = orderSchema.parse(message);
  const server = await startDevServer({
    dataDirectory,
    port,
    profile: 'infinite-scale',
    users: [{ name: userName, password }],
  });
  const [user] = server.users;
  const authorization = `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`;
  if (user !== undefined) await fillDemo({ davRoot: user.davRoot, authorization });
  process.once('disconnect', () => void server.close().then(() => process.exit(0)));
  process.send?.({ url: server.url });
}

// Ctrl-C reaches the whole group; the program above ends this one in its own time.
process.on('SIGINT', () => {});
process.once('message', (message) => {
  begin(message).catch((error: unknown) => {
    process.stderr.write(`demo: ${error instanceof Error ? error.message : 'failed'}\n`);
    process.exit(1);
  });
});
