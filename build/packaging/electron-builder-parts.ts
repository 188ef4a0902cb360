import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// The parts lie in a package of electron-builder's, found from where electron-builder itself is.
const requireAsBuilder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));

interface ConfigModule {
  validateConfiguration(config: unknown, debugLogger: { readonly isEnabled: boolean }): Promise<void>;
}

/** Rejects with electron-builder's own words when it does not know an option, or a value of one. For tests. */
export function validateByBuilder(config: unknown): Promise<void> {
  const module = requireAsBuilder('app-builder-lib/out/util/config/config.js') as ConfigModule;
  return module.validateConfiguration(config, { isEnabled: false });
}

/** The template of electron-builder's WiX project. For tests. */
export function readMsiTemplate(): string {
  return readFileSync(requireAsBuilder.resolve('app-builder-lib/templates/msi/template.xml'), 'utf8');
}
