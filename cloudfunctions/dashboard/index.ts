import { serve } from '../core/serve';
import { isHttpEvent } from '../core/http-event';
import type { FunctionContext, Main } from '../core/time-limit';
import { dashboardActions } from './actions';
import { serveScreen } from './http';

const call: Main = serve('dashboard', dashboardActions);

/** By HTTP access the screen's figures; from a phone the actions. */
export function main(event: unknown, context: FunctionContext | undefined): Promise<unknown> {
  return isHttpEvent(event) ? serveScreen(event) : call(event, context);
}
