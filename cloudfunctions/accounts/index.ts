import { serve } from '../core/actions';
import { accountsActions } from './actions';

export const main = serve('accounts', accountsActions);
