/** The one way into a function: an event comes in, the table is asked, one shape goes out. */
import cloud from 'wx-server-sdk';
import * as v from 'valibot';
import type { ActionName, FunctionName } from '../../typings/api';
import type { CallEnvelope, CallResult } from '../../typings/wire';
import type { ActionDefinition, ActionTable } from './actions';
import { Call, type Outside } from './call';
import { systemClock } from './clock';
import { openStore } from './database';
import { AppError, ERRORS } from './errors';
import { systemIds } from './ids';
import { keepIncident } from './incidents';
import { isTooDeep } from './input';
import { writeLog } from './logger';
import { noteBeforeTimeLimit, type FunctionContext } from './time-limit';

const realOutside: Outside = {
  clock: systemClock,
  ids: systemIds,
  store: openStore,
  openid: () => cloud.getWXContext().OPENID,
  sendsMessages: true,
  afterCommit: (work) => work(),
  log: writeLog,
  keep: keepIncident,
};

const envelopeSchema = v.strictObject({
  action: v.pipe(v.string(), v.maxLength(60)),
  input: v.optional(v.unknown()),
  requestId: v.optional(v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/))),
  as: v.optional(
    v.strictObject({
      role: v.picklist([
        'resident',
        'guardian',
        'assistant',
        'volunteer',
        'villageStaff',
        'townStaff',
        'admin',
      ]),
      residentId: v.optional(v.pipe(v.string(), v.maxLength(64))),
    }),
  ),
  // The WeChat client adds these to every event by itself.
  userInfo: v.optional(v.unknown()),
  tcbContext: v.optional(v.unknown()),
});

/** The main function of a table: takes the event of a call, always answers one wire shape, never throws. */
export function serve<F extends FunctionName>(
  functionName: F,
  table: ActionTable<F>,
  outside: Outside = realOutside,
): (event: unknown, context?: FunctionContext) => Promise<CallResult<unknown>> {
  return async (event, context) => {
    const requestId = outside.ids.record(outside.clock.now());
    const fail = (code: string, message: string, fields?: Record<string, string>): CallResult<unknown> => ({
      ok: false,
      code,
      message,
      requestId,
      ...(fields === undefined ? {} : { fields }),
    });
    const openid = outside.openid();
    const parsed = v.safeParse(envelopeSchema, event);
    if (!parsed.success || isTooDeep(parsed.output.input)) return fail('BAD_REQUEST', ERRORS.BAD_REQUEST);
    if (openid === undefined || openid === '') return fail('NOT_SIGNED_IN', ERRORS.NOT_SIGNED_IN);
    const envelope = parsed.output as CallEnvelope;
    const definition = Object.hasOwn(table, envelope.action)
      ? (table[envelope.action as ActionName<F>] as ActionDefinition<unknown, unknown>)
      : undefined;
    if (!definition) return fail('UNKNOWN_ACTION', ERRORS.UNKNOWN_ACTION);

    const call = new Call(functionName, outside, openid, envelope, requestId);
    const ended = noteBeforeTimeLimit(context, (reason) => call.log('TIME_LIMIT', reason));
    try {
      const data = await call.run(definition);
      await call.log('OK');
      return { ok: true, data };
    } catch (error) {
      if (error instanceof AppError) {
        await call.log(error.code);
        return fail(error.code, error.message, error.fields);
      }
      await call.log('INTERNAL', error);
      return fail('INTERNAL', ERRORS.INTERNAL);
    } finally {
      ended();
    }
  };
}
