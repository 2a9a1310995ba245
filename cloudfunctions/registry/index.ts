import { serve } from '../core/actions';
import { registryActions } from './actions';

export const main = serve('registry', registryActions);
