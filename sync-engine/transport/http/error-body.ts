const MESSAGE_LIMIT = 200;

/** What an error body of sabre or OCS says. */
export interface ErrorBody {
  readonly exception: string;
  readonly message: string;
}

/** Reads the words of a sabre (XML) or OCS/graph (JSON) error body, whatever its namespaces; empty for anything else. */
export function parseErrorBody(text: string): ErrorBody {
  return {
    exception: clean(/<(?:[\w-]+:)?exception>([^<]*)</i.exec(text)?.[1] ?? ''),
    message: clean(
      /<(?:[\w-]+:)?message>([^<]*)</i.exec(text)?.[1] ?? /"message"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? '',
    ),
  };
}

function clean(text: string): string {
  const plain = text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
    // A line break in a log line could be read as another record.
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return plain.slice(0, MESSAGE_LIMIT);
}
