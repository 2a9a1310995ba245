/** How long a service has run, by the server's clock: the phone's may be wrong by hours. */
import type { ServiceView } from '../../../typings/api/pairing';
import { runningWords } from './service-view';

/** Gives the words for the moment in which it is asked; none when the service does not run. */
export function serviceClock({ state, startedAt, now }: ServiceView): () => string {
  if (state !== 'running') return () => '';
  const ahead = now - Date.now();
  return () => runningWords(startedAt, Date.now() + ahead);
}
