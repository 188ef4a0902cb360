import type { Database } from './database.ts';
import { textOf } from './database.ts';
import type { NodeId } from './node.ts';

/** A property a client stored; `value` is XML that declares its own namespaces. */
export interface DeadProperty {
  readonly namespace: string;
  readonly name: string;
  readonly value: string;
}

/** All stored properties of an item. */
export function listDeadProperties(database: Database, nodeId: NodeId): readonly DeadProperty[] {
  return database.all('SELECT namespace, name, value FROM dead_properties WHERE node_id = ?', nodeId).map((row) => ({
    namespace: textOf(row, 'namespace'),
    name: textOf(row, 'name'),
    value: textOf(row, 'value'),
  }));
}

/** Stores or replaces one property. */
export function setDeadProperty(database: Database, nodeId: NodeId, property: DeadProperty): void {
  database.run(
    'INSERT OR REPLACE INTO dead_properties (node_id, namespace, name, value) VALUES (?, ?, ?, ?)',
    nodeId,
    property.namespace,
    property.name,
    property.value,
  );
}

/** Removes one property; one that is not there is fine. */
export function removeDeadProperty(database: Database, nodeId: NodeId, property: Omit<DeadProperty, 'value'>): void {
  database.run(
    'DELETE FROM dead_properties WHERE node_id = ? AND namespace = ? AND name = ?',
    nodeId,
    property.namespace,
    property.name,
  );
}
