import { SaxesParser } from 'saxes';

/** An XML element with its namespace resolved. */
export interface XmlElement {
  readonly namespace: string;
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
  /** Content as XML text that declares its own namespaces. */
  readonly innerXml: string;
}

interface OpenElement {
  readonly namespace: string;
  readonly name: string;
  readonly startTag: string;
  text: string;
  innerXml: string;
  readonly children: XmlElement[];
}

/** How deep elements may be nested; more is an attack, not a request. */
const MAX_DEPTH = 64;

/** Parses a whole (small) document; undefined when it is not well-formed, has unbound prefixes or a DTD. */
export function parseXml(source: string): XmlElement | undefined {
  let isValid = true;
  let root: XmlElement | undefined;
  const open: OpenElement[] = [];
  const parser = new SaxesParser({ xmlns: true });
  const append = (text: string, xml: string): void => {
    const top = open.at(-1);
    if (top === undefined) return;
    top.text += text;
    top.innerXml += xml;
  };
  parser.on('error', () => {
    isValid = false;
  });
  parser.on('doctype', () => {
    isValid = false;
  });
  parser.on('opentag', (tag) => {
    if (open.length >= MAX_DEPTH) isValid = false;
    const attributes = Object.values(tag.attributes).filter(
      (attribute) => attribute.prefix !== 'xmlns' && attribute.name !== 'xmlns',
    );
    for (const [prefix, uri] of Object.entries(tag.ns ?? {})) if (prefix !== '' && uri === '') isValid = false;
    const written = attributes.map((attribute, index) => writeAttribute(attribute, index)).join('');
    const startTag = `<${tag.local} xmlns="${escapeXml(tag.uri)}"${written}`;
    open.push({ namespace: tag.uri, name: tag.local, startTag, text: '', innerXml: '', children: [] });
  });
  parser.on('text', (text) => append(text, escapeXml(text)));
  parser.on('cdata', (text) => append(text, escapeXml(text)));
  parser.on('closetag', () => {
    const closed = open.pop();
    if (closed === undefined) return;
    const element: XmlElement = { ...closed };
    const parent = open.at(-1);
    if (parent === undefined) root = element;
    else {
      parent.children.push(element);
      parent.innerXml +=
        closed.innerXml === '' ? `${closed.startTag}/>` : `${closed.startTag}>${closed.innerXml}</${closed.name}>`;
    }
  });
  parser.write(source).close();
  return isValid ? root : undefined;
}

function writeAttribute(
  attribute: { readonly uri: string; readonly local: string; readonly prefix: string; readonly value: string },
  index: number,
): string {
  if (attribute.prefix === 'xml') return ` xml:${attribute.local}="${escapeXml(attribute.value)}"`;
  if (attribute.uri === '') return ` ${attribute.local}="${escapeXml(attribute.value)}"`;
  return ` xmlns:a${index}="${escapeXml(attribute.uri)}" a${index}:${attribute.local}="${escapeXml(attribute.value)}"`;
}

/** The first child of this name, in any namespace given. */
export function childOf(element: XmlElement, namespace: string, name: string): XmlElement | undefined {
  return element.children.find((child) => child.namespace === namespace && child.name === name);
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Makes text safe inside XML; characters XML cannot hold become U+FFFD. */
export function escapeXml(text: string): string {
  if (!/[&<>"\u0000-\u001F\uFFFE\uFFFF]/u.test(text)) return text;
  return text
    .replaceAll(/[&<>"]/gu, (sign) => ESCAPES[sign] ?? sign)
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu, '\uFFFD')
    .replaceAll('\r', '&#13;');
}
