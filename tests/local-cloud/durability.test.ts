/** What survives: a kill at any moment, a restart, a second process on the same folder. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { call, FUNCTIONS, cleanUp, result, SCHEMA, serve, startCloud, temporaryFolder } from './support';

afterAll(cleanUp);

/** Deploys functions written as text. */
function deploy(functions: Record<string, string>): string {
  const folder = temporaryFolder();
  for (const [name, code] of Object.entries(functions)) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'index.js'), code);
    writeFileSync(join(folder, name, 'config.json'), '{ "timeout": 20 }');
  }
  return folder;
}

const SDK =
  "const cloud = require('wx-server-sdk'); cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV }); const db = cloud.database();";
const WRITER = `${SDK}
exports.main = async ({ id }) => {
  await db.runTransaction(async (transaction) => {
    await transaction.collection('conf_a').add({ data: { _id: id, kind: 'kept' } });
    await transaction.collection('conf_b').add({ data: { _id: id } });
  });
  await cloud.uploadFile({ cloudPath: 'kept/' + id + '.txt', fileContent: Buffer.from(id) });
  return id;
};`;
const READER = `${SDK}
exports.main = async ({ id }) => {
  if (id) return (await cloud.downloadFile({ fileID: 'cloud://local-env.6c6f-local-env-1300000000/kept/' + id + '.txt' })).fileContent.toString();
  const read = async (name) => (await db.collection(name).limit(1000).get()).data.map(({ _id }) => _id);
  return { a: await read('conf_a'), b: await read('conf_b'), ticks: await read('ticks'), byKind: (await db.collection('conf_a').where({ kind: 'kept' }).count()).total };
};`;

test('a process killed under load has lost nothing that it acknowledged', async () => {
  const functions = deploy({ writer: WRITER, reader: READER });
  const data = temporaryFolder();
  const args = ['--functions', functions, '--schema', SCHEMA, '--data', data];
  const first = await serve(args);
  const acknowledged: string[] = [];
  let next = 0;
  const write = async (): Promise<void> => {
    for (;;) {
      const id = `w${(next += 1)}`;
      if ((await call(first.url, 'writer', { id })).result !== id) return;
      acknowledged.push(id);
      if (acknowledged.length === 40) first.child.kill('SIGKILL');
    }
  };
  await Promise.allSettled(Array.from({ length: 8 }, write));
  expect(await first.ended).toBe('SIGKILL');
  expect(acknowledged.length).toBeGreaterThanOrEqual(40);

  const second = await serve(args);
  const { a, b, byKind } = await result<{ a: string[]; b: string[]; byKind: number }>(second.url, 'reader');
  expect(a).toEqual(expect.arrayContaining(acknowledged));
  // Both halves of a transaction or none, and indexes that agree.
  expect([...a].sort()).toEqual([...b].sort());
  expect(byKind).toBe(a.length);
  for (const id of acknowledged) expect(await result(second.url, 'reader', { id })).toBe(id);
  second.child.kill('SIGTERM');
  expect(await second.ended).toBe(0);
});

test('a restart keeps documents, files, links and the outbox', async () => {
  const dataDir = temporaryFolder();
  const first = await startCloud({ dataDir });
  const { fileID } = await first.cloud.uploadFile('kept.txt', Buffer.from('kept'), { openid: 'o' });
  const [link] = await first.cloud.tempFileURLs([fileID]);
  await result(first.url, 'ticker', { TriggerName: 'kept' });
  await result(first.url, 'sender', {
    api: 'subscribeMessage.send',
    data: { touser: 'okept', templateId: 't', data: {} },
  });
  await first.close();

  const second = await startCloud({ dataDir, functionsDir: deploy({ reader: READER }) });
  try {
    expect(await (await fetch((link?.tempFileURL ?? '').replace(first.url, second.url))).text()).toBe('kept');
    expect((await result<{ ticks: string[] }>(second.url, 'reader')).ticks.length).toBeGreaterThan(0);
    expect(second.cloud.outbox({ toOpenid: 'okept' })).toHaveLength(1);
  } finally {
    await second.close();
  }
});

test('a second process on the same folder is refused by name; a stale lock is not', async () => {
  const dataDir = temporaryFolder();
  const first = await startCloud({ dataDir });
  await expect(serve(['--data', dataDir])).rejects.toThrow(dataDir);
  await expect(startCloud({ dataDir })).rejects.toThrow(dataDir);
  await first.close();
  const ended = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => ended.on('close', resolve));
  writeFileSync(join(dataDir, 'lock.json'), JSON.stringify({ pid: ended.pid, started: '1' }));
  mkdirSync(join(dataDir, 'cloud.db.lock'));
  const second = await startCloud({ dataDir });
  await second.close();
  expect(existsSync(join(dataDir, 'lock.json'))).toBe(false);
});

test('a temporary folder is gone at the end', async () => {
  const local = await startCloud();
  expect(await result(local.url, 'conformance', { case: 'doc().remove removes one and says how many' })).toBe(
    'ok',
  );
  await local.close();
  await expect(fetch(`${local.url}/healthz`)).rejects.toThrow();
});

describe('a changed schema', () => {
  const schema = (content: object): string => {
    const file = join(temporaryFolder(), 'schema.json');
    writeFileSync(file, JSON.stringify({ collections: content }));
    return file;
  };
  const ADDER = `${SDK} exports.main = async ({ data }) => { await db.collection('things').add({ data }); return 'added'; };`;

  test('indexes come and go; data that breaks a new unique index stops the start', async () => {
    const dataDir = temporaryFolder();
    const functionsDir = deploy({ adder: ADDER });
    const start = (content: object) => startCloud({ dataDir, functionsDir, schemaFile: schema(content) });
    const unique = { things: { indexes: [{ name: 'code', keys: { code: 1 }, unique: true }] } };

    let local = await start({ things: {} });
    expect(await result(local.url, 'adder', { data: [{ code: 1 }, { code: 1 }] })).toBe('added');
    await local.close();
    await expect(start(unique)).rejects.toThrow(/E11000.*things.*code/);
    local = await start({ things: { indexes: [{ name: 'code', keys: { code: -1 } }] } });
    expect(await result(local.url, 'adder', { data: { code: 1 } })).toBe('added');
    await local.close();
    local = await start({ things: {}, more: {} });
    await local.close();
  });

  test('a unique index that waits for a migration is left out with a line of the log, and made once nothing breaks it', async () => {
    const dataDir = temporaryFolder();
    const REMOVER = `${SDK} exports.main = async ({ id }) => { await db.collection('things').doc(id).remove(); return 'gone'; };`;
    const functionsDir = deploy({ adder: ADDER, remover: REMOVER });
    const lines: string[] = [];
    const start = (content: object) =>
      startCloud({ dataDir, functionsDir, schemaFile: schema(content) }, { log: (line) => lines.push(line) });
    const unique = { name: 'code', keys: { code: 1 }, unique: true, afterMigration: true };
    const things = { indexes: [unique, { name: 'other', keys: { other: 1 } }] };

    let local = await start({ things: {} });
    expect(await result(local.url, 'adder', { data: [{ _id: 'a' }, { _id: 'b' }] })).toBe('added');
    await local.close();
    local = await start({ things });
    expect(lines.filter((line) => line.includes('index things.code is not made yet'))).toHaveLength(1);
    expect(await result(local.url, 'adder', { data: { _id: 'c' } })).toBe('added');
    for (const id of ['b', 'c']) await result(local.url, 'remover', { id });
    await local.close();
    local = await start({ things });
    expect(lines.filter((line) => line.includes('is not made yet'))).toHaveLength(1);
    expect((await call(local.url, 'adder', { data: {} })).errMsg).toContain('E11000');
    await local.close();
    // Nothing to wait for: the same schema again, the index stays.
    await (await start({ things })).close();
    expect(lines.filter((line) => line.includes('is not made yet'))).toHaveLength(1);
  });

  test('a schema that cannot be right is refused with its place', async () => {
    const file = schema({ things: { indexes: [{ name: 'x', keys: { a: 'up' } }] } });
    await expect(startCloud({ schemaFile: file })).rejects.toThrow(/things.indexes x.*keys/s);
  });
});

test('the command says clearly what is wrong', async () => {
  await expect(serve(['--functions', '/does/not/exist'])).rejects.toThrow('/does/not/exist does not exist');
  const local = await startCloud();
  await expect(serve(['--port', String(local.port)])).rejects.toThrow(`port ${local.port} is in use`);
  await local.close();
});

test('variables from a file reach the functions', async () => {
  const env = join(temporaryFolder(), 'env');
  writeFileSync(env, '# comment\nFROM_OPTIONS="a file"\n');
  const local = await serve(['--functions', FUNCTIONS, '--env-file', env]);
  expect(await result(local.url, 'echo')).toMatchObject({ env: { given: 'a file' } });
  local.child.kill('SIGINT');
  expect(await local.ended).toBe(0);
});
