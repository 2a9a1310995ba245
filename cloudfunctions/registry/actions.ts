import { command, query, type ActionTable } from '../core/actions';
import { nothing } from '../core/schemas';
import { registerActions } from './register-actions';
import * as schemas from './schemas';
import { importResidents } from './use-cases/import';
import { recordLeaving, recordMove } from './use-cases/leaving';
import { recordLowIncome } from './use-cases/residents';
import { parameter, parameters, removeParameter, setParameter } from './use-cases/parameters';
import {
  closeVillage,
  orderVillages,
  places,
  saveTownOffice,
  saveVillage,
  saveVillagePhones,
  villages,
} from './use-cases/places';

/** The residents' register, villages and parameters: who may do what. */
export const registryActions: ActionTable<'registry'> = {
  villages: query({ may: ['user'], input: nothing, handle: villages }),
  saveTownOffice: command({
    may: ['townStaff', 'admin'],
    input: schemas.townOfficeInput,
    handle: saveTownOffice,
  }),
  places: query({ may: ['villageStaff', 'townStaff', 'admin'], input: nothing, handle: places }),
  saveVillage: command({ may: ['admin'], input: schemas.villageInput, handle: saveVillage }),
  closeVillage: command({ may: ['admin'], input: schemas.closeVillageInput, handle: closeVillage }),
  orderVillages: command({ may: ['admin'], input: schemas.orderVillagesInput, handle: orderVillages }),
  saveVillagePhones: command({
    may: ['villageStaff', 'townStaff', 'admin'],
    input: schemas.villagePhonesInput,
    handle: saveVillagePhones,
  }),
  importResidents: command({
    may: ['townStaff', 'admin'],
    input: schemas.importInput,
    handle: importResidents,
  }),
  ...registerActions,
  recordLowIncome: command({
    may: ['villageStaff', 'townStaff'],
    input: schemas.lowIncomeInput,
    handle: recordLowIncome,
  }),
  recordMove: command({
    may: ['villageStaff', 'townStaff'],
    input: schemas.moveInput,
    handle: recordMove,
  }),
  recordLeaving: command({
    may: ['villageStaff', 'townStaff'],
    input: schemas.leavingInput,
    handle: recordLeaving,
  }),
  parameters: query({ may: ['townStaff', 'admin'], input: nothing, handle: parameters }),
  parameter: query({ may: ['townStaff', 'admin'], input: schemas.oneParameterInput, handle: parameter }),
  removeParameter: command({
    may: ['admin'],
    input: schemas.removeParameterInput,
    handle: removeParameter,
  }),
  setParameter: command({ may: ['admin'], input: schemas.parameterInput, handle: setParameter }),
};
