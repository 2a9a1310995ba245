/** One call of an action: who calls, in which role, with what; the command as one transaction with its audit entry and first answer. */
import * as v from 'valibot';
import type { AssistScope } from '../../typings/api/assist';
import type { CallEnvelope } from '../../typings/wire';
import type {
  About,
  ActionDefinition,
  CallContext,
  CommandAction,
  CommandContext,
  Limit,
  QueryAction,
} from './actions';
import { mustAssist, noteAct } from './assist';
import { readCaller, type Figures } from './caller';
import { today, type Clock } from './clock';
import type { AuditDoc, UserDoc } from './collections';
import { hash, lookupKey, seal, unseal } from './crypto';
import type { Along, Reader, Store, Tx } from './database';
import { IdTaken } from './transaction';
import type { Use } from './documents/commands';
import type { MessageDoc } from './documents/safeguard';
import { AppError } from './errors';
import { actorsOf, assistantOf, chooseActor, type Actor } from './identity';
import type { Ids } from './ids';
import type { keepIncident } from './incidents';
import { scrub, type LogLine } from './logger';
import type { Message } from './notify';
import { NOT_SENT, deliver, keepMessages } from './outbox';
import { countCall } from './rate-limit';

/** What a function takes from outside; the demo builder and tests give their own. */
export interface Outside {
  clock: Clock;
  ids: Ids;
  store: () => Store;
  openid: () => string | undefined;
  /** Whether messages are kept and sent. The demo builder leaves them out: nobody is waiting for old ones. */
  sendsMessages: boolean;
  /** Does what a command left for after its commit. */
  afterCommit: (work: () => Promise<void>) => Promise<void>;
  log: (line: LogLine) => void;
  /** Lists what failed or took long; the demo builder and tests leave it out. */
  keep?: typeof keepIncident;
}

const DUTY_ENDED = '您的工作职务已经停用，这件事没有办。请返回首页；有疑问请联系镇残联的管理员';
const ASSISTING_DENIED = '这件事不能代办。请先退出代办，用工作人员身份办，或者由本人办';
const ROLE_ENDED = '您已不再替这位家人办事，这件事没有办。请返回首页；有疑问请打电话给村残协';

/** The input as its schema gives it; refused with the fields named. */
function mustFit<I>(parsed: v.SafeParseResult<v.GenericSchema<unknown, I>>): I {
  if (parsed.success) return parsed.output;
  const fields: Record<string, string> = {};
  for (const issue of parsed.issues) {
    const path = issue.path?.map((part) => String(part.key)).join('.') ?? '';
    // Our own messages are Chinese; valibot's begin in English and may repeat what was typed, Chinese or not.
    fields[path] ??= /^[\x20-\x7e]{3}/.test(issue.message) ? '这一项不对，请检查' : issue.message;
  }
  throw new AppError('BAD_INPUT', { fields });
}

type Parsed = v.SafeParseResult<v.GenericSchema>;

interface CommandIdentity {
  id: string;
  action: string;
  inputHash: string;
}

function isOpen({ may }: ActionDefinition<unknown, unknown>): boolean {
  return may.includes('user');
}

function isSameCommand(done: AuditDoc, { action, inputHash }: CommandIdentity): boolean {
  // Once its answer is not kept any more, an entry only says that this id is used up.
  return done.action === action && done.first?.inputHash === inputHash;
}

function firstAnswer({ first }: AuditDoc): unknown {
  return first && (JSON.parse(unseal(first.answer)) as unknown);
}

export class Call {
  private readonly store: Store;
  private readonly started: number;
  private aboutWhat: About = {};
  private actor: Actor | null = null;
  private user: UserDoc | null = null;
  private office: Figures[] | null = null;
  private denied = false;
  private remembered: (() => Promise<void>)[] = [];
  private uses: Use[] = [];

  constructor(
    private readonly functionName: string,
    private readonly outside: Outside,
    private readonly openid: string,
    private readonly envelope: CallEnvelope,
    readonly requestId: string,
  ) {
    this.store = outside.store();
    this.started = Date.now();
  }

  run(definition: ActionDefinition<unknown, unknown>): Promise<unknown> {
    return definition.kind === 'query' ? this.runQuery(definition) : this.runCommand(definition);
  }

  /** What the use case will ask for beside the caller; nothing for an input that does not fit. */
  private brings(definition: ActionDefinition<unknown, unknown>, parsed: Parsed): readonly Along[] {
    if (!parsed.success) return [];
    const { openid, envelope, outside } = this;
    return definition.brings(parsed.output, { openid, as: envelope.as, now: outside.clock.now() });
  }

  /** Reads who calls a query, with what its page needs. */
  private async readForQuery(definition: QueryAction<unknown, unknown>, parsed: Parsed): Promise<void> {
    const only = parsed.success ? definition.figures(parsed.output) : null;
    const { needsOwn } = definition;
    const needs = { needsOwn, only, brings: this.brings(definition, parsed) };
    const caller = await readCaller(this.store, this.openid, this.envelope.as, needs);
    this.user = caller.user;
    this.office = caller.office;
  }

  /**
   * Reads who calls a command, when it has begun its transaction. Where the use case says what else it will ask for, all of it comes in
   * one request beside the transaction, anew for each try; otherwise the caller is the first that the transaction reads.
   */
  private async readForCommand(tx: Tx, along: readonly Along[]): Promise<void> {
    this.user =
      along.length === 0
        ? await tx.get('users', this.openid)
        : (
            await readCaller(this.store, this.openid, undefined, {
              needsOwn: false,
              only: null,
              brings: along,
            })
          ).user;
  }

  /** Says in which role the caller does it; refuses who has none that may. */
  private choose(definition: ActionDefinition<unknown, unknown>): void {
    this.actor = chooseActor(this.openid, this.user, definition.may, this.envelope.as);
    if (this.actor) return;
    this.denied = true;
    throw new AppError('FORBIDDEN', this.deniedWords());
  }

  private parse(definition: ActionDefinition<unknown, unknown>): Parsed {
    return v.safeParse(definition.input, this.envelope.input ?? {});
  }

  /** The audit entry of this command, which keeps its first answer, and what it was asked with. */
  private identityOf(input: unknown): CommandIdentity {
    return {
      id: hash(`${this.openid}|${this.envelope.requestId ?? ''}`).slice(0, 40),
      action: `${this.functionName}.${this.envelope.action}`,
      // With the key: a plain hash of names and numbers could be guessed.
      inputHash: lookupKey('input', JSON.stringify([this.envelope.as ?? null, input])),
    };
  }

  /**
   * The first answer to a command that is repeated: nothing was done now, whatever the records say of it by now. Also to a caller
   * who has no longer the role it was done in: leaving as a volunteer, ending one's own binding; "forbidden" would be wrong news.
   */
  private async answeredBefore(asked: CommandIdentity): Promise<{ answer: unknown } | null> {
    const done = await this.store.get('audit', asked.id);
    if (done && isSameCommand(done, asked)) return { answer: firstAnswer(done) };
    // Who may not do it learns nothing of what the id was used for.
    if (done && this.actor) throw new AppError('REQUEST_ID_REUSED');
    return null;
  }

  private async mustNotBeTooOften<I>(limit: Limit<I> | null, input: I): Promise<void> {
    if (!limit || limit.counts?.(input) === false) return;
    const action = `${this.functionName}.${this.envelope.action}`;
    try {
      await countCall(this.store, action, this.openid, limit, this.outside.clock.now());
    } catch (error) {
      this.denied = error instanceof AppError && error.code === 'TOO_MANY_TRIES';
      throw error;
    }
  }

  /** An officer whose duty was ended, or became another one, while the page was open. */
  private dutyEnded(): boolean {
    const role = this.envelope.as?.role;
    const asked = role === 'villageStaff' || role === 'townStaff' || role === 'admin';
    return asked && !actorsOf(this.openid, this.user).some((actor) => actor.role === role);
  }

  /** The consent under which an assistant acts; refused here when there is none or the resident is out of reach. */
  private async assisting(get: Pick<Reader, 'get'>, scope: AssistScope | null): Promise<string | null> {
    if (this.actor?.role !== 'assistant') return null;
    // A command looks again: a duty may have ended since the call began.
    const user = scope === null ? this.user : await get.get('users', this.openid);
    if (assistantOf(this.openid, user, this.actor.residentId)?.staffId !== this.actor.staffId)
      throw new AppError('FORBIDDEN');
    const day = today(this.outside.clock);
    const { resident, consent } = await mustAssist(get, this.actor, user, day, scope);
    this.aboutWhat = { residentId: resident._id, villageId: resident.villageId };
    return consent._id;
  }

  /** A guardian whose acting was ended while the page was open is told so, instead of that something is forbidden. */
  private roleEnded(): boolean {
    const { as } = this.envelope;
    const held = this.user?.guardianOf.some(({ residentId }) => residentId === as?.residentId) ?? false;
    return as?.role === 'guardian' && !held;
  }

  private deniedWords(): { message?: string } {
    if (this.dutyEnded()) return { message: DUTY_ENDED };
    if (this.roleEnded()) return { message: ROLE_ENDED };
    return this.envelope.as?.role === 'assistant' ? { message: ASSISTING_DENIED } : {};
  }

  async log(code: string, error?: unknown): Promise<void> {
    const line: LogLine = {
      level: code === 'OK' ? 'info' : error === undefined ? 'warn' : 'error',
      fn: this.functionName,
      action: this.envelope.action,
      requestId: this.requestId,
      code,
      ms: Date.now() - this.started,
      db: this.store.requests(),
      ...(error === undefined ? {} : { detail: scrub(error) }),
    };
    this.outside.log(line);
    await this.outside.keep?.(this.store, line, this.outside.clock.now());
  }

  private context(actor: Actor, consentId: string | null): CallContext {
    return {
      consentId,
      actor,
      user: this.user,
      office: this.office,
      as: this.envelope.as,
      reader: this.store,
      clock: this.outside.clock,
      ids: this.outside.ids,
      requestId: this.requestId,
      about: (about) => {
        this.aboutWhat = { ...this.aboutWhat, ...about };
      },
      refused: (work) => {
        this.remembered.push(work);
      },
    };
  }

  /** What a refusal leaves: that it was a denial, and what its use case wants remembered of it. */
  private async noteRefusal(error: unknown): Promise<void> {
    if (!(error instanceof AppError)) return;
    if (this.denied) await this.recordDenial();
    for (const work of this.remembered) await work();
  }

  private async runQuery(definition: QueryAction<unknown, unknown>): Promise<unknown> {
    try {
      const parsed = this.parse(definition);
      await this.readForQuery(definition, parsed);
      this.choose(definition);
      const input = mustFit(parsed);
      await this.mustNotBeTooOften(definition.limit, input);
      const consentId = await this.assisting(this.store, null);
      const ctx = this.context(this.actor as Actor, consentId);
      const data = await definition.handle(ctx, input);
      // Written before the answer leaves: a sensitive read that cannot be recorded does not happen.
      if (definition.audited(data, this.actor as Actor))
        await this.store.append('audit', this.auditEntry('done', this.outside.ids.record(ctx.clock.now())));
      return data;
    } catch (error) {
      await this.noteRefusal(error);
      throw error;
    }
  }

  /**
   * Runs it as if it were new. That it is repeated is noticed when it is refused or when its audit entry cannot be added: either
   * way nothing of this try was kept, and the first answer is given.
   */
  private async runCommand(definition: CommandAction<unknown, unknown>): Promise<unknown> {
    const parsed = this.parse(definition);
    const asked =
      parsed.success && this.envelope.requestId !== undefined ? this.identityOf(parsed.output) : null;
    // The caller is the first that the transaction reads, and the use case has it there. Before it only for what ends without one.
    const early = isOpen(definition) || definition.limit !== null || !asked;
    try {
      if (early) {
        if (!isOpen(definition)) this.user = await this.store.get('users', this.openid);
        this.choose(definition);
      }
      const input = mustFit(parsed);
      await this.mustNotBeTooOften(definition.limit, input);
      if (!asked) throw new AppError('REQUEST_ID_REQUIRED');
      return await this.carryOut(definition, input, asked, this.brings(definition, parsed), early);
    } catch (error) {
      const mayBeRepeated = error instanceof IdTaken || error instanceof AppError;
      const before = asked && mayBeRepeated ? await this.answeredBefore(asked) : null;
      if (before) return before.answer;
      await this.noteRefusal(error);
      throw error;
    }
  }

  private async carryOut(
    definition: CommandAction<unknown, unknown>,
    input: unknown,
    { id, action, inputHash }: CommandIdentity,
    along: readonly Along[],
    chosen: boolean,
  ): Promise<unknown> {
    let afterwards: (() => Promise<void>)[] = [];
    let messages: Message[] = [];

    const data = await this.store.transaction(async (tx) => {
      afterwards = [];
      messages = [];
      this.aboutWhat = {};
      this.remembered = [];
      this.uses = [];
      if (!chosen || isOpen(definition) || along.length > 0) await this.readForCommand(tx, along);
      if (!chosen) this.choose(definition);
      const consentId = await this.assisting(tx, definition.assists);
      const ctx: CommandContext = {
        ...this.context(this.actor as Actor, consentId),
        tx,
        tell: (message) => {
          if (this.outside.sendsMessages) messages.push(message);
        },
        use: (id, recordId) => {
          this.uses.push({ id, recordId });
        },
        after: (work) => {
          afterwards.push(work);
        },
      };
      const answer = await definition.handle(ctx, input);
      const at = ctx.clock.now();
      if (consentId !== null) {
        const answers = definition.assists === 'answer';
        await noteAct(tx, consentId, { at, action, target: this.aboutWhat.target ?? null, answers });
      }
      // Sealed: an answer may hold an invitation code or a name.
      const first = { inputHash, answer: seal(JSON.stringify(answer)), at };
      const uses = this.uses.length > 0 ? { uses: this.uses } : {};
      await tx.create('audit', { ...this.auditEntry('done', id), ...uses, first });
      for (const doc of await keepMessages(tx, id, messages, at)) afterwards.push(() => this.send(doc));
      return answer;
    });

    for (const work of afterwards) {
      await this.outside.afterCommit(work).catch((error: unknown) => this.log('AFTER_FAILED', error));
    }
    return data;
  }

  /** What WeChat refuses is logged as not sent and not tried again; what it does not answer is left to the timer. */
  private async send(doc: MessageDoc): Promise<void> {
    const sent = await deliver(this.store, doc);
    if (sent !== 'sent') await this.log(NOT_SENT[sent]);
  }

  private auditEntry(outcome: AuditDoc['outcome'], id: string): AuditDoc {
    return {
      _id: id,
      at: this.outside.clock.now(),
      openid: this.openid,
      role: this.actor === null || this.actor.role === 'user' ? 'none' : this.actor.role,
      action: `${this.functionName}.${this.envelope.action}`,
      outcome,
      target: this.aboutWhat.target ?? null,
      residentId: this.aboutWhat.residentId ?? null,
      villageId: this.aboutWhat.villageId ?? null,
      reason: this.aboutWhat.reason ?? null,
      requestId: this.requestId,
    };
  }

  private async recordDenial(): Promise<void> {
    const id = this.outside.ids.record(this.outside.clock.now());
    await this.store
      .append('audit', this.auditEntry('denied', id))
      .catch((error: unknown) => this.log('AUDIT_FAILED', error));
  }
}
