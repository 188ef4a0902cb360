import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import type { Branding } from '#branding/branding.ts';
import type { ProductionPackage } from './production-packages.ts';

/** A file that is given to people, or lies in what is given. */
export interface DeployedFile {
  readonly name: string;
  /** In hexadecimal. */
  readonly sha512: string;
  readonly kind: 'archive' | 'executable';
}

export interface BillInput {
  readonly branding: Branding;
  readonly version: string;
  readonly packages: readonly ProductionPackage[];
  /** Places of the packages that the program asks for itself. */
  readonly direct: readonly string[];
  readonly electronVersion: string;
  readonly files: readonly DeployedFile[];
  readonly madeAt: Date;
}

/**
 * The bill of materials as CycloneDX 1.6 in JSON, with the fields that BSI TR-03183-2 asks for: creator, names, versions,
 * licences, dependencies, and file name, SHA-512 and kind of what is deployed. Electron is part of it; what Electron
 * itself is made of is told by Electron. Pure.
 * @see https://www.bsi.bund.de/dok/TR-03183-en
 */
export function createBillOfMaterials(input: BillInput): string {
  const bom = new Models.Bom();
  const components = new Map(input.packages.map((one) => [one.path, toComponent(one)]));
  const electron = toElectron(input.electronVersion);
  for (const component of [...components.values(), electron]) bom.components.add(component);
  for (const one of input.packages) connect(components, components.get(one.path), one.needs);
  for (const file of input.files) bom.components.add(toFile(file));
  bom.metadata.component = toProgram(input);
  bom.metadata.component.dependencies.add(electron.bomRef);
  connect(components, bom.metadata.component, input.direct);
  bom.metadata.timestamp = input.madeAt;
  bom.metadata.authors.add(toCreator(input.branding));
  bom.metadata.supplier = new Models.OrganizationalEntity({
    name: input.branding.publisher,
    url: new Set([input.branding.homepageUrl]),
  });
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}

function connect(
  components: ReadonlyMap<string, Models.Component>,
  from: Models.Component | undefined,
  places: readonly string[],
): void {
  for (const place of places) {
    const target = components.get(place);
    if (target !== undefined) from?.dependencies.add(target.bomRef);
  }
}

function toCreator(branding: Branding): Models.OrganizationalContact {
  return new Models.OrganizationalContact({ name: branding.publisher, email: branding.maintainerAddress });
}

function toProgram({ branding, version }: BillInput): Models.Component {
  const program = new Models.Component(Enums.ComponentType.Application, branding.packageName, {
    bomRef: `${branding.packageName}@${version}`,
    version,
    description: branding.description,
  });
  program.licenses.add(new Models.LicenseExpression('EUPL-1.2'));
  return program;
}

function toComponent(one: ProductionPackage): Models.Component {
  const slash = one.name.indexOf('/');
  const component = new Models.Component(Enums.ComponentType.Library, one.name.slice(slash + 1), {
    // Two copies of one version are two parts.
    bomRef: one.path,
    ...(slash === -1 ? {} : { group: one.name.slice(0, slash) }),
    version: one.version,
    purl: `pkg:npm/${one.name.replace('@', '%40')}@${one.version}`,
  });
  component.licenses.add(new Models.LicenseExpression(one.licence));
  const hash = Buffer.from(one.sha512, 'base64').toString('hex');
  component.hashes.set(Enums.HashAlgorithm['SHA-512'], hash);
  return component;
}

function toElectron(version: string): Models.Component {
  const electron = new Models.Component(Enums.ComponentType.Framework, 'electron', {
    bomRef: `electron@${version}`,
    version,
    purl: `pkg:npm/electron@${version}`,
    description: 'Runtime with Chromium and Node, whose parts are named in LICENSES.chromium.html',
  });
  electron.licenses.add(new Models.LicenseExpression('MIT'));
  return electron;
}

function toFile({ name, sha512, kind }: DeployedFile): Models.Component {
  const file = new Models.Component(Enums.ComponentType.File, name, { bomRef: `file:${name}` });
  file.hashes.set(Enums.HashAlgorithm['SHA-512'], sha512);
  const facts = {
    filename: name,
    executable: kind === 'executable' ? 'executable' : 'non-executable',
    archive: kind === 'archive' ? 'archive' : 'no archive',
    structured: 'structured',
  };
  for (const [fact, value] of Object.entries(facts)) {
    file.properties.add(new Models.Property(`bsi:component:${fact}`, value));
  }
  return file;
}
