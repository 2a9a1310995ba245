import { serve } from '../core/serve';
import { withTimers } from '../core/timers';
import { applicationsActions } from './actions';
import { applicationsTimers } from './timers';

export const main = withTimers(
  'applications',
  applicationsTimers,
  serve('applications', applicationsActions),
);
