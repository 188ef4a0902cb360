import { parseSync, Visitor } from 'oxc-parser';
import type { SourceFile } from './source-files.ts';

/** One import of a module: statically, re-exported, dynamically, as a type or with `require`. */
export interface ModuleImport {
  /** As written; undefined when it is computed at run time. */
  readonly specifier: string | undefined;
  /** Erased before it runs: `import type`, `export type`, `import('…').T`. */
  readonly isTypeOnly: boolean;
}

interface Literal {
  readonly type: string;
  readonly value?: unknown;
}

function toImport(source: Literal, isTypeOnly: boolean): ModuleImport {
  return { specifier: typeof source.value === 'string' ? source.value : undefined, isTypeOnly };
}

/** Every import of one file, read by a real parser. Throws on a file that does not parse: it would hide its imports. */
export function findImports(file: SourceFile): readonly ModuleImport[] {
  const parsed = parseSync(file.path, file.text);
  if (parsed.errors.length > 0) throw new SyntaxError(`${file.path}: ${parsed.errors[0]?.message ?? 'does not parse'}`);
  const imports: ModuleImport[] = [];
  new Visitor({
    ImportDeclaration: (node) => imports.push(toImport(node.source, node.importKind === 'type')),
    ExportAllDeclaration: (node) => imports.push(toImport(node.source, node.exportKind === 'type')),
    ExportNamedDeclaration: (node) => {
      if (node.source !== null) imports.push(toImport(node.source, node.exportKind === 'type'));
    },
    ImportExpression: (node) => imports.push(toImport(node.source, false)),
    TSImportType: (node) => imports.push(toImport(node.source, true)),
    TSExternalModuleReference: (node) => imports.push(toImport(node.expression, false)),
    CallExpression: (node) => {
      const [first] = node.arguments;
      const isRequire = node.callee.type === 'Identifier' && node.callee.name === 'require';
      if (isRequire && first !== undefined) imports.push(toImport(first, false));
    },
  }).visit(parsed.program);
  return imports;
}
