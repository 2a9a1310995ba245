import { serve } from '../core/serve';
import { accountsActions } from './actions';

export const main = serve('accounts', accountsActions);
