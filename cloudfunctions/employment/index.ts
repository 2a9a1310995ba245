import { serve } from '../core/serve';
import { employmentActions } from './actions';

export const main = serve('employment', employmentActions);
