/** A deployment through the real manager-node, against an interface of Tencent's cloud that is kept in memory. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import product from '../../cloudfunctions/schema.json';
import { openEnvironment } from '../../scripts/deploy/cloud';
import { configSource, stageMiniProgram, uploadMiniProgram } from '../../scripts/deploy/mini-program';
import { deploy, type Hands } from '../../scripts/deploy/run';
import { checkSettings, initSettings, readSettings, type Settings } from '../../scripts/deploy/settings';
import { wantedOf, type Wanted } from '../../scripts/deploy/wanted';
import { CONFIG } from '../../miniprogram/services/config';
import { TencentCloud } from '../support/tencent/api';

const ENV = 'simen-test';
const folder = mkdtempSync(join(tmpdir(), 'deploy-test-'));
const functionsDir = join(folder, 'functions');
const schemaFile = join(folder, 'schema.json');

const SETTINGS: Settings = {
  appid: 'wx0123456789abcdef',
  uploadKeyFile: join(folder, 'key'),
  environment: {
    FIELD_KEYS: `v1:${'a'.repeat(64)}`,
    LOOKUP_KEY: 'b'.repeat(64),
    HTTP_URL: 'https://simen-test.service.tcloudbase.com',
    SCREEN_URL: 'https://simen-test.tcloudbaseapp.com/screen/',
    TEMPLATE_ASK: 'ask-id',
    TEMPLATE_STEP: 'step-id',
    FIRST_ADMIN_CODE: 'only-once-only-once',
  },
  townOffice: {
    name: '泗门镇残联',
    officers: [{ name: '值班室', duty: '24小时值班', phone: '0574-62000000' }],
  },
};

type Schema = Record<string, { access: string; indexes: object[] }>;

const SCHEMA: Schema = {
  people: {
    access: 'ADMINONLY',
    indexes: [
      { name: 'by_village', keys: { villageId: 1, _id: -1 } },
      { name: 'by_openid', keys: { openid: 1 }, unique: true },
    ],
  },
  notes: { access: 'ADMINONLY', indexes: [] },
};

function writeFunction(name: string, code: string, config: object): void {
  mkdirSync(join(functionsDir, name), { recursive: true });
  writeFileSync(join(functionsDir, name, 'index.js'), code);
  writeFileSync(join(functionsDir, name, 'config.json'), JSON.stringify(config));
}

function wanted(schema = SCHEMA, settings = SETTINGS): Wanted {
  writeFileSync(schemaFile, JSON.stringify({ collections: schema }));
  return wantedOf(settings, { schemaFile, functionsDir });
}

const TIMER = { name: 'counters', type: 'timer', config: '0 */10 2-4 * * * *' };
const interval = globalThis.setInterval;
let cloud: TencentCloud;
let lines: string[];
let uploads: string[];

const hands: Hands = {
  open: openEnvironment,
  log: (line) => lines.push(line),
  uploadScreen: async (environment) => {
    uploads.push('screen');
    await environment.uploadScreen(join(folder, 'screen'));
  },
  uploadMiniProgram: async () => void uploads.push('mini-program'),
};

const run = (what: Wanted, more: { dropIndexes?: string[]; dryRun?: boolean } = {}): Promise<void> =>
  deploy({ env: ENV, wanted: what, dropIndexes: [], dryRun: false, ...more }, hands);

beforeAll(async () => {
  process.env.TENCENTCLOUD_SECRETID = 'id';
  process.env.TENCENTCLOUD_SECRETKEY = 'key';
  // The SDK asks every second whether a function is ready, and tells the console what it uploads.
  globalThis.setInterval = ((work: () => void, ms: number) =>
    interval(work, Math.min(ms, 5))) as typeof setInterval;
  console.log = () => undefined;
  mkdirSync(join(folder, 'screen'));
  writeFileSync(join(folder, 'screen/index.html'), '<p>screen</p>');
  writeFunction('dashboard', 'exports.main = () => 1;', { timeout: 10, memorySize: 256 });
  writeFunction('upkeep', 'exports.main = () => 2;', { timeout: 60, memorySize: 512, triggers: [TIMER] });
  writeFileSync(join(functionsDir, 'upkeep/index.js.map'), 'a map stays here');
  cloud = new TencentCloud(ENV);
  await cloud.start();
});
beforeEach(() => {
  lines = [];
  uploads = [];
  cloud.changes.length = 0;
});
afterAll(async () => {
  globalThis.setInterval = interval;
  delete process.env.TENCENTCLOUD_SECRETID;
  delete process.env.TENCENTCLOUD_SECRETKEY;
  await cloud.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a dry run prints every step, asks nobody and says no key', async () => {
  await deploy(
    { env: ENV, wanted: wanted(), dropIndexes: [], dryRun: true },
    {
      ...hands,
      open: () => {
        throw new Error('asked for the network');
      },
    },
  );
  const text = lines.join('\n');
  for (const words of ['create collection people', 'by_openid (unique)', 'counters (0 */10 2-4 * * * *)'])
    expect(text).toContain(words);
  expect(text).toContain('create function upkeep: Nodejs18.15, 512 MB, 60 s, environment FIELD_KEYS');
  expect(text).not.toContain('a'.repeat(64));
  expect(text).not.toContain('only-once');
});

test('more indexes on one collection than the published limit is said before anything happens', async () => {
  const indexes = Array.from({ length: 21 }, (_, n) => ({ name: `by_${n}`, keys: { [`f${n}`]: 1 } }));
  await run(wanted({ ...SCHEMA, wide: { access: 'ADMINONLY', indexes } }), { dryRun: true });
  expect(lines.filter((line) => line.startsWith('note:'))).toEqual([
    expect.stringContaining('wide wants 21 indexes; the published limit is 20'),
  ]);
});

test('no collection of the product wants more indexes than the published limit', () => {
  const sizes = Object.entries(product.collections).map(
    ([name, { indexes }]) => [name, indexes.length] as const,
  );
  expect(sizes.filter(([, n]) => n > 20)).toEqual([]);
});

test('an empty environment gets everything, in an order that is safe at every moment', async () => {
  await run(wanted());

  expect(cloud.tables.get('people')).toEqual({
    acl: 'ADMINONLY',
    indexes: [
      { Name: '_id_', Keys: [{ Name: '_id', Direction: '1' }], Unique: true },
      {
        Name: 'by_village',
        Keys: [
          { Name: 'villageId', Direction: '1' },
          { Name: '_id', Direction: '-1' },
        ],
        Unique: false,
      },
      { Name: 'by_openid', Keys: [{ Name: 'openid', Direction: '1' }], Unique: true },
    ],
  });
  expect(cloud.tables.get('notes')?.acl).toBe('ADMINONLY');
  const upkeep = cloud.functions.get('upkeep');
  expect(upkeep).toMatchObject({ Runtime: 'Nodejs18.15', Timeout: 60, MemorySize: 512 });
  expect(upkeep?.Environment.Variables).toContainEqual({ Key: 'LOOKUP_KEY', Value: 'b'.repeat(64) });
  expect(upkeep?.code.includes('index.js')).toBe(true);
  expect(upkeep?.code.includes('index.js.map')).toBe(false);
  expect(upkeep?.Triggers).toEqual([
    { TriggerName: 'counters', Type: 'timer', TriggerDesc: JSON.stringify({ cron: TIMER.config }) },
  ]);
  expect(cloud.paths).toEqual([{ Path: '/dashboard', Name: 'dashboard', Type: 1 }]);
  expect(cloud.objects.get('screen/index.html')).toBe('<p>screen</p>'.length);
  expect(cloud.invoked).toEqual([{ name: 'upkeep', event: { Type: 'Timer', TriggerName: 'migrate' } }]);
  expect(uploads).toEqual(['screen', 'mini-program']);
  // Records are brought to their shape after the functions know it and before timers touch them.
  const order = ['CreateTable', 'CreateFunction', 'Invoke', 'BatchCreateTrigger', 'CreateCloudBaseGWAPI'];
  expect(cloud.changes.filter((action, at) => cloud.changes.indexOf(action) === at)).toEqual(
    expect.arrayContaining(order),
  );
  const places = order.map((action) => cloud.changes.indexOf(action));
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

test('a second time nothing is created or updated again', async () => {
  await run(wanted());
  expect(cloud.changes).toEqual(['Invoke']);
});

test('what changed is brought up: code, a new key, a timer at another time; what was kept stays', async () => {
  writeFunction('upkeep', 'exports.main = () => 3;', {
    timeout: 30,
    memorySize: 512,
    triggers: [{ ...TIMER, config: '0 0 3 * * * *' }],
  });
  const before = cloud.functions.get('upkeep')?.code;
  await run(
    wanted({ ...SCHEMA, fresh: { access: 'ADMINONLY', indexes: [{ name: 'by_at', keys: { at: 1 } }] } }),
  );
  const upkeep = cloud.functions.get('upkeep');
  expect(upkeep).toMatchObject({ Timeout: 30, Triggers: [{ TriggerName: 'counters' }] });
  expect(upkeep?.Triggers[0]?.TriggerDesc).toContain('0 0 3 * * * *');
  expect(upkeep?.code.equals(before ?? Buffer.alloc(0))).toBe(false);
  expect(cloud.changes.filter((action) => action === 'CreateTable')).toHaveLength(1);
  expect(cloud.changes).not.toContain('CreateFunction');
});

test('the code of the first administrator is gone from the functions once it is gone from the settings', async () => {
  const { FIRST_ADMIN_CODE: _used, ...environment } = SETTINGS.environment;
  await run(wanted(SCHEMA, { ...SETTINGS, environment }));
  const keys = cloud.functions.get('dashboard')?.Environment.Variables.map(({ Key }) => Key);
  expect(keys).toContain('FIELD_KEYS');
  expect(keys).not.toContain('FIRST_ADMIN_CODE');
});

test('an index that the schema lost stops everything until it is named', async () => {
  const people = { access: 'ADMINONLY', indexes: (SCHEMA.people?.indexes ?? []).slice(1) };
  const less = wanted({ ...SCHEMA, people });
  await expect(run(less)).rejects.toThrow('index people.by_village is not in schema.json');
  expect(cloud.changes).toEqual([]);
  expect(uploads).toEqual([]);

  await run(less, { dropIndexes: ['people.by_village'] });
  expect(cloud.tables.get('people')?.indexes.map(({ Name }) => Name)).toEqual(['_id_', 'by_openid']);
});

test("a step that fails ends the run with the cloud's words; the next run goes on from there", async () => {
  const more = wanted({
    ...SCHEMA,
    late: { access: 'ADMINONLY', indexes: [{ name: 'by_at', keys: { at: 1 } }] },
  });
  cloud.failing = { ModifyDatabaseACL: 'the database is busy' };
  await expect(run(more)).rejects.toThrow('the database is busy');
  expect(uploads).toEqual([]);
  await run(more);
  expect(cloud.tables.get('late')).toMatchObject({ acl: 'ADMINONLY', indexes: [{}, { Name: 'by_at' }] });
});

test('records are migrated until nothing is left; a migration that fails keeps the new screen and mini-program back', async () => {
  const answers: object[] = [{ left: 2 }, { left: 1 }, { left: 0 }];
  cloud.run = async () => answers.shift();
  await run(wanted());
  expect(answers).toEqual([]);
  uploads = [];
  cloud.run = async () => ({ left: 1, failed: 'residents: facts' });
  await expect(run(wanted())).rejects.toThrow('not brought to this version: residents: facts');
  expect(uploads).toEqual([]);
});

test('a unique index that records of before break is made after they are migrated; while some still break it, the deploy goes on and says so', async () => {
  const index = { name: 'by_place', keys: { places: 1 }, unique: true, afterMigration: true };
  const people = SCHEMA.people ?? { access: 'ADMINONLY', indexes: [] };
  const more = (): Wanted =>
    wanted({ ...SCHEMA, people: { ...people, indexes: [...people.indexes, index] } });
  const dropIndexes = ['people.by_place', 'people.by_village'];
  cloud.run = async () => ({ left: 0 });
  await run(wanted(), { dropIndexes });
  cloud.failing = { UpdateTable: 'E11000 duplicate key error' };
  uploads = [];
  await run(more());
  expect(lines).toContainEqual(
    expect.stringMatching(/^note: index people.by_place could not be made.*the next deploy makes it/),
  );
  expect(uploads).toEqual(['screen', 'mini-program']);

  cloud.failing = { UpdateTable: 'no right to do so' };
  await expect(run(more())).rejects.toThrow('no right to do so');

  cloud.changes.length = 0;
  await run(more());
  expect(cloud.changes.slice(0, 2)).toEqual(['Invoke', 'UpdateTable']);
  expect(cloud.tables.get('people')?.indexes.at(-1)).toEqual({
    Name: 'by_place',
    Keys: [{ Name: 'places', Direction: '1' }],
    Unique: true,
  });
  // In a collection that is new it is made with the others.
  cloud.changes.length = 0;
  await run(wanted({ ...SCHEMA, places: { access: 'ADMINONLY', indexes: [index] } }), { dropIndexes });
  expect(cloud.changes.indexOf('UpdateTable')).toBeLessThan(cloud.changes.indexOf('Invoke'));
  expect(cloud.tables.get('places')?.indexes.at(-1)).toMatchObject({ Name: 'by_place' });
});

test('settings: fresh ones have keys and open places; every wrong line is named; never written over', () => {
  const file = join(folder, '.deploy/simen-test.json');
  initSettings(file, ENV);
  const first = readFileSync(file, 'utf8');
  expect(() => initSettings(file, ENV)).toThrow('keys must not be lost');
  expect(readFileSync(file, 'utf8')).toBe(first);
  expect(() => readSettings(file)).toThrow(
    /appid[^]*uploadKeyFile[^]*SCREEN_URL[^]*townOffice.officers.0.phone/,
  );
  const { environment } = JSON.parse(first) as Settings;
  expect(
    checkSettings(
      {
        ...SETTINGS,
        environment: {
          ...SETTINGS.environment,
          ...environment,
          SCREEN_URL: 'https://x/',
          TEMPLATE_ASK: 'a',
          TEMPLATE_STEP: 's',
        },
      },
      file,
    ),
  ).toBeDefined();
  expect(() =>
    checkSettings({ ...SETTINGS, environment: { ...SETTINGS.environment, LOOKUP_KEY: '' } }, file),
  ).toThrow('environment.LOOKUP_KEY: 64 hex digits');
});

test("the mini-program is uploaded with the installation's own values, the tree stays as it is", async () => {
  const stage = join(folder, 'stage');
  stageMiniProgram(stage, SETTINGS, ENV);
  const staged = readFileSync(join(stage, 'miniprogram/services/config.ts'), 'utf8');
  expect(staged).toBe(configSource(SETTINGS, ENV));
  cpSync(join(stage, 'miniprogram/services/config.ts'), join(folder, 'config.ts'));
  const { CONFIG: own } = (await import(join(folder, 'config.ts'))) as { CONFIG: typeof CONFIG };
  // The same keys as the tree's, so that nothing of the installation is forgotten.
  expect(Object.keys(own)).toEqual(Object.keys(CONFIG));
  expect(own).toMatchObject({ cloudEnv: ENV, templates: { ask: 'ask-id', step: 'step-id' } });
  const project = JSON.parse(readFileSync(join(stage, 'project.config.json'), 'utf8')) as { appid: string };
  expect(project.appid).toBe(SETTINGS.appid);

  const calls: unknown[] = [];
  class Project {
    constructor(readonly options: object) {}
  }
  await uploadMiniProgram(
    {
      Project,
      upload: async (options) => {
        calls.push(options);
        return { subPackageInfo: [{ name: '__FULL__', size: 1 }] };
      },
    },
    stage,
    SETTINGS,
    { version: '1.2.3', desc: 'd' },
  );
  expect(calls).toMatchObject([
    {
      version: '1.2.3',
      setting: { useProjectConfig: true },
      project: {
        options: { appid: SETTINGS.appid, projectPath: stage, privateKeyPath: SETTINGS.uploadKeyFile },
      },
    },
  ]);
});
