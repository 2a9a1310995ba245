/** The schema file: collections, their indexes and access. One file can drive this server and the real cloud. */
import { readFileSync } from 'node:fs';
import { messageOf } from '../errors';

export interface SchemaIndex {
  name: string;
  /** Field path -> 1 (ascending) or -1; the order of the fields matters. */
  keys: Record<string, 1 | -1>;
  /** Of a list: over the elements of all documents. */
  unique?: boolean;
  /** Documents of before may break it until they are brought to their new shape: then it is made at a later start, not refused. */
  afterMigration?: boolean;
}

export interface SchemaCollection {
  /** Access of the phone itself, as the console names it. Functions may always do everything. */
  access?: 'ADMINONLY' | 'PRIVATE' | 'READONLY' | 'ADMINWRITE';
  indexes?: SchemaIndex[];
}

export interface Schema {
  collections: Record<string, SchemaCollection>;
}

/** Reads and checks a schema file; the error names the file and the place. */
export function readSchema(file: string): Schema {
  let schema: Schema;
  try {
    schema = JSON.parse(readFileSync(file, 'utf8')) as Schema;
  } catch (error) {
    throw new Error(`schema file ${file} cannot be read: ${messageOf(error)}`);
  }
  if (typeof schema.collections !== 'object')
    throw new Error(`schema file ${file}: "collections" is missing`);
  for (const [name, collection] of Object.entries(schema.collections)) {
    const seen = new Set<string>();
    for (const index of collection.indexes ?? []) {
      const at = `schema file ${file}: collections.${name}.indexes ${index.name ?? '(no name)'}`;
      if (!index.name || seen.has(index.name)) throw new Error(`${at}: every index needs a name of its own`);
      seen.add(index.name);
      const directions = Object.values(index.keys ?? {});
      if (directions.length === 0 || directions.some((direction) => direction !== 1 && direction !== -1)) {
        throw new Error(`${at}: "keys" must map field paths to 1 or -1`);
      }
    }
  }
  return schema;
}
