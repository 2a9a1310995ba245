/** Memory of each function: a fresh process that has answered some calls, as an instance of the cloud has. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { FIRST, startFresh } from '../support/fresh';
import { rounded } from '../support/measure';
import type { Row } from '../support/types';

const FUNCTIONS = resolve(__dirname, '../../cloudfunctions');
const CALLS = 200;
const MB = 1024 * 1024;

const afterCalls = (file: string, action: string): string =>
  `const {main}=require(${JSON.stringify(file)});console.log=()=>{};
  (async()=>{for(let i=0;i<${CALLS};i+=1)await main({action:${JSON.stringify(action)},input:{},requestId:'bench-memory-'+i});
  const {rss,heapUsed}=process.memoryUsage();process.stdout.write(rss+' '+heapUsed);process.exit(0)})()`;

/** What the function is given in the cloud, in MB. */
function given(name: string): number {
  const file = join(FUNCTIONS, name, 'config.json');
  const { memorySize } = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { memorySize?: number })
    : {};
  return memorySize ?? 256;
}

export async function run(): Promise<Row[]> {
  const fresh = await startFresh();
  try {
    const rows: Row[] = [];
    for (const name of fresh.names) {
      const [rss = 0, heap = 0] = (await fresh.run(afterCalls(fresh.file(name), FIRST[name] ?? '')))
        .split(' ')
        .map(Number);
      const note = `whole process after ${CALLS} calls, ${Math.round(heap / MB)} MB of it used heap; given ${given(name)} MB`;
      rows.push({ key: `memory.${name}.mb`, value: rounded(rss / MB), unit: 'MB', note });
    }
    return rows;
  } finally {
    await fresh.close();
  }
}
