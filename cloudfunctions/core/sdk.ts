/** What we use of the SDK's database. Its own types lack what is documented and used here. */
import cloud from 'wx-server-sdk';

export interface SdkAggregate {
  match(condition: object): SdkAggregate;
  sort(order: object): SdkAggregate;
  limit(n: number): SdkAggregate;
  count(field: string): SdkAggregate;
  group(stage: object): SdkAggregate;
  lookup(stage: object): SdkAggregate;
  project(stage: object): SdkAggregate;
  /** Of a collection: asks. */
  end(): Promise<{ list: unknown[] }>;
  /** Of a pipeline within a lookup: its stages. */
  done(): unknown;
}

interface SdkCollection {
  aggregate(): SdkAggregate;
  doc(id: string): {
    get(): Promise<{ data: unknown }>;
    set(options: { data: object }): Promise<unknown>;
    /** Fields by their paths; nested objects would become paths too. Nothing is made when there is no such document. */
    update(options: { data: object }): Promise<Updated>;
    remove(): Promise<unknown>;
  };
  where(condition: object): SdkQuery;
  add(options: { data: object }): Promise<unknown>;
}

interface Updated {
  stats: { updated: number };
}

export interface SdkQuery {
  update(options: { data: object }): Promise<Updated>;
  field(projection: Record<string, boolean>): SdkQuery;
  orderBy(field: string, direction: string): SdkQuery;
  limit(n: number): SdkQuery;
  get(): Promise<{ data: unknown[] }>;
  count(): Promise<{ total: number }>;
}

export interface SdkTransaction {
  collection(name: string): SdkCollection;
  commit(): Promise<unknown>;
  rollback(): Promise<unknown>;
}

interface SdkDatabase {
  collection(name: string): SdkCollection;
  startTransaction(): Promise<SdkTransaction>;
  command: Record<
    'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'neq' | 'elemMatch' | 'inc' | 'push' | 'pull',
    (value: unknown) => SdkCommand
  > & { aggregate: { pipeline(): SdkAggregate } };
}

interface SdkCommand {
  and(other: SdkCommand): SdkCommand;
  or(other: SdkCommand): SdkCommand;
}

let sdk: SdkDatabase | undefined;

/** The database of the environment in which the function runs. */
export function database(): SdkDatabase {
  if (!sdk) {
    cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV as unknown as string });
    // `throwOnNotFound` is a documented option that the SDK's own types lack.
    sdk = cloud.database({ throwOnNotFound: false } as { env?: string }) as unknown as SdkDatabase;
  }
  return sdk;
}
