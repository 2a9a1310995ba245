import { serve } from '../core/actions';
import { mediaActions } from './actions';

export const main = serve('media', mediaActions);
