import type { Plugin } from 'vite';

/**
 * Modules of Node whose import loads more than we use. An import reads all that a module exports, and `http` exports the
 * WebSocket of undici, which is loaded for it.
 */
const ASKED_FOR = new Set(['http', 'https']);

/** Modules that packages import for what we never ask of them; they are loaded when somebody does. */
const LOADED_LATE = new Set(['http2']);

/** What axios makes forms with. We send none, and it brings a list of all media types. */
const NEVER_USED = new Set(['form-data']);

/**
 * Places of axios that try out the platform's `fetch` when they are loaded, though we never use that part of axios: what
 * stands there, and what stands there in the bundle. Node loads undici for each of them.
 */
const TRIED_OUT = [
  { file: '/axios/lib/adapters/fetch.js', found: 'const adapter = getFetch();', instead: 'const adapter = undefined;' },
  { file: '/axios/lib/utils.js', found: 'G.FormData', instead: 'undefined' },
] as const;

const MARK = '\0lean:';

/** Spares the bundled command what it would load at each start without a use for it: a third of the work of a start. */
export function leanCommand(): Plugin {
  return {
    name: 'lean-command',
    enforce: 'pre',
    resolveId: {
      handler: (source, _importer, { kind }) => {
        const name = source.replace(/^node:/, '');
        // `require` takes a module as it is and reads no export.
        const isImported = kind === 'import-statement' || kind === 'dynamic-import';
        const isLean = [ASKED_FOR, LOADED_LATE, NEVER_USED].some((names) => names.has(name));
        return isImported && isLean ? MARK + name : undefined;
      },
    },
    load: (id) => {
      if (!id.startsWith(MARK)) return undefined;
      const name = id.slice(MARK.length);
      if (NEVER_USED.has(name)) return 'export default undefined;';
      return LOADED_LATE.has(name) ? writeLateModule(name) : writeModule(name);
    },
    transform: (code, id) => {
      const place = TRIED_OUT.find(({ file }) => id.endsWith(file));
      if (place === undefined) return undefined;
      if (!code.includes(place.found)) throw new Error(`${id} has changed: look anew for what it loads at its start`);
      return { code: code.replaceAll(place.found, place.instead), map: null };
    },
    // Last of all: what comes before it may write characters as they are.
    generateBundle: (_options, bundle) => {
      for (const output of Object.values(bundle)) if (output.type === 'chunk') output.code = escapeWide(output.code);
    },
  };
}

/** The module as `require` would give it. */
function writeModule(name: string): string {
  return [
    `const module = process.getBuiltinModule('node:${name}');`,
    'export default module;',
    `export const { ${listPlainNames(name).join(', ')} } = module;`,
  ].join('\n');
}

/** The module as a default export of which each name is there, and the module loaded with the first that is read. */
function writeLateModule(name: string): string {
  const getters = listPlainNames(name).map(
    (key) => `get ${key}() { return process.getBuiltinModule('node:${name}').${key}; }`,
  );
  return `export default { ${getters.join(', ')} };`;
}

/** Without those that are computed when they are read. */
function listPlainNames(name: string): readonly string[] {
  const module: unknown = process.getBuiltinModule(`node:${name}`);
  const named = Object.entries(Object.getOwnPropertyDescriptors(module));
  return named.filter(([, descriptor]) => 'value' in descriptor).map(([key]) => key);
}

/** One character above Latin-1 makes V8 keep all of a source with two bytes for each character. */
function escapeWide(code: string): string {
  if (/\\[\u0100-\uffff]/.test(code))
    throw new Error('a backslash before a character above Latin-1 would change its meaning');
  return code.replaceAll(
    /[\u0100-\uffff]/g,
    (unit) => `\\u${(unit.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
