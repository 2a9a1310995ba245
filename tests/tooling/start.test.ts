/** `npm start` where it cannot start: it says so at once, in words of its user, and touches nothing. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { lockFolder } from '../../local';

const ROOT = resolve(__dirname, '../..');
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'start-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** What the program says before it gives up. */
async function refusal(port: number, ...flags: string[]): Promise<string> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/start.ts', ...flags], {
    cwd: ROOT,
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDir },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(1);
  return said;
}

test('another program has the port: another one is named, and no demo village is made first', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  try {
    expect(await refusal(port)).toContain(`端口 ${port} 已经有程序在用`);
    expect(await refusal(port)).toContain(`PORT=${port + 1} npm start`);
  } finally {
    other.close();
  }
  expect(readdirSync(dataDir)).toEqual([]);
});

test.each([[], ['--reset']])(
  'another start has the data folder: nothing in it is touched (%s)',
  async (...flags) => {
    writeFileSync(join(dataDir, 'secrets.json'), 'what the other is making');
    const release = lockFolder(dataDir);
    try {
      expect(await refusal(0, ...flags)).toContain(`正在用（进程 ${process.pid}）`);
    } finally {
      release();
    }
    expect(readFileSync(join(dataDir, 'secrets.json'), 'utf8')).toBe('what the other is making');
  },
);
