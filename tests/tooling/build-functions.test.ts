/** A bundled function runs alone, with the real SDK inside it. */
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildFunctions } from '../../scripts/build-functions';

const run = promisify(execFile);
let root: string;

beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'functions-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

function source(name: string, code: string): void {
  mkdirSync(join(root, 'src', name), { recursive: true });
  writeFileSync(join(root, 'src', name, 'index.ts'), code);
}

test('the bundled SDK reaches the server that the environment names', async () => {
  source(
    'count',
    `import cloud from 'wx-server-sdk';
     cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
     export const main = async () => (await cloud.database().collection('things').count()).total;`,
  );
  writeFileSync(join(root, 'src/count/config.json'), '{"timeout":5}');
  const { names } = await buildFunctions(join(root, 'out'), { sourceDir: join(root, 'src') });
  expect(names).toEqual(['count']);
  expect(readFileSync(join(root, 'out/count/config.json'), 'utf8')).toBe('{"timeout":5}');
  expect(existsSync(join(root, 'out/count/index.js.map'))).toBe(true);

  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ requestId: 'r', data: { total: 7 } }));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/admin`;
  try {
    const script = 'require("./index.js").main().then((n) => { console.log(n); process.exit(0); })';
    const { stdout } = await run(process.execPath, ['-e', script], {
      cwd: join(root, 'out/count'),
      env: {
        PATH: process.env.PATH,
        TENCENTCLOUD_RUNENV: 'SCF',
        TENCENTCLOUD_REGION: 'ap-shanghai',
        SCF_NAMESPACE: 'test',
        TCB_ENV: 'test',
        TENCENTCLOUD_SECRETID: 'x',
        TENCENTCLOUD_SECRETKEY: 'x',
        TENCENTCLOUD_SESSIONTOKEN: 'x',
        TCB_CONTEXT_KEYS: 'TCB_ENV,TCB_SOURCE',
        TCB_CONTEXT_CNFG: JSON.stringify({ URL: url }),
      },
    });
    expect(stdout.trim()).toBe('7');
  } finally {
    server.close();
  }
});

test('core is not deployed, and a function whose source is gone is removed', async () => {
  source('core', 'export const a = 1;');
  source('one', 'export const main = () => 1;');
  mkdirSync(join(root, 'out/old'), { recursive: true });
  await buildFunctions(join(root, 'out'), { sourceDir: join(root, 'src') });
  expect(existsSync(join(root, 'out/core'))).toBe(false);
  expect(existsSync(join(root, 'out/old'))).toBe(false);
});

test('a function that does not build is an error', async () => {
  source('one', "import './gone'; export const main = 1;");
  await expect(buildFunctions(join(root, 'out'), { sourceDir: join(root, 'src') })).rejects.toThrow(/gone/);
});

test('what the SDK loads and hardly any call uses lies beside, is loaded when it is used, and does then what it does', async () => {
  source('picture', `export { createJimp } from '@jimp/core';`);
  source(
    'late',
    `import cloud from 'wx-server-sdk';
     const jwt = require('jsonwebtoken');
     const axios = require('axios');
     const mime = require('mime-types');
     const files = () => Object.keys(require.cache).map((file) => file.split('/').pop()).sort();
     cloud.init({ env: 'test' });
     cloud.database().collection('things');
     export const main = () => ({
       first: files(),
       token: jwt.decode(jwt.sign({ who: 'a' }, 'key', { noTimestamp: true })),
       config: axios.create({ timeout: 7 }).defaults.timeout,
       error: new axios.AxiosError('no').message,
       models: typeof require('@cloudbase/node-sdk').init({ env: 'test' }).models.things.get,
       type: mime.lookup('a.png'),
       then: files(),
       picture: typeof require('../picture/index.js').createJimp,
     });`,
  );
  await buildFunctions(join(root, 'out'), { sourceDir: join(root, 'src'), maps: false });
  const script = 'console.log(JSON.stringify(require("./index.js").main())); process.exit(0)';
  const { stdout } = await run(process.execPath, ['-e', script], {
    cwd: join(root, 'out/late'),
    // Elsewhere the SDK asks by axios where it runs.
    env: { PATH: process.env.PATH, TENCENTCLOUD_RUNENV: 'SCF' },
  });
  expect(JSON.parse(stdout)).toEqual({
    first: ['index.js'],
    token: { who: 'a' },
    config: 7,
    error: 'no',
    models: 'function',
    type: 'image/png',
    then: ['index.js', 'late-files.js', 'late-sdk.js'],
    picture: 'function',
  });
  // What is parsed at a cold start: the SDK alone had 1.9 MB with all that it loads.
  expect(statSync(join(root, 'out/late/index.js')).size).toBeLessThan(800_000);
  expect(readdirSync(join(root, 'out/picture')).sort()).toEqual([
    'index.js',
    'late-pictures.js',
    'package.json',
  ]);
});
