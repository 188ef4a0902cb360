import { homedir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { architectureFolders, findEmptyNames, findLongFiles, findMachinePaths, findMissingFolders } from './hygiene.ts';
import { listFiles, readFiles, readTypeScript, repositoryRoot } from './source-files.ts';
import { findClockReads, findLongTestFunctions, findSkippedTests } from './test-habits.ts';

const paths = listFiles(repositoryRoot);
const typeScript = readTypeScript(repositoryRoot);
const testFiles = typeScript.filter(({ path }) => /\.test\.tsx?$/.test(path));
const textFiles = readFiles(
  repositoryRoot,
  paths.filter((path) => /(\.(tsx?|mjs|js|json|md|txt|ya?ml|css|html|sh)|\.ci\/run|\.npmrc)$/.test(path)),
);
const sample = (text: string) => ({ path: 'x.test.ts', text });

describe('repository', () => {
  it('finds the files it checks', () => {
    expect(typeScript.length).toBeGreaterThan(10);
    expect(testFiles.length).toBeGreaterThan(3);
  });

  it('has no file over 400 lines', () => {
    expect(findLongFiles(typeScript)).toEqual([]);
  });

  it('names no path of one machine and no registry', () => {
    expect(findMachinePaths(textFiles, [repositoryRoot, homedir()])).toEqual([]);
  });

  it('has no folder whose name says nothing', () => {
    expect(findEmptyNames(paths)).toEqual([]);
  });

  it('has every folder of the architecture', () => {
    expect(findMissingFolders(paths)).toEqual([]);
  });

  it('leaves no test out', () => {
    expect(testFiles.flatMap(findSkippedTests)).toEqual([]);
  });

  it('keeps functions in tests under 60 lines', () => {
    expect(testFiles.flatMap(findLongTestFunctions)).toEqual([]);
  });

  it('reads no clock in the core', () => {
    const core = typeScript.filter(
      ({ path }) => path.startsWith('sync-engine/core/') && !testFiles.some((test) => test.path === path),
    );

    expect(core.length).toBeGreaterThan(0);
    expect(core.flatMap(findClockReads)).toEqual([]);
  });
});

describe('hygiene checks', () => {
  it('see a file of 401 lines', () => {
    expect(findLongFiles([sample('a\n'.repeat(401))])).toEqual(['x.test.ts: 401 lines, at most 400']);
    expect(findLongFiles([sample('a\n'.repeat(400))])).toEqual([]);
  });

  it.each([
    ['/work', 'shared/notes.md'].join('/'),
    ['/Users', 'anna/x'].join('/'),
    ['', 'opt', 'checkout', 'a.ts'].join('/'),
  ])('see the machine path %s', (path) => {
    expect(findMachinePaths([sample(`a\nsee ${path}`)], ['/opt/checkout/', '/'])).toEqual([
      'x.test.ts:2: names a place of one machine',
    ]);
  });

  it('see a folder called utils', () => {
    expect(findEmptyNames(['sync-engine/utils/a.ts'])).toEqual(['a folder is called utils']);
  });

  it('see a missing folder', () => {
    expect(findMissingFolders(architectureFolders.slice(1).map((folder) => `${folder}/README.md`))).toEqual([
      `${architectureFolders[0]}: neither README.md nor sources`,
    ]);
  });

  it.each(['it.skip("a", f)', 'describe.only("a", f)', 'test.todo("a")', 'it.concurrent.skip("a", f)', 'xit("a", f)'])(
    'see the left-out test in %s',
    (text) => {
      expect(findSkippedTests(sample(text))).toHaveLength(1);
    },
  );

  it('let a word in a string and a test for one platform pass', () => {
    expect(findSkippedTests(sample('it.runIf(isLinux)("it.skip", f); list.only; stream.skip(3)'))).toEqual([]);
  });

  it('see a test of 61 lines inside a longer describe', () => {
    const body = 'x();\n'.repeat(60);

    expect(findLongTestFunctions(sample(`describe("d", () => {\nit("a", () => {\n${body}});\n});`))).toEqual([
      'x.test.ts:2: 62 lines, at most 60',
    ]);
    expect(findLongTestFunctions(sample(`describe("d", () => {\n${body}});`))).toEqual([]);
  });

  it.each(['new Date()', 'Date()'])('see the clock read by %s', (text) => {
    expect(findClockReads(sample(text))).toHaveLength(1);
    expect(findClockReads(sample('new Date(timeMs)'))).toEqual([]);
  });
});
