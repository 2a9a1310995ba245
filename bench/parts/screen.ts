/** The screen's answer at a thousand and at half a million records: what it costs must not grow with them. */
import { percentile, rounded, timesOf } from '../support/measure';
import { askScreen, startFilled, type BenchServer } from '../support/server';
import { BENCH } from '../support/town';
import type { Row } from '../support/types';

/** Applications; with residents, volunteers, services and the rest about a thousand and half a million documents. */
const SMALL = 450;
const LARGE = 270_000;

interface Cost {
  bytes: number;
  reads: number;
  docs: number;
  p50: number;
  p95: number;
}

async function measure(server: BenchServer, token: string): Promise<Cost> {
  const ask = (): ReturnType<typeof askScreen> => askScreen(server, token);
  const times = await timesOf(ask);
  const { bytes, requestId } = await ask();
  const { dbRequests, docsExamined } = await server.cost(requestId);
  return {
    bytes,
    reads: dbRequests,
    docs: docsExamined,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
  };
}

export async function run(): Promise<Row[]> {
  const costs: { size: string; records: number; scope: string; cost: Cost }[] = [];
  for (const [size, applications] of [
    ['1k', SMALL],
    ['500k', LARGE],
  ] as const) {
    const server = await startFilled(applications);
    try {
      for (const [scope, token] of [
        ['village', BENCH.screenToken(BENCH.village)],
        ['town', BENCH.townToken],
      ] as const)
        costs.push({ size, records: server.documents, scope, cost: await measure(server, token) });
    } finally {
      await server.close();
    }
  }
  const rows = costs.flatMap(({ size, records, scope, cost }): Row[] => {
    const note = `${scope}, ${records} records`;
    return [
      { key: `screen.${scope}.bytes.${size}`, value: cost.bytes, unit: 'bytes', note },
      { key: `screen.${scope}.reads.${size}`, value: cost.reads, unit: 'requests', note },
      { key: `screen.${scope}.docs.${size}`, value: cost.docs, unit: 'documents', note },
      { key: `screen.${scope}.p50.${size}`, value: rounded(cost.p50), unit: 'ms', note },
      { key: `screen.${scope}.p95.${size}`, value: rounded(cost.p95), unit: 'ms', note },
    ];
  });
  /** The worse of village and town. */
  const ratio = (figure: keyof Cost): number =>
    rounded(
      Math.max(
        ...['village', 'town'].map((wanted) => {
          const [small, large] = costs
            .filter(({ scope }) => scope === wanted)
            .map(({ cost }) => cost[figure]);
          return (large ?? NaN) / (small ?? NaN);
        }),
      ),
    );
  const note = '500k against 1k records, the worse of village and town; at most 1.2';
  return [
    ...rows,
    { key: 'screen.bytes.ratio500k', value: ratio('bytes'), unit: 'x', note },
    { key: 'screen.reads.ratio500k', value: ratio('reads'), unit: 'x', note },
    {
      key: 'screen.p50.ratio500k',
      value: ratio('p50'),
      unit: 'x',
      note: 'the small town has hardly anything in its twenty documents of figures; they do not grow further',
    },
  ];
}
