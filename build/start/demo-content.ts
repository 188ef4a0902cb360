/** One file of the demo, by its place on the server. */
interface DemoFile {
  readonly path: string;
  readonly text: string;
}

const DIRECTORIES: readonly string[] = ['Gemeinderat', 'Bauamt', 'Archiv'];

/** Made up; nobody's documents. */
const FILES: readonly DemoFile[] = [
  {
    path: 'Willkommen.txt',
    text: [
      'Willkommen! Das hier ist eine Demo.',
      '',
      'Dieser Ordner wird mit einem Server auf Ihrem eigenen Rechner gleich gehalten.',
      'Ändern, löschen und verschieben Sie, was Sie möchten: Es ist alles nur zum Ausprobieren.',
      'Unter „Ordner auswählen“ können Sie zum Beispiel „Archiv“ von diesem PC nehmen.',
      '',
    ].join('\n'),
  },
  { path: 'Gemeinderat/Niederschrift.txt', text: 'Muster einer Niederschrift\n\nTOP 1 Haushalt\nTOP 2 Südring\n' },
  { path: 'Bauamt/Südring.txt', text: 'Muster: Plan des Südrings, Stand 3\n' },
  { path: 'Archiv/Alter Bescheid.txt', text: 'Muster eines alten Bescheids\n' },
];

/** Where a person's files are on a server, and the header that lets us in. */
export interface DemoPlace {
  readonly davRoot: string;
  readonly authorization: string;
}

/** Puts something to look at into the demo, the first time it runs; never again, whatever a person made of it. */
export async function fillDemo({ davRoot, authorization }: DemoPlace): Promise<void> {
  const send = (method: string, path: string, body?: string): Promise<Response> =>
    fetch(davRoot + path.split('/').map(encodeURIComponent).join('/'), {
      method,
      headers: { authorization, ...(method === 'PROPFIND' ? { depth: '1' } : {}) },
      ...(body === undefined ? {} : { body }),
    });
  const listed = await send('PROPFIND', '');
  const isEmpty = ((await listed.text()).match(/<[^/>]*:?response>/gi) ?? []).length === 1;
  if (!listed.ok || !isEmpty) return;
  for (const path of DIRECTORIES) await send('MKCOL', path);
  for (const { path, text } of FILES) await send('PUT', path, text);
}
