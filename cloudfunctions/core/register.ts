/** What is the same for every writer of the register: how a person comes into it, and how a village counts its people. */
import { ageGroup, completedYears } from '../../miniprogram/shared/age';
import { maskIdNumber, maskPhone } from '../../miniprogram/shared/mask';
import type { RegisterRow } from '../../typings/api/registry';
import type { CalendarDate, Millis } from '../../typings/domain';
import type { CounterDoc, ResidentDoc } from './collections';
import { add } from './counters';
import { seal } from './crypto';
import type { MovedCollection } from './documents/register';
import type { RegisterFacts } from './register-row';

/** Collections whose records hang on a resident, and the field that names whom: what moves in a merge, and keeps a person in the register. */
export const HANGS_ON: Readonly<Record<MovedCollection, string>> = {
  applications: 'residentId',
  pairings: 'residentId',
  services: 'residentId',
  verifications: 'residentId',
  emergencyCalls: 'residentId',
  needs: 'residentId',
  donations: 'residentId',
  allotments: 'residentId',
  intentions: 'arrangement.residentId',
  assistConsents: 'residentId',
};

/** A new line of the register, with nothing that hangs on it yet. */
export function newResident(
  id: string,
  facts: RegisterFacts,
  { villageId, lowIncome }: Pick<RegisterRow, 'villageId' | 'lowIncome'>,
  now: Millis,
): ResidentDoc {
  return {
    _id: id,
    name: facts.name,
    sex: facts.sex,
    birthDate: facts.birthDate,
    idNumber: seal(facts.idNumber),
    idNumberMasked: maskIdNumber(facts.idNumber),
    certificate: seal(facts.certificate),
    certificateMasked: maskIdNumber(facts.certificate),
    phone: seal(facts.phone),
    phoneMasked: maskPhone(facts.phone),
    address: facts.address,
    category: facts.category,
    level: facts.level,
    villageId,
    status: 'active',
    lowIncome,
    binding: null,
    guardians: [],
    devices: [],
    code: null,
    pairings: [],
    asked: [],
    askedCases: [],
    running: [],
    leftOn: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}

/** Adds (1) or takes away (-1) a resident and the resident's phone, in the age group of today. */
export function countResident(
  counters: CounterDoc,
  { category, level, birthDate, binding }: ResidentDoc,
  on: CalendarDate,
  by: 1 | -1,
): void {
  counters.residents += by;
  if (binding) counters.boundUsers += by;
  add(counters.byCategory, category, by);
  add(counters.byLevel, level, by);
  const age = completedYears(birthDate, on);
  if (age.ok) counters.byAge[ageGroup(age.years)] += by;
}
