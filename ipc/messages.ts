import { z } from 'zod';
import { brandingSchema } from '#branding/branding.ts';
import { anyAnswerSchema } from './answer.ts';
import { appEventSchema } from './app-change.ts';
import { countSchema } from './fields.ts';
import { windowEventSchema } from './window-event.ts';

const requestSchema = z.strictObject({
  kind: z.literal('request'),
  id: countSchema,
  name: z.string().max(100),
  input: z.unknown(),
});

/** From a window to the server of browser mode. */
export const windowMessageSchema = z.discriminatedUnion('kind', [
  /** Comes first: the one-time key of the address, or the key of a session that a reload goes on with. */
  z.strictObject({ kind: z.literal('hello'), key: z.string().max(200) }),
  requestSchema,
]);

/** The connection is closed with this code when its key is not, or no longer, good. */
export const KEY_REFUSED = 4_001;

const answerMessageSchema = z.object({ kind: z.literal('answer'), id: countSchema, answer: anyAnswerSchema });

/** From the server of browser mode to a window. */
export const browserMessageSchema = z.discriminatedUnion('kind', [
  /** The key was good; with the new one the same window can connect again. */
  z.object({ kind: z.literal('welcome'), sessionKey: z.string() }),
  answerMessageSchema,
  z.object({ kind: z.literal('event'), event: windowEventSchema }),
]);

const secretSchema = z.object({ key: z.string(), secret: z.string() });

/** What the engine host needs to start; the first message that it gets. */
const hostStartSchema = z.object({
  kind: z.literal('start'),
  /** Absolute path of the directory for sync databases and settings. */
  stateDirectory: z.string(),
  branding: brandingSchema,
  /** Secrets of accounts for which there is no keychain, from before the host was started again. */
  sessionSecrets: z.array(secretSchema).readonly(),
  /** The shell can ask the system which proxy leads to an address. */
  hasSystemProxy: z.boolean(),
});
export type HostStart = z.infer<typeof hostStartSchema>;

/** From the shell to the engine host. */
export const toHostSchema = z.discriminatedUnion('kind', [
  hostStartSchema,
  requestSchema,
  /** What the computer can afford; causes pauses. */
  z.object({ kind: z.literal('conditions'), isMetered: z.boolean(), isOnBattery: z.boolean() }),
  /** The computer goes to sleep, or has woken. */
  z.object({ kind: z.literal('power'), state: z.enum(['suspending', 'resumed']) }),
  /** What the system said to `find-proxy`, in the words of a PAC script; absent when it said nothing. */
  z.object({ kind: z.literal('proxy-found'), id: countSchema, answer: z.string().max(10_000).optional() }),
  /** Asks for a sign of life, which any process gives whose event loop runs. */
  z.object({ kind: z.literal('ping') }),
  z.object({ kind: z.literal('shut-down') }),
]);
export type ToHost = z.infer<typeof toHostSchema>;

/** From the engine host to the shell. */
export const fromHostSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  /** `isDebugged`: somebody may halt this process in a debugger, and silence means nothing. */
  z.object({ kind: z.literal('pong'), isDebugged: z.boolean() }),
  answerMessageSchema,
  z.object({ kind: z.literal('event'), event: appEventSchema }),
  /** A secret that must outlive this process but not the program; never written down. */
  z.object({ kind: z.literal('session-secret'), key: z.string(), secret: z.string().optional() }),
  /** Asks the system which proxy leads to this address. */
  z.object({ kind: z.literal('find-proxy'), id: countSchema, url: z.url({ protocol: /^https?$/ }) }),
  z.object({ kind: z.literal('shut-down-done') }),
]);
export type FromHost = z.infer<typeof fromHostSchema>;
