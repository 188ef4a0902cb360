import { XML_TYPE, textAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { readTextBody } from '../http/request-body.ts';
import { removeDeadProperty, setDeadProperty } from '../store/dead-properties.ts';
import type { StoredNode } from '../store/node.ts';
import { findTarget, hrefOf, notFound, refuse, userPathOf } from './call.ts';
import type { DavCall } from './call.ts';
import { refuseByConditions, refuseByLocks } from './conditions.ts';
import { MULTISTATUS_END, MULTISTATUS_START, propertyXml, propstatXml } from './multistatus.ts';
import { DAV_NAMESPACE, findLiveProperty } from './properties.ts';
import { childOf, escapeXml, parseXml } from './xml.ts';
import type { XmlElement } from './xml.ts';

interface PropertyChange {
  readonly kind: 'set' | 'remove';
  readonly property: XmlElement;
}

/** PROPPATCH: all changes or none. @see RFC 4918 §9.2 */
export async function proppatch(call: DavCall): Promise<Answer> {
  const body = await readTextBody(call.exchange.request);
  const changes = body.kind === 'text' ? parseChanges(parseXml(body.text)) : undefined;
  if (changes === undefined)
    return refuse(call.context, {
      status: 400,
      exception: 'BadRequest',
      message: 'This service could not parse the request body',
    });
  const node = findTarget(call);
  if (node === undefined) return notFound(call);
  const refusal = refuseByConditions(call, node) ?? refuseByLocks(call, [node.id]);
  if (refusal !== undefined) return refuse(call.context, refusal);
  if (call.context.faults.isReadOnly(userPathOf(call, call.segments))) {
    return refuse(call.context, {
      status: 403,
      exception: 'Forbidden',
      message: 'You have no permission to change this',
    });
  }
  if (!changes.some(isProtected)) applyAll(call, node, changes);
  return multistatus(call, node, changes);
}

function parseChanges(root: XmlElement | undefined): readonly PropertyChange[] | undefined {
  if (root === undefined || root.namespace !== DAV_NAMESPACE || root.name !== 'propertyupdate') return undefined;
  return root.children.flatMap((instruction) => {
    const properties = childOf(instruction, DAV_NAMESPACE, 'prop')?.children ?? [];
    if (instruction.namespace !== DAV_NAMESPACE || (instruction.name !== 'set' && instruction.name !== 'remove'))
      return [];
    const kind = instruction.name;
    return properties.map((property) => ({ kind, property }));
  });
}

function isModificationTime(property: XmlElement): boolean {
  return (
    property.namespace === DAV_NAMESPACE && (property.name === 'lastmodified' || property.name === 'getlastmodified')
  );
}

function isProtected({ property }: PropertyChange): boolean {
  return (
    !isModificationTime(property) &&
    findLiveProperty(property.namespace, property.name) !== undefined &&
    property.name !== 'displayname' &&
    property.name !== 'favorite'
  );
}

function applyAll(call: DavCall, node: StoredNode, changes: readonly PropertyChange[]): void {
  const { database, nodes } = call.context.store;
  const isOwncloud10 = call.context.profile.kind === 'owncloud10';
  database.transaction(() => {
    for (const { kind, property } of changes) {
      if (isModificationTime(property)) {
        const mtimeMs = kind === 'set' && isOwncloud10 ? parseTime(property.text) : undefined;
        if (mtimeMs !== undefined) nodes.setModificationTime(nodes.get(node.id), mtimeMs);
      } else if (kind === 'set') {
        setDeadProperty(database, node.id, {
          namespace: property.namespace,
          name: property.name,
          value: property.innerXml,
        });
      } else removeDeadProperty(database, node.id, property);
    }
    nodes.touch(nodes.get(node.id), { renewsOwnEtag: isOwncloud10 });
  });
}

function parseTime(text: string): number | undefined {
  if (/^\d+(\.\d+)?$/u.test(text.trim())) return Math.floor(Number(text) * 1_000);
  const parsed = Date.parse(text);
  return Number.isNaN(parsed) ? undefined : parsed;
}

function multistatus(call: DavCall, node: StoredNode, changes: readonly PropertyChange[]): Answer {
  const forbidden = changes.filter(isProtected);
  const write = (list: readonly PropertyChange[]): string =>
    list.map(({ property }) => propertyXml(property, '')).join('');
  const others = changes.filter((change) => !forbidden.includes(change));
  const propstats =
    forbidden.length === 0
      ? propstatXml(write(others), '200 OK')
      : propstatXml(write(forbidden), '403 Forbidden') + propstatXml(write(others), '424 Failed Dependency');
  const href = escapeXml(hrefOf(call.mount, call.segments, node.isDirectory));
  return textAnswer(
    207,
    `${MULTISTATUS_START}<d:response><d:href>${href}</d:href>${propstats}</d:response>${MULTISTATUS_END}`,
    XML_TYPE,
  );
}
