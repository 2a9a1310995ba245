/**
 * Cold starts: a fresh process loads one function and answers a first call, which asks the database who is calling. Compared with a
 * fresh process that does nothing but load `wx-server-sdk`, as most cloud functions do on their first line.
 */
import { FIRST, startFresh } from '../support/fresh';
import { percentile, rounded } from '../support/measure';
import type { Row } from '../support/types';

/** Fresh processes of each kind, taking turns. */
const TIMES = 15;

const SDK_ALONE = `const t=process.hrtime.bigint();require('wx-server-sdk');console.log(Number(process.hrtime.bigint()-t)/1e6)`;

const firstAnswer = (file: string, action: string): string =>
  `const t=process.hrtime.bigint();const {main}=require(${JSON.stringify(file)});console.log=()=>{};
  main({action:${JSON.stringify(action)},input:{},requestId:'bench-cold-start'}).then((answer)=>{
    const ms=Number(process.hrtime.bigint()-t)/1e6;
    process.stdout.write(ms+' '+(answer.ok?'OK':answer.code));process.exit(0)})`;

export async function run(): Promise<Row[]> {
  const fresh = await startFresh();
  try {
    const rows: Row[] = [];
    for (const name of fresh.names) {
      const script = firstAnswer(fresh.file(name), FIRST[name] ?? '');
      const own: number[] = [];
      const alone: number[] = [];
      const codes = new Set<string>();
      for (let i = 0; i < TIMES; i += 1) {
        const [ms, code = ''] = (await fresh.run(script)).split(' ');
        own.push(Number(ms));
        codes.add(code);
        alone.push(Number(await fresh.run(SDK_ALONE)));
      }
      const [ours, sdk] = [percentile(own, 0.5), percentile(alone, 0.5)];
      const note = `${FIRST[name]} by a stranger: ${[...codes].join(', ')}; median of ${TIMES}`;
      const against = `against require('wx-server-sdk') alone, ${Math.round(sdk)} ms; at most 0.7`;
      rows.push({ key: `coldStart.${name}.ms`, value: rounded(ours), unit: 'ms', note });
      rows.push({ key: `coldStart.${name}.ratio`, value: rounded(ours / sdk), unit: 'x', note: against });
    }
    return rows;
  } finally {
    await fresh.close();
  }
}
