import { listDeadProperties } from '../store/dead-properties.ts';
import { hrefOf } from './call.ts';
import { ALLPROP_NAMES, DAV_NAMESPACE, OWNCLOUD_NAMESPACE, findLiveProperty } from './properties.ts';
import type { ItemView, LiveProperty } from './properties.ts';
import type { XmlElement } from './xml.ts';
import { childOf, escapeXml } from './xml.ts';

/** A property's full name. */
export interface PropertyName {
  readonly namespace: string;
  readonly name: string;
}

/** Which properties a request wants. */
export type PropertyRequest =
  | { readonly kind: 'all'; readonly included: readonly PropertyName[] }
  | { readonly kind: 'names' }
  | { readonly kind: 'listed'; readonly names: readonly PropertyName[] };

/** Reads the body of a PROPFIND; no body means all properties. Undefined for anything else than a `propfind`. */
export function parsePropertyRequest(body: XmlElement | undefined): PropertyRequest | undefined {
  if (body === undefined) return { kind: 'all', included: [] };
  if (body.namespace !== DAV_NAMESPACE || body.name !== 'propfind') return undefined;
  if (childOf(body, DAV_NAMESPACE, 'propname') !== undefined) return { kind: 'names' };
  const listed = childOf(body, DAV_NAMESPACE, 'prop');
  if (listed !== undefined) return { kind: 'listed', names: namesIn(listed) };
  const include = childOf(body, DAV_NAMESPACE, 'include');
  if (childOf(body, DAV_NAMESPACE, 'allprop') === undefined) return undefined;
  return { kind: 'all', included: include === undefined ? [] : namesIn(include) };
}

/** The names of an element's children. */
export function namesIn(element: XmlElement): readonly PropertyName[] {
  return element.children.map(({ namespace, name }) => ({ namespace, name }));
}

export const MULTISTATUS_START =
  '<?xml version="1.0" encoding="utf-8"?>\n<d:multistatus xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns" xmlns:oc="http://owncloud.org/ns">';
export const MULTISTATUS_END = '</d:multistatus>\n';

/** One property with its content, in a namespace that is declared. */
export function propertyXml({ namespace, name }: PropertyName, content: string): string {
  const prefix = namespace === DAV_NAMESPACE ? 'd:' : namespace === OWNCLOUD_NAMESPACE ? 'oc:' : undefined;
  if (prefix !== undefined)
    return content === '' ? `<${prefix}${name}/>` : `<${prefix}${name}>${content}</${prefix}${name}>`;
  if (namespace === '') return `<${name} xmlns="">${content}</${name}>`;
  return `<x:${name} xmlns:x="${escapeXml(namespace)}">${content}</x:${name}>`;
}

/** One `propstat`; nothing when there are no properties in it. */
export function propstatXml(properties: string, status: string): string {
  return properties === ''
    ? ''
    : `<d:propstat><d:prop>${properties}</d:prop><d:status>HTTP/1.1 ${status}</d:status></d:propstat>`;
}

/** A `response` for something that is not there (any more). */
export function statusResponseXml(href: string, status: string, more = ''): string {
  return `<d:response><d:href>${escapeXml(href)}</d:href><d:status>HTTP/1.1 ${status}</d:status>${more}</d:response>`;
}

interface PlannedProperty extends PropertyName {
  readonly live: LiveProperty | undefined;
}

/** Prepares a request once, so that writing each item of a large listing is cheap. */
export function createResponseWriter(
  request: PropertyRequest,
  options: { readonly isMinimal: boolean },
): (view: ItemView) => string {
  const wanted =
    request.kind === 'listed'
      ? request.names
      : request.kind === 'all'
        ? [...ALLPROP_NAMES, ...request.included]
        : ALLPROP_NAMES;
  const planned: readonly PlannedProperty[] = wanted.map((property) => ({
    ...property,
    live: findLiveProperty(property.namespace, property.name),
  }));
  const needsDead = request.kind !== 'listed' || planned.some((property) => property.live === undefined);
  const showsMissing = request.kind === 'listed' && !options.isMinimal;
  return (view) => {
    const dead = needsDead ? listDeadProperties(view.call.context.store.database, view.node.id) : [];
    const isNamesOnly = request.kind === 'names';
    let found = '';
    let missing = '';
    for (const property of planned) {
      const content =
        property.live?.(view) ??
        dead.find((entry) => entry.namespace === property.namespace && entry.name === property.name)?.value;
      if (content !== undefined) found += propertyXml(property, isNamesOnly ? '' : content);
      else if (showsMissing) missing += propertyXml(property, '');
    }
    if (request.kind !== 'listed')
      found += dead.map((entry) => propertyXml(entry, isNamesOnly ? '' : entry.value)).join('');
    const status = view.call.context.faults.readsProcessing(view.node.id) ? '425 TOO EARLY' : '200 OK';
    const href = hrefOf(view.call.mount, view.segments, view.node.isDirectory);
    const empty =
      found === '' && missing === '' ? '<d:propstat><d:prop/><d:status>HTTP/1.1 200 OK</d:status></d:propstat>' : '';
    return `<d:response><d:href>${escapeXml(href)}</d:href>${propstatXml(found, status)}${propstatXml(missing, '404 Not Found')}${empty}</d:response>`;
  };
}
