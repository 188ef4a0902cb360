import { XML_TYPE, textAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { headerOf } from '../http/exchange.ts';
import { readTextBody } from '../http/request-body.ts';
import { refuse } from './call.ts';
import { MULTISTATUS_END, MULTISTATUS_START, parsePropertyRequest, propertyXml, propstatXml } from './multistatus.ts';
import type { PropertyName } from './multistatus.ts';
import type { OwnedCall } from './owned-call.ts';
import { DAV_NAMESPACE, OWNCLOUD_NAMESPACE } from './properties.ts';
import { escapeXml, parseXml } from './xml.ts';

/** A listed thing that is not in a file tree: trash entry, version, uploaded chunk. Contents are XML. */
export interface PlainItem {
  readonly href: string;
  readonly dav: Readonly<Record<string, string>>;
  readonly owncloud: Readonly<Record<string, string>>;
}

/** Answers a PROPFIND on a collection of plain items; the first one is the collection itself. */
export async function answerPlainListing(
  call: OwnedCall,
  collection: PlainItem,
  members: () => readonly PlainItem[],
): Promise<Answer> {
  const body = await readTextBody(call.exchange.request);
  const root = body.kind === 'text' && body.text.trim() !== '' ? parseXml(body.text) : undefined;
  const isBroken = body.kind !== 'text' || (body.text.trim() !== '' && root === undefined);
  const request = isBroken ? undefined : parsePropertyRequest(root);
  if (request === undefined)
    return refuse(call.context, {
      status: 400,
      exception: 'BadRequest',
      message: 'This service could not parse the request body',
    });
  const items = headerOf(call.exchange, 'Depth')?.trim() === '0' ? [collection] : [collection, ...members()];
  const names = request.kind === 'listed' ? request.names : undefined;
  const isMinimal = headerOf(call.exchange, 'Prefer')?.includes('return=minimal') === true;
  const text = MULTISTATUS_START + items.map((item) => writeItem(item, names, isMinimal)).join('') + MULTISTATUS_END;
  return textAnswer(207, text, XML_TYPE);
}

function writeItem(item: PlainItem, names: readonly PropertyName[] | undefined, isMinimal: boolean): string {
  const all = [
    ...Object.keys(item.dav).map((name) => ({ namespace: DAV_NAMESPACE, name })),
    ...Object.keys(item.owncloud).map((name) => ({ namespace: OWNCLOUD_NAMESPACE, name })),
  ];
  let found = '';
  let missing = '';
  for (const property of names ?? all) {
    const content = contentOf(item, property);
    if (content !== undefined) found += propertyXml(property, content);
    else if (!isMinimal) missing += propertyXml(property, '');
  }
  return `<d:response><d:href>${escapeXml(item.href)}</d:href>${propstatXml(found, '200 OK')}${propstatXml(missing, '404 Not Found')}</d:response>`;
}

function contentOf(item: PlainItem, { namespace, name }: PropertyName): string | undefined {
  const table = namespace === DAV_NAMESPACE ? item.dav : namespace === OWNCLOUD_NAMESPACE ? item.owncloud : {};
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
