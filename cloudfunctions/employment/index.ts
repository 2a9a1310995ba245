import { serve } from '../core/actions';
import { employmentActions } from './actions';

export const main = serve('employment', employmentActions);
