/** A village in which everybody does anything, and time passes. */
import type { ActionTable } from '../../cloudfunctions/core/actions';
import type { CollectionName } from '../../cloudfunctions/core/collections';
import { unseal } from '../../cloudfunctions/core/crypto';
import { openStore } from '../../cloudfunctions/core/database';
import { ERRORS } from '../../cloudfunctions/core/errors';
import { makeIds } from '../../cloudfunctions/core/ids';
import { checkData, type Snapshot } from '../../cloudfunctions/core/invariants';
import type { LogLine } from '../../cloudfunctions/core/logger';
import { isBirthdaysOnly, recountAll } from '../../cloudfunctions/core/recount';
import { serve } from '../../cloudfunctions/core/serve';
import { runTimer } from '../../cloudfunctions/core/timers';
import schema from '../../cloudfunctions/schema.json';
import { seededRandom } from '../../demo/random';
import type { startLocal } from '../../local/server';
import { chinaDate } from '../../miniprogram/shared/china-time';
import type { FunctionName } from '../../typings/api';
import type { ActingAs } from '../../typings/domain';
import type { CallResult } from '../../typings/wire';
import { newPerson, bornYearsAgo } from '../support/functions/people';
import { picker, validInput, type Pick } from '../support/trust/sample';
import { allActions, functionNames, tableOf, type AnyAction } from '../support/trust/tables';
import { Cast } from './cast';
import { LIVE, Pool } from './pool';
import { importSheet } from './sheet';
import { DAILY, OFTEN, type Timer } from './timers';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const EXPECTED = new Set(Object.keys(ERRORS).filter((code) => code !== 'INTERNAL'));

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

/** What makes people fewer: seldom, or nobody is left. */
const ENDING =
  /^(leave|unbind|leaveVolunteer|recordLeaving|recordMove|endStaff|endVolunteer|withdrawConsent|endGuardian|closeVillage|mergeResidents|endPairing|withdraw|reject|decideVerification|cancel.*|removeParameter|setParameter)$/;

/** How long until somebody does something: chances in 200, added up, and the longest pause. */
const PAUSES: readonly (readonly [chance: number, most: number])[] = [
  [120, 5 * MINUTE],
  [180, 90 * MINUTE],
  [199, 30 * HOUR],
  [200, 40 * DAY],
];

/** What volunteers do at the door. */
const SCANS = /^(askPairing|startService|endService)$/;

interface Found {
  step: number;
  what: string;
}

export class Life {
  private now: number;
  private caller = '';
  private step = 0;
  private photos = 0;
  private readonly lines: LogLine[] = [];
  private readonly main = new Map<string, (event: unknown) => Promise<CallResult<unknown>>>();
  private readonly actions = allActions();
  private readonly ids;
  private readonly pool: Pool;
  private readonly cast: Cast;
  private readonly invites: string[] = [];
  /** What was done since the records were looked at. */
  private readonly done: string[] = [];
  private readonly told = new Set<string>();
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
    this.cast = new Cast(this.pool, pick, () => this.day());
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

  private async timer({ fn, trigger, table }: Timer): Promise<void> {
    const lines: LogLine[] = [];
    await runTimer(fn, table, trigger, {
      clock: { now: () => this.now },
      ids: this.ids,
      store: openStore(),
      log: (line) => lines.push(line),
      sendsMessages: true,
    }).catch((error: unknown) => this.note(`timer ${fn}.${trigger}: ${String(error)}`));
    const odd = lines.filter(({ code }) => code !== 'OK');
    if (odd.length > 0) this.note(`timer ${fn}.${trigger}: ${JSON.stringify(odd.slice(0, 3))}`);
    this.pool.refresh();
  }

  private async putPhoto(openid: string, action: string): Promise<void> {
    this.photos += 1;
    const _id = `years${this.photos}photo`;
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

  private seldom({ kind }: AnyAction, action: string): boolean {
    return (kind === 'query' && this.pick(4) > 0) || (ENDING.test(action) && this.pick(6) > 0);
  }

  /** Somebody does something, mostly with a record that is under way: tries this and that until something is possible. */
  private async randomCall(): Promise<void> {
    const { pick } = this;
    if (pick(8) === 0) {
      const scans = this.actions.filter(({ action }) => SCANS.test(action));
      await this.try(scans[pick(scans.length)] as (typeof scans)[number]);
      return;
    }
    if (pick(3) === 0) {
      const one = this.actions[pick(this.actions.length)] as (typeof this.actions)[number];
      if (this.seldom(one.definition, one.action)) return this.randomCall();
      await this.try(one);
      return;
    }
    const [field, collection] = LIVE[pick(LIVE.length)] as (typeof LIVE)[number];
    const id = this.pool.id(collection, pick);
    if (id === undefined) return this.randomCall();
    const naming = this.actions.filter(
      ({ definition, action }) =>
        field in ((definition.input as { entries?: object }).entries ?? {}) &&
        !this.seldom(definition, action),
    );
    for (let tries = 0; tries < 6 && naming.length > 0; tries += 1) {
      const [one] = naming.splice(pick(naming.length), 1);
      const target = this.pool.one(collection, id) as unknown as Record<string, unknown> | undefined;
      if (one && target && (await this.try(one, { [field]: id }, target))) return;
    }
  }

  /** One call with an input as it may come; whether it was accepted. */
  private async try(
    { fn, action, definition }: (typeof this.actions)[number],
    fixed: Record<string, string> = {},
    target?: Record<string, unknown>,
  ): Promise<boolean> {
    const { pick } = this;
    const { openid, as } = this.cast.actorFor(definition, target);
    let input = validInput(definition.input, picker(pick(1e9)), []) as Record<string, unknown>;
    if (JSON.stringify(input).includes('"photoId')) await this.putPhoto(openid, action);
    input = this.pool.filled(definition.input, input, this.cast.scopeOf(openid, as), pick, fixed) as Record<
      string,
      unknown
    >;
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
    return answer.ok;
  }

  private async passTime(): Promise<void> {
    const { pick } = this;
    const before = chinaDate(this.now);
    const chance = pick(200);
    const [, most] = PAUSES.find(([upTo]) => chance < upTo) ?? [0, MINUTE];
    this.now += pick(most);
    if (pick(4) === 0) await this.timer(OFTEN[pick(OFTEN.length)] as Timer);
    if (chinaDate(this.now) !== before) await this.night();
  }

  private async night(): Promise<void> {
    for (const timer of OFTEN) await this.timer(timer);
    for (const timer of DAILY) {
      if (timer.trigger === 'counters') await this.recount();
      await this.timer(timer);
    }
  }

  /** Figures are what the records say; people have had birthdays since the last night. */
  private async recount(): Promise<void> {
    const differing = await recountAll(
      (collection) => Promise.resolve(this.pool.all(collection)) as never,
      this.now,
    );
    const odd = differing.filter(({ differences }) => !isBirthdaysOnly(differences));
    if (odd.length > 0) this.note(`figures: ${JSON.stringify(odd.slice(0, 5))}`);
  }

  /** A file as a phone hands it in. */
  async upload(openid: string, file: Buffer): Promise<string> {
    const path = `incoming/years${String(this.step).padStart(19, '0')}.xlsx`;
    return (await this.local.cloud.uploadFile(path, file, { openid })).fileID;
  }

  look(): void {
    const names = Object.keys(schema.collections) as CollectionName[];
    const data = Object.fromEntries(
      names.map((name) => [name, this.pool.all(name).filter(({ _id }) => !_id.startsWith('rate:'))]),
    ) as unknown as Snapshot;
    const findings = checkData(data, this.now);
    const fresh = findings.filter((one) => !this.told.has(JSON.stringify(one)));
    for (const one of fresh) this.told.add(JSON.stringify(one));
    if (fresh.length > 0)
      this.note(`data: ${JSON.stringify(fresh.slice(0, 5))} after\n${this.done.join('\n')}`);
    this.done.length = 0;
  }

  async turn(): Promise<void> {
    this.step += 1;
    await this.passTime();
    if (this.pick(150) === 0) await importSheet(this, this.pool, this.pick);
    await this.randomCall();
    if (this.step % 20 === 0) this.look();
  }

  day(): string {
    return chinaDate(this.now);
  }
}
