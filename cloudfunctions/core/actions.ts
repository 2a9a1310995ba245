/**
 * How a function's actions are declared: a table, each with who may, the schema of its input and its use case. What is not in the
 * table does not exist; who is not in `may` is refused; what does not fit the schema is refused with the fields named.
 */
import type * as v from 'valibot';
import type { ActionName, FunctionName, Input, Output } from '../../typings/api';
import type { AssistScope } from '../../typings/api/assist';
import type { ActingAs, Millis } from '../../typings/domain';
import type { FigurePath, Figures, NeedsOwn } from './caller';
import type { Clock } from './clock';
import type { UserDoc } from './collections';
import type { Along, Reader, Tx } from './database';
import type { Actor, ActorOf, May } from './identity';
import type { Ids } from './ids';
import type { Message } from './notify';
import type { RateLimit } from './rate-limit';

/** What an audit entry is about: ids only. */
export interface About {
  target?: string;
  residentId?: string;
  villageId?: string;
  reason?: string;
}

/** What every use case gets. */
export interface CallContext<A extends Actor = Actor> {
  actor: A;
  /** The caller's own document: all roles held, not only the one acted in. */
  user: UserDoc | null;
  /**
   * Figures that came along with the caller, for the town only those that the action names; null: none did. Read them by figuresOf(),
   * which knows when they hold.
   */
  office: Figures[] | null;
  /** The role that was asked for; a wish, `actor` is what was granted. */
  as: ActingAs | undefined;
  /** The resident's consent under which an assistant acts; null for everybody else. */
  consentId: string | null;
  reader: Reader;
  clock: Clock;
  ids: Ids;
  requestId: string;
  /** Says what the audit entry of this call is about. */
  about(about: About): void;
  /** Done when this call is refused, outside of its transaction: what must be remembered of a refusal. A repeated call is none. */
  refused(work: () => Promise<void>): void;
}

export interface CommandContext<A extends Actor = Actor> extends CallContext<A> {
  /** Everything written here is committed together with the audit entry and the first answer, or not at all. */
  tx: Tx;
  /** Sends a message after the commit; it is kept with the command until WeChat has it. */
  tell(message: Message): void;
  /** Says that a photo or a voice note is used in a record from now on: written with the audit entry, in the request that it costs anyway. */
  use(id: string, recordId: string): void;
  /** Done after the commit, once; its failure is logged and does not undo anything. */
  after(work: () => Promise<void>): void;
}

/** What is known of a call before anything is read: nothing of it is checked yet. */
export interface Asked {
  openid: string;
  as: ActingAs | undefined;
  now: Millis;
}

/** How often one user may do it. */
export interface Limit<I> extends RateLimit {
  /** Which calls count; every one, when left out. */
  counts?(input: I): boolean;
}

interface ActionBase<I> {
  may: readonly May[];
  input: v.GenericSchema<unknown, I>;
  /** null: as often as they like. */
  limit: Limit<I> | null;
  /**
   * What the use case will ask for beside the caller, so that it comes in the same request. Only a hint: what is missing here is read
   * when it is asked for, and what came for somebody who may not have it is asked for by nobody.
   */
  brings(input: I, asked: Asked): readonly Along[];
}

export interface QueryAction<I, O> extends ActionBase<I> {
  kind: 'query';
  /** Whether it needs the caller's own document or office, which then comes along in the request that reads the caller. */
  needsOwn: NeedsOwn;
  /** Which figures of all its villages the town needs for this, null: all. They are most of what a page of the town waits for. */
  figures(input: I): readonly FigurePath[] | null;
  /** Whether this answer is a sensitive read, of which an audit entry is written. */
  audited(answer: O, actor: Actor): boolean;
  handle(ctx: CallContext, input: I): Promise<O>;
}

export interface CommandAction<I, O> extends ActionBase<I> {
  kind: 'command';
  /** What a resident must have agreed to before an assistant does it. */
  assists: AssistScope;
  handle(ctx: CommandContext, input: I): Promise<O>;
}

export type ActionDefinition<I, O> = QueryAction<I, O> | CommandAction<I, O>;

/** A function's table: exactly the actions of its contract. */
export type ActionTable<F extends FunctionName> = {
  [A in ActionName<F>]: ActionDefinition<Input<F, A>, Output<F, A>>;
};

/** Declares an action that only reads. */
export function query<I, O, M extends May>(definition: {
  may: readonly M[];
  input: v.GenericSchema<unknown, I>;
  limit?: Limit<I>;
  brings?: (input: I, asked: Asked) => readonly Along[];
  needsOwn?: NeedsOwn;
  figures?: (input: I) => readonly FigurePath[];
  audited?: (answer: O, actor: ActorOf<M>) => boolean;
  handle: (ctx: CallContext<ActorOf<M>>, input: I) => Promise<O>;
}): QueryAction<I, O> {
  return {
    kind: 'query',
    needsOwn: definition.needsOwn ?? false,
    figures: (input) => definition.figures?.(input) ?? null,
    may: definition.may,
    input: definition.input,
    limit: definition.limit ?? null,
    brings: (input, asked) => definition.brings?.(input, asked) ?? [],
    audited: (answer, actor) => definition.audited?.(answer, actor as ActorOf<M>) ?? false,
    // chooseActor() gave an actor whose role is in `may`.
    handle: (ctx, input) => definition.handle(ctx as CallContext<ActorOf<M>>, input),
  };
}

/** Declares an action that changes something: one transaction, repeatable with the same request id. */
export function command<I, O, M extends May>(definition: {
  may: readonly M[];
  input: v.GenericSchema<unknown, I>;
  assists?: AssistScope;
  limit?: Limit<I>;
  brings?: (input: I, asked: Asked) => readonly Along[];
  handle: (ctx: CommandContext<ActorOf<M>>, input: I) => Promise<O>;
}): CommandAction<I, O> {
  return {
    kind: 'command',
    assists: definition.assists ?? 'file',
    may: definition.may,
    input: definition.input,
    limit: definition.limit ?? null,
    brings: (input, asked) => definition.brings?.(input, asked) ?? [],
    handle: (ctx, input) => definition.handle(ctx as CommandContext<ActorOf<M>>, input),
  };
}
