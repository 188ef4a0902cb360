import { describe, expect, it } from 'vitest';
import { createGetText } from '../../i18n/text.ts';
import { describeChoice } from './describe-choice.ts';
import { activityMessages } from './messages.ts';

const NONE = { count: 0, directories: [], files: 0, bytes: 0 };
const text = createGetText(activityMessages, 'de', {});

describe('what came of a choice of folders', () => {
  it('names what was added and what was removed, with files and size', () => {
    const came = { count: 1, directories: ['Bauamt/Pläne'], files: 1_204, bytes: 3_400_000_000 };
    const left = { count: 2, directories: ['Fotos', 'Videos'], files: 1, bytes: 2_000 };

    const said = describeChoice({ came, left }, text, 'de').map((sentence) => sentence.replaceAll('\u00A0', ' '));

    expect(said).toEqual([
      'Dazugekommen: Bauamt/Pläne (1.204 Dateien, 3,4 GB)',
      '2 Ordner abgewählt: Fotos, Videos (eine Datei von diesem PC entfernt, 2 kB)',
    ]);
  });

  it('says nothing of a half that is empty, and how many it does not name', () => {
    const left = { count: 30, directories: ['Fotos'], files: 0, bytes: 0 };

    expect(describeChoice({ came: NONE, left }, text, 'de')).toEqual([
      '30 Ordner abgewählt: Fotos … und 29 weitere (keine Datei von diesem PC entfernt)',
    ]);
  });
});
