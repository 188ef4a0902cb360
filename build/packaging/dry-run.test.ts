import { extractAll, extractFile, listPackage, statFile } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { Ajv } from 'ajv';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startNodeHost } from '#electron/main/host/node-host-process.ts';
import { fromHostSchema } from '#ipc/messages.ts';
import { repositoryRoot } from '../checks/source-files.ts';
import { ownBranding } from '#branding/examples/examples.ts';
import { FUSES } from './fuses.ts';
import { findRuntimePackages, readProductionPackages } from './production-packages.ts';

/** How a fuse that is on is written into the program. */
const ON = '1'.charCodeAt(0);
const manifestSchema = z.object({ name: z.string(), version: z.string() });
const output = mkdtempSync(join(tmpdir(), 'bayernbox-package-'));
const asar = join(output, 'linux-unpacked', 'resources', 'app.asar');
const packages = readProductionPackages(repositoryRoot);
let files: readonly string[] = [];

beforeAll(() => {
  const command = [join(repositoryRoot, 'build', 'packaging', 'package.ts'), '--dry-run', '--output', output];
  execFileSync(process.execPath, command, { cwd: repositoryRoot, stdio: ['ignore', 'ignore', 'inherit'] });
  files = listPackage(asar, { isPack: false })
    .map((path) => path.slice(1).replaceAll('\\', '/'))
    .filter((path) => !('files' in statFile(asar, path)));
}, 180_000);

afterAll(() => rmSync(output, { recursive: true, force: true, maxRetries: 3 }));

describe('the packed program', () => {
  it('holds the main process, the preload script, the engine host, the windows and the icons', () => {
    expect(files).toEqual(
      expect.arrayContaining(
        ['main.mjs', 'branding.json', 'icon.svg', 'preload.cjs', 'engine-host.mjs', 'icons/in-sync-light@2x.png']
          .map((name) => `out/program/${name}`)
          .concat('out/renderer/index.html', 'out/renderer/licences.json', 'package.json'),
      ),
    );
  });

  it('holds nothing else of this repository: no source, no test, no demo server', () => {
    const ours = files.filter((path) => !path.startsWith('node_modules/'));

    expect(ours.filter((path) => !/^(package\.json|out\/(program|renderer)\/.+)$/.test(path))).toEqual([]);
    expect(files.filter((path) => /\.(tsx?|map)$|\.test\.|dev-server/.test(path))).toEqual([]);
  });

  it('holds exactly the packages that its processes load, and none that only builds or tests', () => {
    const wanted = findRuntimePackages(join(output, 'parts', 'bundles', 'program'), packages);
    // Where a package lies is up to electron-builder; headers for a compiler, which nothing loads, stay out.
    const loaded = packages.filter(({ path, name }) => wanted.has(path) && name !== 'node-addon-api');
    const manifests = files.filter((path) => /node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(path));
    const held = manifests.map((path) => manifestSchema.parse(JSON.parse(extractFile(asar, path).toString('utf8'))));

    expect(held.map(({ name, version }) => `${name}@${version}`).toSorted()).toEqual(
      loaded.map(({ name, version }) => `${name}@${version}`).toSorted(),
    );
    expect(held.map(({ name }) => name)).toContain('@github/keytar');
    expect(held.map(({ name }) => name)).not.toContain('react');
  });

  it('has the keychain’s binary for one system as a file of its own, and nothing else', () => {
    const binaries = files.filter((path) => path.endsWith('.node'));
    const outside = files.filter((path) => 'unpacked' in statFile(asar, path));

    expect(binaries).toEqual(['node_modules/keytar/prebuilds/linux-x64/keytar.node']);
    expect(outside).toEqual(binaries);
  });

  it('carries the fuses of the table', async () => {
    const wire = await getCurrentFuseWire(join(output, 'linux-unpacked', 'bayernbox'));
    const names = Object.keys(FUSES) as (keyof typeof FUSES)[];
    const states = names.map((name) => [name, Number(wire[FuseV1Options[toFuseName(name)]]) === ON]);

    expect(Object.fromEntries(states)).toEqual(FUSES);
  });

  it('has an engine host that starts from the package alone, and takes no other file for the organisation’s', async () => {
    // Outside of the repository: no package can come from anywhere else.
    const place = join(output, 'unpacked');
    extractAll(asar, place);
    // A directory is no file that could be followed: whoever listens to this name stops at it.
    const env = { ...process.env, BAYERNBOX_TENANT_FILE: place };
    const host = startNodeHost(join(place, 'out', 'program', 'engine-host.mjs'), env);
    const answer = new Promise<unknown>((resolve, reject) => {
      host.onMessage((message) => {
        const parsed = fromHostSchema.parse(message);
        if (parsed.kind === 'answer') resolve(parsed.answer);
      });
      host.onExit(() => reject(new Error('the engine host ended')));
    });
    host.post({
      kind: 'start',
      stateDirectory: join(place, 'state'),
      branding: ownBranding,
      sessionSecrets: [],
      hasSystemProxy: false,
    });
    host.post({ kind: 'request', id: 1, name: 'getState', input: {} });

    const told = await answer;
    expect(told).toMatchObject({ ok: true, value: { accounts: [], folders: [] } });
    expect(told).not.toMatchObject({ value: { organisation: { problem: expect.anything() as unknown } } });
    const ended = new Promise<void>((resolve) => host.onExit(resolve));
    host.kill();
    await ended;
  });
});

/** `runAsNode` is `RunAsNode` in the library that sets the fuses. */
function toFuseName(name: keyof typeof FUSES): keyof typeof FuseV1Options {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}` as keyof typeof FuseV1Options;
}

const objectSchema = z.record(z.string(), z.unknown());

const billSchema = z.object({
  metadata: z.object({ component: z.object({ 'bom-ref': z.string() }) }),
  components: z.array(
    z.object({
      type: z.string(),
      name: z.string(),
      'bom-ref': z.string(),
      version: z.string().optional(),
      licenses: z.array(z.unknown()).optional(),
      hashes: z.array(z.object({ alg: z.string(), content: z.string() })).optional(),
    }),
  ),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()).optional() })),
});

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function readBill(): unknown {
  return readJson(join(output, readdirSync(output).find((name) => name.endsWith('.cdx.json')) ?? ''));
}

describe('the bill of materials', () => {
  it('is CycloneDX 1.6 by the schema of the standard', () => {
    const library = createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json');
    const read = (name: string) => readJson(join(dirname(library), 'res', 'schema', `${name}.SNAPSHOT.schema.json`));
    const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
    for (const name of ['spdx', 'jsf-0.82']) {
      ajv.addSchema(objectSchema.parse(read(name)), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
    }
    const isValid = ajv.compile(objectSchema.parse(read('bom-1.6')));

    expect(isValid(readBill()), JSON.stringify(isValid.errors)).toBe(true);
    expect(isValid({ ...objectSchema.parse(readBill()), components: [{}] })).toBe(false);
  });

  it('names every package of the product with version, licence and SHA-512, and Electron', () => {
    const { components } = billSchema.parse(readBill());
    const libraries = components.filter(({ type }) => type === 'library');

    expect(libraries.map((one) => one['bom-ref']).toSorted()).toEqual(packages.map(({ path }) => path).toSorted());
    expect(libraries.filter((one) => !one.version || one.licenses?.length !== 1)).toEqual([]);
    expect(libraries.filter((one) => !/^[0-9a-f]{128}$/.test(one.hashes?.[0]?.content ?? ''))).toEqual([]);
    expect(components.map(({ name }) => name)).toContain('electron');
  });

  it('holds the SHA-512 of the packed program, as the list of sums does', () => {
    const sha512 = createHash('sha512').update(readFileSync(asar)).digest('hex');
    const file = billSchema.parse(readBill()).components.find(({ type }) => type === 'file');

    expect(file).toMatchObject({ name: 'app.asar', hashes: [{ alg: 'SHA-512', content: sha512 }] });
    expect(readFileSync(join(output, 'SHA512SUMS'), 'utf8')).toContain(`${sha512}  app.asar\n`);
  });

  it('tells which package needs which, from the program down to each', () => {
    const { dependencies, metadata } = billSchema.parse(readBill());
    const needs = new Map(dependencies.map(({ ref, dependsOn }) => [ref, dependsOn ?? []]));
    const reached = new Set<string>();
    const waiting = [metadata.component['bom-ref']];
    for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
      if (reached.has(ref)) continue;
      reached.add(ref);
      waiting.push(...(needs.get(ref) ?? []));
    }

    expect(packages.map(({ path }) => path).filter((path) => !reached.has(path))).toEqual([]);
  });
});

describe('the licences of others', () => {
  it('lie beside the packed program, with a part for every package', () => {
    const text = readFileSync(join(output, 'linux-unpacked', 'resources', 'third-party-licences.txt'), 'utf8');

    expect(packages.filter((one) => !text.includes(`\n${one.name} ${one.version}\nLicence: ${one.licence}\n`))).toEqual(
      [],
    );
    expect(text).toContain('Copyright (c) Meta Platforms');
    expect(readdirSync(join(output, 'linux-unpacked'))).toContain('LICENSES.chromium.html');
  });
});
