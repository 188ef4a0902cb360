import { z } from 'zod';
import { parseHolderName } from '../../core/model/holder.ts';
import type { FileId } from '../../core/model/ids.ts';
import type { Result } from '../../core/model/sync-error.ts';
import { readFacts, readText } from '../http/http-answer.ts';
import { askForProperties } from '../listings/list.ts';
import type { RemoteRoot } from '../servers/remote-root.ts';
import { parseJson } from '../servers/server-answers.ts';
import { createError, toAnswerError } from '../http/status-outcome.ts';
import type { FileOrigin } from '../transport.ts';
import { versionsUrlOf } from './versions-url.ts';

const ACTIVITIES = '/graph/v1beta1/extensions/org.libregraph/activities';

/** Moves, shares and links stand among the writings; further back than this nobody is looked for. */
const MAX_ACTIVITIES = 20;
const DOCUMENT_LIMIT = 1024 * 1024;

const BODY =
  '<?xml version="1.0" encoding="utf-8"?><d:propfind xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:prop><oc:meta-version-edited-by-name/></d:prop></d:propfind>';

const UNKNOWN: FileOrigin = { person: undefined, receivedAgoMs: undefined };

/**
 * Who wrote what a file holds on the server now. One request: ownCloud 10 tells a name with the versions, from 10.12 on
 * and where its operator has it saved; Infinite Scale and OpenCloud tell name and time among the activities, to those
 * who may see who else has access, some seconds late.
 */
export async function readFileOrigin(
  root: RemoteRoot,
  fileId: FileId,
  signal: AbortSignal,
): Promise<Result<FileOrigin>> {
  return root.server.kind === 'owncloud10' ? readEditor(root, fileId, signal) : readActivities(root, fileId, signal);
}

async function readEditor(root: RemoteRoot, fileId: FileId, signal: AbortSignal): Promise<Result<FileOrigin>> {
  const url = versionsUrlOf(root, fileId);
  if (url === undefined) return { ok: true, value: UNKNOWN };
  const told = await askForProperties(root, { method: 'PROPFIND', url, depth: 0, body: BODY }, signal);
  if (!told.ok) return told;
  const known = told.value.responses[0]?.propstats.find(({ status }) => status === 200);
  const person = parseHolderName(known?.properties.get('meta-version-edited-by-name') ?? '');
  return { ok: true, value: { person, receivedAgoMs: undefined } };
}

const activitySchema = z.object({
  times: z.object({ recordedTime: z.iso.datetime({ offset: true }) }),
  template: z.object({
    message: z.string(),
    variables: z.object({ user: z.object({ displayName: z.string() }) }),
  }),
});
const activitiesSchema = z.object({ value: z.array(activitySchema.optional().catch(undefined)) });

/** The two kinds of activities that are about bytes. Earlier servers told both as the first. */
const WRITING = /^\{user\} (?:added|updated) \{resource\} (?:to|in) \{folder\}$/;

async function readActivities(root: RemoteRoot, fileId: FileId, signal: AbortSignal): Promise<Result<FileOrigin>> {
  const query = new URLSearchParams({ kql: `itemid:${fileId} AND limit:${MAX_ACTIVITIES} AND sort:desc` });
  const result = await root.http.send({
    method: 'GET',
    url: `${root.origin}${ACTIVITIES}?${query.toString()}`,
    // Without it the words of the activities come in a language that somebody has chosen.
    headers: { 'Accept-Language': 'en' },
    inactivityMs: root.timeouts.otherMs,
    signal,
  });
  if (result.kind === 'no-answer') return { ok: false, error: result.error };
  const { answer } = result;
  if (answer.status !== 200) return { ok: false, error: toAnswerError(await readFacts(answer)) };
  // The age of a writing is told by one clock, whatever this computer's says.
  const nowMs = Date.parse(answer.header('date') ?? '');
  const text = await readText(answer, DOCUMENT_LIMIT);
  if (typeof text !== 'string') return { ok: false, error: text };
  const list = parseJson(activitiesSchema, text);
  if (list === undefined)
    return { ok: false, error: createError('unexpected-answer', 'GET 200: the activities cannot be read') };
  return { ok: true, value: findWriting(list, nowMs) };
}

function findWriting({ value }: z.infer<typeof activitiesSchema>, nowMs: number): FileOrigin {
  const newest = value
    .flatMap((activity) => (activity !== undefined && WRITING.test(activity.template.message) ? [activity] : []))
    .toSorted((a, b) => Date.parse(b.times.recordedTime) - Date.parse(a.times.recordedTime))[0];
  if (newest === undefined) return UNKNOWN;
  const agoMs = nowMs - Date.parse(newest.times.recordedTime);
  return {
    person: parseHolderName(newest.template.variables.user.displayName),
    // The header has whole seconds.
    receivedAgoMs: Number.isFinite(agoMs) ? Math.max(0, agoMs) : undefined,
  };
}
