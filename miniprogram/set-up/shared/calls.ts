/** Calls of the set-up pages: only these pages need them, so they are not in the main package. */
import type { ActionName, FunctionName, Input, Output } from '../../../typings/api';
import { call } from '../../services/call';

type Ask<F extends FunctionName, A extends ActionName<F>> = (input: Input<F, A>) => Promise<Output<F, A>>;
type Do<F extends FunctionName, A extends ActionName<F>> = (
  input: Input<F, A>,
  requestId: string,
) => Promise<Output<F, A>>;

const ask =
  <F extends FunctionName, A extends ActionName<F>>(fn: F, action: A): Ask<F, A> =>
  (input) =>
    call(fn, action, input);
const act =
  <F extends FunctionName, A extends ActionName<F>>(fn: F, action: A): Do<F, A> =>
  (input, requestId) =>
    call(fn, action, input, { requestId });

export const staffList = ask('accounts', 'staffList');
export const staffMember = ask('accounts', 'staffMember');
export const inviteStaff = act('accounts', 'inviteStaff');
export const changeStaff = act('accounts', 'changeStaff');
export const reissueInvite = act('accounts', 'reissueInvite');
export const endStaff = act('accounts', 'endStaff');
export const audit = ask('accounts', 'audit');

export const places = ask('registry', 'places');
export const saveVillage = act('registry', 'saveVillage');
export const closeVillage = act('registry', 'closeVillage');
export const orderVillages = act('registry', 'orderVillages');
export const saveVillagePhones = act('registry', 'saveVillagePhones');
export const saveTownOffice = act('registry', 'saveTownOffice');
export const parameters = ask('registry', 'parameters');
export const parameter = ask('registry', 'parameter');
export const setParameter = act('registry', 'setParameter');
export const removeParameter = act('registry', 'removeParameter');

export const catalogueSetUp = ask('applications', 'catalogueSetUp');
export const catalogueUse = ask('applications', 'catalogueUse');
export const saveCatalogueItem = act('applications', 'saveCatalogueItem');
export const previewPayment = ask('applications', 'previewPayment');

export const screenLinks = ask('dashboard', 'screenLinks');
export const createScreenLink = act('dashboard', 'createScreenLink');
export const revokeScreenLink = act('dashboard', 'revokeScreenLink');

export const reports = ask('upkeep', 'reports');
export const dailyReports = ask('upkeep', 'dailyReports');
export const health = ask('upkeep', 'health');
export const incidents = ask('upkeep', 'incidents');
export const incidentCounts = ask('upkeep', 'incidentCounts');
