/**
 * An environment of Tencent's cloud through @cloudbase/manager-node: what is there, and how each step of a plan is done. Everything may be
 * repeated: a step that was half done is planned again from what is found.
 */
import CloudBase from '@cloudbase/manager-node';
import type { Found, Step } from './plan';
import { RUNTIME, type Index, type WantedFunction } from './wanted';

const PAGE = 100;
/** Requests under way at once; the interface of the cloud allows some 20 a second. */
const AT_ONCE = 5;
/** Made by the database itself. */
const OWN_INDEXES = ['_id_', '_id'];
/** Code up to this size goes with the request, larger code by way of COS; the limit of the interface is 1.5 MB zipped. */
const DEPLOY_MODE = 'zip';
const MARK = 'deploy ';

interface Api {
  call(action: string, param: Record<string, unknown>): Promise<Record<string, unknown>>;
}

async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let from = 0; from < items.length; from += AT_ONCE)
    results.push(...(await Promise.all(items.slice(from, from + AT_ONCE).map(work))));
  return results;
}

/** How the cloud writes an index, and back. */
const toCloud = ({ name, keys, unique }: Index) => ({
  IndexName: name,
  MgoKeySchema: {
    MgoIndexKeys: Object.entries(keys).map(([Name, direction]) => ({ Name, Direction: String(direction) })),
    MgoIsUnique: unique ?? false,
  },
});

interface CloudIndex {
  Name: string;
  Keys: { Name?: string; Direction?: string }[];
  Unique: boolean;
}

const fromCloud = ({ Name, Keys, Unique }: CloudIndex): Index => ({
  name: Name,
  keys: Object.fromEntries(Keys.map((key) => [key.Name ?? '', key.Direction === '-1' ? -1 : 1])),
  ...(Unique ? { unique: true } : {}),
});

/** A timer's cron text; the cloud gives it bare or as {"cron":"..."}. */
function cronOf(description: string): string {
  if (!description.startsWith('{')) return description;
  return (JSON.parse(description) as { cron?: string }).cron ?? description;
}

export interface Environment {
  look(functions: readonly string[]): Promise<Found>;
  /** Does one step that concerns the cloud. */
  apply(step: Exclude<Step, { kind: 'screen' | 'mini-program' | 'migrate' }>): Promise<void>;
  uploadScreen(folder: string): Promise<void>;
  /** Calls a function without a person; its answer, or an error with the function's own words. */
  invoke(fn: string, event: object): Promise<unknown>;
  /** Removes a function and collections: for what a probe has made. */
  remove(fn: string, collections: readonly string[]): Promise<void>;
}

/** Keys: TENCENTCLOUD_SECRETID and TENCENTCLOUD_SECRETKEY, read by manager-node itself. */
export function openEnvironment(envId: string): Environment {
  const app = new CloudBase({ envId });
  const { database, functions, hosting, access } = app;
  const acl: Api = {
    call: (Action, Param) =>
      app.commonService('tcb', '2018-06-08').call({ Action, Param }) as Promise<Record<string, unknown>>,
  };

  async function collections(): Promise<Found['collections']> {
    const names: string[] = [];
    for (let total = 1; names.length < total;) {
      const page = await database.listCollections({ MgoLimit: PAGE, MgoOffset: names.length });
      names.push(...page.Collections.map(({ CollectionName }) => CollectionName));
      total = page.Collections.length === 0 ? 0 : page.Pager.Total;
    }
    const entries = await inTurns(names, async (name) => {
      const { Indexes = [] } = await database.describeCollection(name);
      const { AclTag } = await acl.call('DescribeDatabaseACL', { EnvId: envId, CollectionName: name });
      const indexes = (Indexes as CloudIndex[])
        .filter(({ Name }) => !OWN_INDEXES.includes(Name))
        .map(fromCloud);
      return [name, { access: String(AclTag), indexes }] as const;
    });
    return Object.fromEntries(entries);
  }

  async function deployed(): Promise<string[]> {
    const names: string[] = [];
    for (;;) {
      const page = await functions.listFunctions(PAGE, names.length);
      names.push(...page.map(({ FunctionName }) => String(FunctionName)));
      if (page.length < PAGE) return names;
    }
  }

  async function describeFunction(name: string): Promise<Found['functions'][string]> {
    const { Description = '', Runtime, Triggers = [] } = await functions.getFunctionDetail(name);
    return {
      fingerprint: Description.startsWith(MARK) ? Description.slice(MARK.length) : '',
      runtime: Runtime,
      triggers: Triggers.filter(({ Type }) => Type === 'timer').map(({ TriggerName, TriggerDesc }) => ({
        name: TriggerName,
        config: cronOf(TriggerDesc),
      })),
    };
  }

  /** The mark is written last, with the settings: half an update is done again. */
  async function uploadFunction(fn: WantedFunction, isNew: boolean): Promise<void> {
    const settings = {
      name: fn.name,
      handler: 'index.main',
      runtime: RUNTIME,
      timeout: fn.timeout,
      memorySize: fn.memorySize,
      envVariables: fn.environment,
      // The bundle holds everything; nothing is to be fetched in the cloud.
      installDependency: false,
      ignore: ['**/*.map'],
    };
    const code = { functionPath: fn.folder, deployMode: DEPLOY_MODE } as const;
    if (isNew) {
      await functions.createFunction({ func: settings, ...code });
    } else {
      await functions.updateFunctionCode({ func: settings, ...code });
      await functions.waitFunctionActive(fn.name);
    }
    await functions.updateFunctionConfig({ ...settings, description: `${MARK}${fn.fingerprint}` });
    await functions.waitFunctionActive(fn.name);
  }

  return {
    look: async (wanted) => {
      const there = await deployed();
      const known = await inTurns(
        there,
        async (name) =>
          [
            name,
            wanted.includes(name)
              ? await describeFunction(name)
              : { fingerprint: '', runtime: RUNTIME, triggers: [] },
          ] as const,
      );
      const { APISet } = await access.getAccessList({ limit: PAGE, offset: 0 });
      return {
        collections: await collections(),
        functions: Object.fromEntries(known),
        paths: Object.fromEntries((APISet ?? []).map(({ Path, Name }) => [Path, Name])),
      };
    },
    apply: async (step) => {
      switch (step.kind) {
        case 'collection':
          return void (await database.createCollection(step.name));
        case 'indexes':
          return void (await database.updateCollection(step.collection, {
            CreateIndexes: step.indexes.map(toCloud),
          }));
        case 'late-index':
          return void (await database.updateCollection(step.collection, {
            CreateIndexes: [toCloud(step.index)],
          }));
        case 'drop-index':
          return void (await database.updateCollection(step.collection, {
            DropIndexes: [{ IndexName: step.name }],
          }));
        case 'access':
          return void (await acl.call('ModifyDatabaseACL', {
            EnvId: envId,
            CollectionName: step.collection,
            AclTag: step.access,
          }));
        case 'function':
          return uploadFunction(step.fn, step.isNew);
        case 'drop-trigger':
          return void (await functions.deleteFunctionTrigger(step.fn, step.name));
        case 'triggers':
          return void (await functions.createFunctionTriggers(step.fn, step.triggers));
        case 'path':
          return void (await access.createAccess({ path: step.path, name: step.fn }));
      }
    },
    uploadScreen: async (folder) => {
      await hosting.uploadFiles({ localPath: folder, cloudPath: 'screen' });
    },
    invoke: async (fn, event) => {
      const { InvokeResult, RetMsg, ErrMsg } = await functions.invokeFunction(fn, event);
      if (InvokeResult !== 0) throw new Error(`${fn}: ${ErrMsg === '' ? RetMsg : ErrMsg}`);
      return JSON.parse(RetMsg) as unknown;
    },
    remove: async (fn, names) => {
      await functions.deleteFunction(fn);
      for (const name of names) await database.deleteCollection(name);
    },
  };
}
