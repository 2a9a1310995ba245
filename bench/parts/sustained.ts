/**
 * Two hundred phones at once for a while: residents ask for work and take it back, volunteers redeem and give back. Some commands are
 * sent twice at the same time and some once more after their answer, as phones on a bad line do. Afterwards everything is counted.
 */
import { checkData, type Snapshot } from '../../cloudfunctions/core/invariants';
import { Client, newRequestId } from '../../tests/support/functions/client';
import type { CallResult } from '../../typings/wire';
import { percentile, rounded } from '../support/measure';
import { startFilled } from '../support/server';
import { BENCH, GOODS_POINTS, WORK_WANTED } from '../support/town';
import type { Row } from '../support/types';

const APPLICATIONS = 10_000;
const PHONES = 200;
const SECONDS = 60;
/** One of so many commands is sent twice at once, one once more after its answer. */
const TWICE_EVERY = 10;
const AGAIN_EVERY = 11;

interface Sent {
  fn: string;
  action: string;
  ms: number;
  /** Of the record that it made. */
  made: string | null;
}

/** One command as a phone sends it, repeated now and then; all its answers must be the same. */
class Phone {
  readonly sent: Sent[] = [];
  differing = 0;
  refused = 0;
  private n = 0;

  constructor(
    private readonly client: Client,
    private readonly openid: string,
  ) {}

  async send<T>(
    fn: string,
    action: string,
    input: object,
    madeBy?: (answer: T) => string,
  ): Promise<T | null> {
    this.n += 1;
    const event = { action, input, requestId: newRequestId() };
    const ask = (): Promise<CallResult<unknown>> => this.client.send(this.openid, fn, event);
    const started = performance.now();
    const answers = [ask(), ...(this.n % TWICE_EVERY === 0 ? [ask()] : [])];
    const [first, ...others] = await Promise.all(answers);
    const ms = performance.now() - started;
    if (this.n % AGAIN_EVERY === 0) others.push(await ask());
    const same = JSON.stringify(first?.ok ? first.data : null);
    this.differing += others.filter(
      (answer) => JSON.stringify(answer.ok ? answer.data : null) !== same,
    ).length;
    if (!first?.ok) {
      this.refused += 1;
      return null;
    }
    const answer = first.data as T;
    this.sent.push({ fn, action, ms, made: madeBy?.(answer) ?? null });
    return answer;
  }
}

async function resident(phone: Phone, until: number): Promise<void> {
  while (Date.now() < until) {
    const filed = await phone.send<{ applicationId: string }>(
      'applications',
      'applyEmployment',
      WORK_WANTED,
      ({ applicationId }) => applicationId,
    );
    if (filed) await phone.send('applications', 'withdraw', { ...filed, reason: '不要了' });
    else await phone.send('accounts', 'home', {});
  }
}

async function volunteer(phone: Phone, until: number): Promise<void> {
  while (Date.now() < until) {
    const order = await phone.send<{ orderId: string }>(
      'points',
      'redeem',
      { goodsId: BENCH.goods, points: GOODS_POINTS },
      ({ orderId }) => orderId,
    );
    if (order) await phone.send('points', 'cancelOrder', { orderId: order.orderId });
  }
}

/** What does not fit in the stored data: some references of the filled town lead nowhere from the beginning. */
async function findings(client: Client): Promise<string[]> {
  const found = checkData((await client.dump([])) as unknown as Snapshot);
  return found.map(({ rule, id }) => `${rule} ${id}`);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

export async function run(): Promise<Row[]> {
  const server = await startFilled(APPLICATIONS);
  try {
    const client = new Client(server.url);
    const before = new Set(await findings(client));
    const started = Date.now();
    const until = started + SECONDS * 1000;
    const phones = Array.from({ length: PHONES }, (_, n) => {
      const isResident = n % 2 === 0;
      const openid = isResident ? BENCH.resident(100 + n) : BENCH.volunteer(n);
      const phone = new Phone(client, openid);
      return { phone, done: (isResident ? resident : volunteer)(phone, until) };
    });
    await Promise.all(phones.map(({ done }) => done));
    const seconds = (Date.now() - started) / 1000;
    const sent = phones.flatMap(({ phone }) => phone.sent).filter(({ action }) => action !== 'home');
    const made = new Set(sent.flatMap(({ made: id }) => (id === null ? [] : [id])));
    const records = [
      ...(await client.all('applications')).filter(({ createdAt }) => createdAt >= started),
      ...(await client.all('orders')),
    ].map(({ _id }) => _id);
    const kept = new Set(records);
    const found = (await findings(client)).filter((finding) => !before.has(finding));
    const note = `${PHONES} phones for ${SECONDS} s, ${APPLICATIONS} applications`;
    const row = (key: string, value: number, unit: string, more = note): Row => ({
      key: `sustained.${key}`,
      value: rounded(value),
      unit,
      note: more,
    });
    const ms = sent.map((one) => one.ms);
    return [
      row('commandsPerSecond', sent.length / seconds, '1/s'),
      row('commands', sent.length, 'commands'),
      row('p50', percentile(ms, 0.5), 'ms'),
      row('p95', percentile(ms, 0.95), 'ms'),
      row('refused', sum(phones.map(({ phone }) => phone.refused)), 'commands', 'by a rule, or busy'),
      row(
        'lost',
        [...made].filter((id) => !kept.has(id)).length,
        'commands',
        'acknowledged and not there; 0',
      ),
      row(
        'double',
        records.filter((id) => !made.has(id)).length,
        'records',
        'there and not acknowledged once; 0',
      ),
      row('differing', sum(phones.map(({ phone }) => phone.differing)), 'answers', 'to one request; 0'),
      row('findings', found.length, 'findings', 'of check:data that were not there before; 0'),
    ];
  } finally {
    await server.close();
  }
}
