/**
 * `npm run years -- --calls N --seed N`: the demo village lives on for years. Everybody does anything that the contract offers, in any
 * order, with inputs that name records that are there; time passes and every timer does its work. Looked for: answers that nobody
 * expects, failures of timers, records that contradict each other, figures that are not what the records say.
 *
 * It is no test of `npm test`: it finds what nobody thought of, at its leisure. What it finds becomes a test.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ActionTable } from '../../cloudfunctions/core/actions';
import type { CollectionName, UserDoc } from '../../cloudfunctions/core/collections';
import { unseal } from '../../cloudfunctions/core/crypto';
import { openStore } from '../../cloudfunctions/core/database';
import { ERRORS } from '../../cloudfunctions/core/errors';
import { actingAs, actorsOf, type May } from '../../cloudfunctions/core/identity';
import { makeIds } from '../../cloudfunctions/core/ids';
import { checkData, type Snapshot } from '../../cloudfunctions/core/invariants';
import type { LogLine } from '../../cloudfunctions/core/logger';
import { recountAll } from '../../cloudfunctions/core/recount';
import { serve } from '../../cloudfunctions/core/serve';
import { runTimer, type TimerTable } from '../../cloudfunctions/core/timers';
import schema from '../../cloudfunctions/schema.json';
import { buildDemo } from '../../demo/seed';
import { seededRandom } from '../../demo/random';
import { startLocal } from '../../local/server';
import { chinaDate } from '../../miniprogram/shared/china-time';
import type { FunctionName } from '../../typings/api';
import type { ActingAs } from '../../typings/domain';
import type { CallResult } from '../../typings/wire';
import { BENCH_ENV } from '../../bench/support/fill';
import { newPerson, bornYearsAgo } from '../support/functions/people';
import { sheetOf, sheetPerson } from '../support/functions/sheets';
import { picker, validInput, type Pick } from '../support/trust/sample';
import { allActions, functionNames, tableOf, type AnyAction } from '../support/trust/tables';
import { Pool } from './pool';

const ROOT = join(__dirname, '../..');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const EXPECTED = new Set(Object.keys(ERRORS).filter((code) => code !== 'INTERNAL'));

/** In the order of a night, then of a morning. */
const DAILY: readonly [FunctionName | 'safeguard', string][] = [
  ['points', 'expire'],
  ['notices', 'boards'],
  ['applications', 'wishes'],
  ['donations', 'expire'],
  ['safeguard', 'retention'],
  ['exchange', 'imports'],
  ['safeguard', 'forget'],
  ['safeguard', 'rotate'],
  ['media', 'leftFiles'],
  ['pairing', 'signals'],
  ['upkeep', 'counters'],
  ['safeguard', 'check'],
  ['upkeep', 'daily'],
  ['applications', 'escalate'],
  ['applications', 'remind'],
  ['notices', 'ending'],
  ['pairing', 'remind'],
];
const OFTEN: readonly [FunctionName | 'safeguard', string][] = [
  ['applications', 'tell'],
  ['emergency', 'escalate'],
  ['exchange', 'files'],
  ['media', 'recheck'],
  ['notices', 'checks'],
  ['pairing', 'forgotten'],
  ['registry', 'checkRegister'],
  ['safeguard', 'messages'],
];

function timersOf(name: string): TimerTable {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const exported = require(`../../cloudfunctions/${name}/timers.ts`) as Record<string, TimerTable>;
  return exported[`${name}Timers`] as TimerTable;
}

/** What photos of an action are for. */
function purposeOf(action: string): string {
  if (/survey|Renovation|Work|Building/i.test(action)) return 'renovation';
  if (/repair/i.test(action)) return 'repair';
  if (/service/i.test(action)) return 'service';
  if (/goods/i.test(action)) return 'goods';
  if (/story|save|notice/i.test(action)) return 'notice';
  if (/consent/i.test(action)) return 'consent';
  if (/deliver|handOut/i.test(action)) return 'delivery';
  return 'feedback';
}

interface Found {
  step: number;
  what: string;
}

class Years {
  private now: number;
  private caller = '';
  private step = 0;
  private readonly lines: LogLine[] = [];
  private readonly main = new Map<string, (event: unknown) => Promise<CallResult<unknown>>>();
  private readonly actions = allActions();
  private readonly ids;
  private readonly pool: Pool;
  private readonly invites: string[] = [];
  /** What was done since the records were looked at. */
  private readonly done: string[] = [];
  private readonly told = new Set<string>();
  private readonly tables = new Map<string, TimerTable>();
  readonly found: Found[] = [];
  readonly tally = new Map<string, Map<string, number>>();

  constructor(
    private readonly local: Awaited<ReturnType<typeof startLocal>>,
    private readonly pick: Pick,
    from: number,
    seed: number,
  ) {
    this.now = from;
    const random = seededRandom(seed);
    this.ids = makeIds((n) => random.bytes(n));
    this.pool = new Pool(
      (collection, query) => local.documents(collection, query),
      () => this.now,
    );
    for (const name of functionNames())
      this.main.set(
        name,
        serve(name, tableOf(name) as unknown as ActionTable<FunctionName>, {
          clock: { now: () => this.now },
          ids: this.ids,
          store: openStore,
          openid: () => this.caller,
          sendsMessages: true,
          afterCommit: (work) => work(),
          log: (line) => this.lines.push(line),
        }),
      );
    for (const [name] of [...DAILY, ...OFTEN])
      if (!this.tables.has(name)) this.tables.set(name, timersOf(name));
  }

  private note(what: string): void {
    this.found.push({ step: this.step, what });
    console.log(`step ${this.step} ${chinaDate(this.now)}: ${what}`);
  }

  async call(
    openid: string,
    fn: FunctionName,
    action: string,
    input: unknown,
    as?: ActingAs,
  ): Promise<CallResult<unknown>> {
    this.caller = openid;
    this.lines.length = 0;
    const event = { action, input, requestId: this.ids.token(), ...(as ? { as } : {}) };
    const answer = (await this.main.get(fn)?.(event)) as CallResult<unknown>;
    const code = answer.ok ? 'OK' : answer.code;
    const counted = this.tally.get(`${fn}.${action}`) ?? new Map<string, number>();
    this.tally.set(`${fn}.${action}`, counted.set(code, (counted.get(code) ?? 0) + 1));
    if (!answer.ok && !EXPECTED.has(answer.code))
      this.note(
        `${fn}.${action} ${JSON.stringify(input)} as ${JSON.stringify(as)}: ${JSON.stringify(this.lines)}`,
      );
    const odd = this.lines.filter(({ level, code: logged }) => level === 'error' && logged !== 'INTERNAL');
    if (odd.length > 0) this.note(`${fn}.${action}: ${JSON.stringify(odd)}`);
    if (answer.ok && tableOf(fn)[action]?.kind === 'command') {
      this.pool.refresh();
      this.done.push(`${fn}.${action} ${JSON.stringify(input)} ${JSON.stringify(as ?? null)}`);
    }
    return answer;
  }

  private async timer(name: string, trigger: string): Promise<void> {
    const lines: LogLine[] = [];
    await runTimer(name, this.tables.get(name) as TimerTable, trigger, {
      clock: { now: () => this.now },
      ids: this.ids,
      store: openStore(),
      log: (line) => lines.push(line),
      sendsMessages: true,
    }).catch((error: unknown) => this.note(`timer ${name}.${trigger}: ${String(error)}`));
    const odd = lines.filter(({ code }) => code !== 'OK');
    if (odd.length > 0) this.note(`timer ${name}.${trigger}: ${JSON.stringify(odd.slice(0, 3))}`);
    this.pool.refresh();
  }

  /** Someone who may, or now and then someone who may not. */
  private actorFor({ may }: AnyAction): { openid: string; as?: ActingAs } {
    const { pick } = this;
    const role = may[pick(may.length)] as May;
    const users = this.pool.all('users');
    if (role === 'user' && pick(3) === 0) return { openid: `onew-${this.step}-x` };
    if (role === 'user' || pick(25) === 0) {
      const user = users[pick(users.length)] as UserDoc;
      const actors = actorsOf(user._id, user);
      const as = actors.length > 0 ? actingAs(actors[pick(actors.length)] as never) : null;
      return { openid: user._id, ...(as ? { as } : {}) };
    }
    if (role === 'assistant') {
      const consents = this.pool.all('assistConsents');
      const consent = consents[consents.length - 1 - pick(Math.min(5, consents.length))];
      if (consent)
        return { openid: consent.openid, as: { role: 'assistant', residentId: consent.residentId } };
    }
    const held = users.flatMap((user) =>
      actorsOf(user._id, user)
        .filter((actor) => actor.role === role)
        .map((actor) => ({ openid: user._id, as: actingAs(actor) })),
    );
    const one = held[pick(held.length)];
    if (!one) return { openid: `onobody-${role}-x` };
    return { openid: one.openid, ...(one.as ? { as: one.as } : {}) };
  }

  private async putPhoto(openid: string, action: string): Promise<void> {
    const _id = `years${this.step}photo`;
    const photo = {
      fileID: `cloud://local/photos/${_id}.jpg`,
      purpose: purposeOf(action),
      openid,
      usedIn: null,
      width: 8,
      height: 6,
      check: null,
      createdAt: this.now,
    };
    await this.local.ask(
      JSON.stringify({
        action: 'database.modifyDocument',
        collectionName: 'photos',
        query: JSON.stringify({ _id }),
        data: JSON.stringify(photo),
        multi: false,
        merge: false,
        upsert: true,
      }),
    );
  }

  /** A resident's code as a volunteer scans it: often of somebody that they are paired with. */
  private codeFor(openid: string): string | undefined {
    const { pick } = this;
    const pairings = this.pool
      .all('pairings')
      .filter(({ volunteerOpenid, state }) => volunteerOpenid === openid && state === 'active');
    const paired = pairings[pick(pairings.length)]?.residentId;
    const id = paired !== undefined && pick(4) > 0 ? paired : this.pool.id('residents', pick);
    const code = id === undefined ? undefined : this.pool.one('residents', id)?.code;
    return code ? unseal(code.sealed) : undefined;
  }

  private async randomCall(): Promise<void> {
    const { pick } = this;
    const { fn, action, definition } = this.actions[
      pick(this.actions.length)
    ] as (typeof this.actions)[number];
    if (definition.kind === 'query' && pick(3) > 0) return this.randomCall();
    const { openid, as } = this.actorFor(definition);
    let input = validInput(definition.input, picker(pick(1e9)), []) as Record<string, unknown>;
    if (JSON.stringify(input).includes('"photoId')) await this.putPhoto(openid, action);
    input = this.pool.filled(definition.input, input, openid, pick) as Record<string, unknown>;
    if ('rows' in input && action === 'importResidents')
      input = {
        rows: Array.from({ length: 1 + pick(3) }, () => {
          const { name, idNumber, certificateNumber, phone, address } = newPerson(
            bornYearsAgo(20 + pick(70)),
          );
          const villageId = this.pool.id('villages', pick) ?? '';
          return { name, idNumber, certificateNumber, phone, address, villageId, lowIncome: null };
        }),
      };
    if (typeof input.code === 'string') {
      const code = action === 'acceptInvite' ? this.invites.pop() : this.codeFor(openid);
      if (code !== undefined && pick(10) > 0) input = { ...input, code };
    }
    if (action === 'applyDevice') {
      const quoted = await this.call(openid, fn, 'quote', { itemIds: input.itemIds }, as);
      if (quoted.ok)
        input = { ...input, agreedPayFen: (quoted.data as { payFen: number | null }).payFen ?? 0 };
    }
    const answer = await this.call(openid, fn, action, input, as);
    if (answer.ok && action === 'inviteStaff') this.invites.push((answer.data as { code: string }).code);
  }

  /** A spreadsheet goes in, or not, and is taken back, or not. */
  private async import(): Promise<void> {
    const { pick } = this;
    const officers = this.pool.all('users').filter(({ staff }) => staff && staff.level !== 'admin');
    const officer = officers[pick(officers.length)];
    if (!officer) return;
    const residents = this.pool.all('residents').filter(({ status }) => status === 'active');
    const villages = this.pool.all('villages').filter(({ kind }) => kind !== 'town');
    const people = Array.from({ length: 1 + pick(8) }, () => newPerson(bornYearsAgo(20 + pick(70))));
    const again = residents[pick(residents.length)];
    const rows = [
      ...people.map((person) => sheetPerson(person, villages[pick(villages.length)]?.name)),
      ...(again
        ? [
            {
              name: again.name,
              idNumber: unseal(again.idNumber),
              certificateNumber: unseal(again.certificate),
              phone: '13911112222',
              address: '新地址1号',
              village: villages.find(({ _id }) => _id === again.villageId)?.name ?? '',
            },
          ]
        : []),
    ];
    const path = `incoming/years${String(this.step).padStart(19, '0')}.xlsx`;
    const { fileID } = await this.local.cloud.uploadFile(path, sheetOf(rows), { openid: officer._id });
    const as: ActingAs = { role: officer.staff?.level === 'village' ? 'villageStaff' : 'townStaff' };
    const started = await this.call(
      officer._id,
      'exchange',
      'startImport',
      { fileID, fileName: '名册.xlsx' },
      as,
    );
    if (!started.ok) return;
    let job = (started.data as { job: { jobId: string; state: string; next: number } }).job;
    const drive = async (): Promise<void> => {
      for (let n = 0; n < 20 && ['checking', 'importing', 'undoing'].includes(job.state); n += 1) {
        const answer = await this.call(
          officer._id,
          'exchange',
          'advance',
          { jobId: job.jobId, next: job.next },
          as,
        );
        if (!answer.ok) return;
        job = (answer.data as { job: typeof job }).job;
      }
    };
    await drive();
    if (pick(4) === 0) return;
    await this.call(
      officer._id,
      'exchange',
      'commitImport',
      { jobId: job.jobId, updates: pick(2) ? 'update' : 'skip', probables: pick(2) ? 'add' : 'skip' },
      as,
    );
    const again2 = await this.call(officer._id, 'exchange', 'importJob', { jobId: job.jobId }, as);
    if (again2.ok) job = (again2.data as { job: typeof job }).job;
    await drive();
    for (let n = pick(30); n > 0; n -= 1) await this.turn();
    if (pick(2) === 0) return;
    const undo = await this.call(
      officer._id,
      'exchange',
      'undoImport',
      { jobId: job.jobId, reason: '名单不对' },
      as,
    );
    if (!undo.ok) return;
    const undoing = await this.call(officer._id, 'exchange', 'importJob', { jobId: job.jobId }, as);
    if (undoing.ok) job = (undoing.data as { job: typeof job }).job;
    await drive();
  }

  private async passTime(): Promise<void> {
    const { pick } = this;
    const kind = pick(200);
    const before = chinaDate(this.now);
    this.now +=
      kind < 120
        ? pick(5) * MINUTE
        : kind < 180
          ? pick(90) * MINUTE
          : kind < 199
            ? pick(30) * HOUR
            : pick(40) * DAY;
    if (pick(4) === 0) {
      const [name, trigger] = OFTEN[pick(OFTEN.length)] as (typeof OFTEN)[number];
      await this.timer(name, trigger);
    }
    if (chinaDate(this.now) !== before) await this.night();
  }

  private async night(): Promise<void> {
    for (const [name, trigger] of OFTEN) await this.timer(name, trigger);
    for (const [name, trigger] of DAILY) {
      if (trigger === 'counters') await this.recount();
      await this.timer(name, trigger);
    }
  }

  /** Figures are what the records say; people have had birthdays since the last night. */
  private async recount(): Promise<void> {
    const differing = await recountAll(
      (collection) => Promise.resolve(this.pool.all(collection)) as never,
      this.now,
    );
    const odd = differing.filter((one) => !JSON.stringify(one).includes('byAge'));
    if (odd.length > 0) this.note(`figures: ${JSON.stringify(odd.slice(0, 5))}`);
  }

  look(): void {
    const names = Object.keys(schema.collections) as CollectionName[];
    const data = Object.fromEntries(
      names.map((name) => [name, this.pool.all(name).filter(({ _id }) => !_id.startsWith('rate:'))]),
    ) as unknown as Snapshot;
    const findings = checkData(data);
    const fresh = findings.filter((one) => !this.told.has(JSON.stringify(one)));
    for (const one of fresh) this.told.add(JSON.stringify(one));
    if (fresh.length > 0)
      this.note(`data: ${JSON.stringify(fresh.slice(0, 5))} after\n${this.done.join('\n')}`);
    this.done.length = 0;
  }

  async turn(): Promise<void> {
    this.step += 1;
    await this.passTime();
    if (this.pick(150) === 0) await this.import();
    await this.randomCall();
    if (this.step % 20 === 0) this.look();
  }

  day(): string {
    return chinaDate(this.now);
  }
}

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: { calls: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' } },
  });
  const seed = Number(values.seed);
  const calls = Number(values.calls);
  const dir = mkdtempSync(join(tmpdir(), 'simen-years-'));
  const local = await startLocal(
    { schemaFile: join(ROOT, 'cloudfunctions/schema.json'), dataDir: dir, port: 0, watch: false },
    { log: () => undefined, durable: false },
  );
  const leaveLine = local.layLine();
  try {
    process.env = { ...process.env };
    const from = Date.now();
    await buildDemo({ cloudUrl: local.url, functionEnv: BENCH_ENV, seed: 7, until: from });
    console.log('the village is there');
    const years = new Years(local, picker(seed), from, seed);
    for (let n = 0; n < calls && years.found.length < 10; n += 1) {
      await years.turn();
      if (n % 1000 === 999) console.log(`${n + 1} calls, ${years.day()}`);
    }
    const accepted = [...years.tally].map(([action, codes]) => [action, codes.get('OK') ?? 0] as const);
    const never = accepted.filter(([, ok]) => ok === 0).map(([action]) => action);
    const total = accepted.reduce((sum, [, ok]) => sum + ok, 0);
    console.log(`accepted ${total}; until ${years.day()}; never accepted: ${never.join(' ')}`);
    for (const [action, codes] of [...years.tally].sort()) console.log(action, JSON.stringify([...codes]));
    console.log(`${years.found.length} found`);
    process.exitCode = years.found.length > 0 ? 1 : 0;
  } finally {
    leaveLine();
    await local.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

void run();
