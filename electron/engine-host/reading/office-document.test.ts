import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { zip } from '#e2e/stage/sample-files.ts';
import type { ZipEntry } from '#e2e/stage/sample-files.ts';
import { previewFile } from './preview-file.ts';

async function describeFile(name: string, body: Uint8Array): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'bayernbox-document-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  writeFileSync(join(folder, name), body);
  const answer = await previewFile(folder, { path: name });
  return answer.ok ? answer.value : answer.error;
}

const CORE: ZipEntry = {
  name: 'docProps/core.xml',
  body: `<?xml version="1.0" encoding="UTF-8"?>
    <cp:coreProperties xmlns:cp="a" xmlns:dc="b" xmlns:dcterms="c"><dc:title>Haushalt &amp; Plan</dc:title>
    <dc:creator>Anna Muster</dc:creator><cp:lastModifiedBy>Bernd Beispiel</cp:lastModifiedBy>
    <dcterms:modified>2026-11-20T08:30:00Z</dcterms:modified></cp:coreProperties>`,
};

describe('what an office document says about itself', () => {
  it('are title, people, time and pages of a Word document', async () => {
    const app = { name: 'docProps/app.xml', body: '<Properties><Pages>12</Pages></Properties>' };

    expect(await describeFile('a.docx', zip([{ name: 'word/document.xml', body: '<x/>' }, CORE, app]))).toEqual({
      kind: 'document',
      title: 'Haushalt & Plan',
      author: 'Anna Muster',
      lastModifiedBy: 'Bernd Beispiel',
      modifiedAtMs: Date.UTC(2026, 10, 20, 8, 30),
      pages: 12,
    });
  });

  it('are the sheets of an Excel document', async () => {
    const workbook = {
      name: 'xl/workbook.xml',
      body: '<workbook><sheets><sheet name="Ansatz"/><sheet name="Übersicht"/></sheets></workbook>',
    };

    expect(await describeFile('a.XLSX', zip([workbook]))).toEqual({
      kind: 'document',
      sheets: ['Ansatz', 'Übersicht'],
    });
  });

  it('are the first and the last author of an OpenDocument', async () => {
    const meta = {
      name: 'meta.xml',
      body: `<office:meta><meta:initial-creator>Anna</meta:initial-creator><dc:creator>Bernd</dc:creator>
        <meta:document-statistic meta:page-count="3"/></office:meta>`,
    };

    expect(await describeFile('a.odt', zip([meta]))).toEqual({
      kind: 'document',
      author: 'Anna',
      lastModifiedBy: 'Bernd',
      pages: 3,
    });
  });

  it.each([
    ['no archive', Buffer.from('PK')],
    ['an empty file', Buffer.alloc(0)],
    ['an archive that ends in the middle', zip([CORE]).subarray(0, 200)],
    ['XML that ends in the middle', zip([{ name: 'docProps/core.xml', body: '<a><dc:title>x' }])],
    ['an entity of its own', zip([{ name: 'meta.xml', body: '<!DOCTYPE a [<!ENTITY e "x">]><a><b>&e;</b></a>' }])],
  ])('is damaged: %s', async (_what, body) => {
    expect(await describeFile('a.docx', body)).toEqual({ kind: 'none', why: 'damaged' });
  });

  it('does not unpack what unpacks to more than it says, nor what says that it is large', async () => {
    const bomb = ' '.repeat(8 * 1024 * 1024);

    const lying = zip([{ name: 'meta.xml', body: `<a>${bomb}</a>`, claimedBytes: 100 }]);
    const honest = zip([{ name: 'meta.xml', body: `<a>${bomb}</a>` }, CORE]);

    expect(await describeFile('a.odt', lying)).toEqual({ kind: 'none', why: 'damaged' });
    expect(await describeFile('a.odt', honest)).toMatchObject({ kind: 'document', title: 'Haushalt & Plan' });
  });

  it('looks at two thousand entries at most', async () => {
    const many = Array.from({ length: 2_000 }, (_, index) => ({ name: `${index}`, body: '' }));

    expect(await describeFile('a.odt', zip([...many, CORE]))).toEqual({ kind: 'document' });
  });
});
