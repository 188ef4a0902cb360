import type { NodeKind } from '#sync-engine/core/model/observation.ts';

/** Key of the directory that stands for the root on each side. */
export const ROOT_KEY = 0;

/** An item as a disk or a server has it: its own id there (inode, file id), never reused. */
export interface ModelItem {
  readonly key: number;
  readonly parentKey: number;
  readonly name: string;
  readonly kind: NodeKind;
  /** Token of the bytes; every write makes a new one. Empty for directories. */
  readonly content: string;
}

/** Thrown when somebody asks a side for what no real side would do. */
export class ImpossibleStep extends Error {}

/** A disk or a server of a few items, strict about what is possible. */
export class ModelSide {
  readonly items = new Map<number, ModelItem>();
  #nextKey = 1;

  get(key: number): ModelItem | undefined {
    return this.items.get(key);
  }

  childrenOf(key: number): ModelItem[] {
    return [...this.items.values()].filter((item) => item.parentKey === key);
  }

  find(parentKey: number, name: string): ModelItem | undefined {
    for (const item of this.items.values()) if (item.parentKey === parentKey && item.name === name) return item;
    return undefined;
  }

  isInside(key: number, ancestorKey: number): boolean {
    for (let at = key; at !== ROOT_KEY; at = this.items.get(at)?.parentKey ?? ROOT_KEY)
      if (at === ancestorKey) return true;
    return false;
  }

  create(item: Omit<ModelItem, 'key'>): number {
    const { parentKey, name } = item;
    this.#checkFree(parentKey, name);
    const key = this.#nextKey;
    this.#nextKey += 1;
    this.items.set(key, { ...item, key });
    return key;
  }

  move(key: number, parentKey: number, name: string): void {
    const item = this.#must(key);
    this.#checkFree(parentKey, name);
    if (this.isInside(parentKey, key)) throw new ImpossibleStep('a directory cannot move into itself');
    this.items.set(key, { ...item, parentKey, name });
  }

  write(key: number, content: string): void {
    this.items.set(key, { ...this.#must(key), content });
  }

  /** Removes one file or empty directory. */
  remove(key: number): void {
    if (this.childrenOf(key).length > 0) throw new ImpossibleStep('directory not empty');
    this.#must(key);
    this.items.delete(key);
  }

  /** Removes an item with all below it, as a server does. */
  removeTree(key: number): void {
    for (const child of this.childrenOf(key)) this.removeTree(child.key);
    this.items.delete(key);
  }

  /** Everything by path, for comparing sides. */
  paths(): ReadonlyMap<string, string> {
    const result = new Map<string, string>();
    for (const item of this.items.values())
      result.set(this.pathOf(item.key), item.kind === 'file' ? item.content : '/');
    return result;
  }

  pathOf(key: number): string {
    const names: string[] = [];
    for (let at = this.items.get(key); at !== undefined; at = this.items.get(at.parentKey)) names.unshift(at.name);
    return names.join('/');
  }

  clone(): ModelSide {
    const copy = new ModelSide();
    for (const [key, item] of this.items) copy.items.set(key, item);
    copy.#nextKey = this.#nextKey;
    return copy;
  }

  #must(key: number): ModelItem {
    const item = this.items.get(key);
    if (item === undefined) throw new ImpossibleStep(`no item ${key}`);
    return item;
  }

  #checkFree(parentKey: number, name: string): void {
    const parent = this.items.get(parentKey);
    if (parentKey !== ROOT_KEY && parent?.kind !== 'directory') throw new ImpossibleStep(`no directory ${parentKey}`);
    if (this.find(parentKey, name) !== undefined) throw new ImpossibleStep(`${name} is taken`);
  }
}
