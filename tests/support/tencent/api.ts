/**
 * The interface of Tencent's cloud (tcb, scf, COS) as far as @cloudbase/manager-node 5.6.5 uses it for a deployment, kept in memory. Shapes of
 * requests and answers are those of the SDK's own types and of Tencent's published models; they were not recorded from an account.
 * It stands behind https.request: the SDK itself is the real one.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import http from 'node:http';
import https from 'node:https';

interface CloudIndex {
  Name: string;
  Keys: { Name: string; Direction: string }[];
  Unique: boolean;
}

interface CloudFunction {
  Runtime: string;
  Timeout: number;
  MemorySize: number;
  Description: string;
  Environment: { Variables: { Key: string; Value: string }[] };
  Triggers: { TriggerName: string; Type: string; TriggerDesc: string }[];
  /** Bytes of the zipped code. */
  code: Buffer;
}

type Params = Record<string, unknown>;

export class TencentCloud {
  readonly tables = new Map<string, { acl: string; indexes: CloudIndex[] }>();
  readonly functions = new Map<string, CloudFunction>();
  readonly paths: { Path: string; Name: string; Type: number }[] = [];
  /** Keys of the objects in the bucket of static hosting. */
  readonly objects = new Map<string, number>();
  /** Actions in the order in which they came, without those that only read. */
  readonly changes: string[] = [];
  /** Invocations: function and event. */
  readonly invoked: { name: string; event: unknown }[] = [];
  /** What fails, once: an action's name -> words. */
  failing: Record<string, string> = {};
  /** What a function does when it is invoked. */
  run: (name: string, event: unknown) => Promise<unknown> = async () => ({ done: true, left: 0 });
  private server: Server | undefined;
  private readonly real = https.request;

  constructor(private readonly envId: string) {}

  /** Takes all https requests of this process until `stop()`. */
  async start(): Promise<void> {
    const server = createServer((request, response) => {
      void this.answer(request).then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json', etag: '"0"' });
        response.end(body);
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    this.server = server;
    const { port } = server.address() as AddressInfo;
    const here = (options: http.RequestOptions, done?: (response: IncomingMessage) => void) =>
      http.request(
        {
          method: options.method ?? 'GET',
          path: options.path ?? '/',
          headers: { ...(options.headers as object), 'x-host': options.hostname ?? options.host ?? '' },
          host: '127.0.0.1',
          port,
          protocol: 'http:',
          agent: false,
        },
        done,
      );
    // Not a spy: jest takes those back after each test.
    https.request = here as unknown as typeof https.request;
  }

  async stop(): Promise<void> {
    https.request = this.real;
    this.server?.closeAllConnections();
    await new Promise((done) => this.server?.close(done));
  }

  private async answer(request: IncomingMessage): Promise<{ status: number; body: string }> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    const action = request.headers['x-tc-action'];
    if (typeof action !== 'string') return this.store(request, body);
    const words = this.failing[action];
    if (words !== undefined) {
      delete this.failing[action];
      return reply({ Error: { Code: 'InternalError', Message: words } });
    }
    try {
      if (!/^(Describe|List|Get)/.test(action)) this.changes.push(action);
      return reply(await this.act(action, JSON.parse(body.toString()) as Params));
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      return reply({ Error: { Code: code ?? 'InternalError', Message: message } });
    }
  }

  /** COS: an object is put. */
  private store(request: IncomingMessage, body: Buffer): { status: number; body: string } {
    if (request.method === 'PUT')
      this.objects.set(decodeURIComponent((request.url ?? '/').slice(1)), body.length);
    return { status: 200, body: '' };
  }

  private table(params: Params): { acl: string; indexes: CloudIndex[] } {
    const table = this.tables.get(String(params.TableName ?? params.CollectionName));
    if (!table) throw Object.assign(new Error('no such table'), { code: 'ResourceNotFound' });
    return table;
  }

  private fn(params: Params): CloudFunction {
    const found = this.functions.get(String(params.FunctionName));
    if (!found) throw Object.assign(new Error('no such function'), { code: 'ResourceNotFound.Function' });
    return found;
  }

  private async invoke(name: string, event: unknown): Promise<object> {
    this.invoked.push({ name, event });
    try {
      return { Result: { InvokeResult: 0, RetMsg: JSON.stringify(await this.run(name, event)), ErrMsg: '' } };
    } catch (error) {
      return { Result: { InvokeResult: -1, RetMsg: '', ErrMsg: (error as Error).message } };
    }
  }

  private act(action: string, params: Params): object | Promise<object> {
    switch (action) {
      case 'DescribeEnvInfo':
        return {
          EnvInfo: {
            EnvBaseInfo: {
              EnvId: this.envId,
              Status: 'NORMAL',
              Databases: [{ InstanceId: 'tnt-test', Region: 'ap-shanghai', Status: 'RUNNING' }],
              Storages: [{ Bucket: 'b-1300000000', Region: 'ap-shanghai', AppId: '1300000000' }],
              Functions: [{ Namespace: this.envId, Region: 'ap-shanghai' }],
              LogServices: [],
            },
          },
        };
      case 'ListTables': {
        const names = [...this.tables.keys()];
        const { MgoOffset: offset, MgoLimit: limit } = params as { MgoOffset: number; MgoLimit: number };
        return {
          Tables: names.slice(offset, offset + limit).map((TableName) => ({ TableName })),
          Pager: { Offset: offset, Limit: limit, Total: names.length },
        };
      }
      case 'DescribeTable':
        return { Indexes: this.table(params).indexes };
      case 'CreateTable':
        this.tables.set(String(params.TableName), {
          acl: 'PRIVATE',
          indexes: [{ Name: '_id_', Keys: [{ Name: '_id', Direction: '1' }], Unique: true }],
        });
        return {};
      case 'UpdateTable':
        return this.updateTable(params);
      case 'DescribeDatabaseACL':
        return { AclTag: this.table(params).acl };
      case 'ModifyDatabaseACL':
        this.table(params).acl = String(params.AclTag);
        return {};
      case 'ListFunctions':
        return {
          Functions: [...this.functions.keys()]
            .slice(Number(params.Offset), Number(params.Offset) + Number(params.Limit))
            .map((FunctionName) => ({ FunctionName })),
        };
      case 'GetFunction':
        return { ...this.fn(params), code: undefined, Status: 'Active' };
      case 'CreateFunction':
      case 'UpdateFunctionCode':
      case 'UpdateFunctionConfiguration':
        return this.writeFunction(params);
      case 'BatchCreateTrigger':
        this.fn(params).Triggers.push(
          ...(JSON.parse(String(params.Triggers)) as CloudFunction['Triggers']).map((one) => ({
            ...one,
            // GetFunction gives a timer's cron inside of JSON.
            TriggerDesc: JSON.stringify({ cron: one.TriggerDesc }),
          })),
        );
        return {};
      case 'DeleteTrigger': {
        const fn = this.fn(params);
        fn.Triggers = fn.Triggers.filter(({ TriggerName }) => TriggerName !== params.TriggerName);
        return {};
      }
      case 'DeleteFunction':
        this.functions.delete(String(params.FunctionName));
        return {};
      case 'DeleteTable':
        this.tables.delete(String(params.TableName));
        return {};
      case 'Invoke':
        return this.invoke(String(params.FunctionName), JSON.parse(String(params.ClientContext)) as unknown);
      case 'DescribeCloudBaseGWAPI':
        return { APISet: this.paths, Total: this.paths.length };
      case 'CreateCloudBaseGWAPI':
        this.paths.push({ Path: String(params.Path), Name: String(params.Name), Type: 1 });
        return {};
      case 'DescribeStaticStore':
        return { Data: [{ Bucket: 'screen-1300000000', Regoin: 'ap-shanghai', Status: 'online' }] };
      default:
        throw new Error(`the test's cloud does not know ${action}`);
    }
  }

  private updateTable(params: Params): object {
    const table = this.table(params);
    const { CreateIndexes = [], DropIndexes = [] } = params as {
      CreateIndexes?: {
        IndexName: string;
        MgoKeySchema: { MgoIndexKeys: CloudIndex['Keys']; MgoIsUnique: boolean };
      }[];
      DropIndexes?: { IndexName: string }[];
    };
    table.indexes = table.indexes.filter(({ Name }) => !DropIndexes.some((one) => one.IndexName === Name));
    for (const { IndexName, MgoKeySchema } of CreateIndexes) {
      if (table.indexes.some(({ Name }) => Name === IndexName)) throw new Error(`${IndexName} exists`);
      table.indexes.push({
        Name: IndexName,
        Keys: MgoKeySchema.MgoIndexKeys,
        Unique: MgoKeySchema.MgoIsUnique,
      });
    }
    return {};
  }

  private writeFunction(params: Params): object {
    const name = String(params.FunctionName);
    const before = this.functions.get(name);
    const { ZipFile } = (params.Code ?? {}) as { ZipFile?: string };
    this.functions.set(name, {
      Runtime: before?.Runtime ?? String(params.Runtime),
      Timeout: Number(params.Timeout ?? before?.Timeout ?? 3),
      MemorySize: Number(params.MemorySize ?? before?.MemorySize ?? 256),
      Description: String(params.Description ?? before?.Description ?? ''),
      Environment: (params.Environment as CloudFunction['Environment'] | undefined) ??
        before?.Environment ?? { Variables: [] },
      Triggers: before?.Triggers ?? [],
      code: ZipFile === undefined ? (before?.code ?? Buffer.alloc(0)) : Buffer.from(ZipFile, 'base64'),
    });
    return {};
  }
}

function reply(content: object): { status: number; body: string } {
  return { status: 200, body: JSON.stringify({ Response: { ...content, RequestId: 'r' } }) };
}
