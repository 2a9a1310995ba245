/** The tables of all deployed functions: what the matrix and its tests go through. */
import { accountsActions } from '../cloudfunctions/accounts/actions';
import { applicationsActions } from '../cloudfunctions/applications/actions';
import type { ActionTable } from '../cloudfunctions/core/actions';
import { dashboardActions } from '../cloudfunctions/dashboard/actions';
import { donationsActions } from '../cloudfunctions/donations/actions';
import { emergencyActions } from '../cloudfunctions/emergency/actions';
import { employmentActions } from '../cloudfunctions/employment/actions';
import { exchangeActions } from '../cloudfunctions/exchange/actions';
import { mediaActions } from '../cloudfunctions/media/actions';
import { noticesActions } from '../cloudfunctions/notices/actions';
import { pairingActions } from '../cloudfunctions/pairing/actions';
import { pointsActions } from '../cloudfunctions/points/actions';
import { registryActions } from '../cloudfunctions/registry/actions';
import { upkeepActions } from '../cloudfunctions/upkeep/actions';
import type { FunctionName } from '../typings/api';

export const ACTION_TABLES: { [F in FunctionName]: ActionTable<F> } = {
  accounts: accountsActions,
  applications: applicationsActions,
  dashboard: dashboardActions,
  donations: donationsActions,
  emergency: emergencyActions,
  employment: employmentActions,
  exchange: exchangeActions,
  media: mediaActions,
  notices: noticesActions,
  pairing: pairingActions,
  points: pointsActions,
  registry: registryActions,
  upkeep: upkeepActions,
};
