import { serve } from '../core/serve';
import { isHttpEvent } from '../core/http-event';
import type { FunctionContext } from '../core/time-limit';
import { withTimers } from '../core/timers';
import { exchangeActions } from './actions';
import { serveCards } from './cards/http';
import { exchangeTimers } from './timers';

const call = withTimers('exchange', exchangeTimers, serve('exchange', exchangeActions));

/** By HTTP access the pages of the office computer; from a phone the actions. */
export function main(event: unknown, context: FunctionContext | undefined): Promise<unknown> {
  return isHttpEvent(event) ? serveCards(event) : call(event, context);
}
