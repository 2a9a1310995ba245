import { serve } from '../core/actions';
import { isHttpEvent } from '../core/http-event';
import { dashboardActions } from './actions';
import { serveScreen } from './http';

const call = serve('dashboard', dashboardActions);

/** By HTTP access the screen's figures; from a phone the actions. */
export function main(event: unknown): Promise<unknown> {
  return isHttpEvent(event) ? serveScreen(event) : call(event);
}
