import { serve } from '../core/actions';
import { applicationsActions } from './actions';

export const main = serve('applications', applicationsActions);
