export { FolderInUse, lockFolder } from './cloud/lock';
export { startLocal } from './server';
export type { Schema, SchemaCollection, SchemaIndex } from './cloud/database/schema';
export type * from './types';
