/** The residents' register and the villages. */
import type { RegistryApi } from '../../typings/api/registry';
import { recall, remember } from './cache';
import { call } from './call';

type In<A extends keyof RegistryApi> = RegistryApi[A]['input'];
type Out<A extends keyof RegistryApi> = RegistryApi[A]['output'];
export type Village = Out<'villages'>['villages'][number];

const VILLAGES_KEY = 'villages';

/** All villages with the officers to call; kept on the phone, so that their numbers are there without network. */
export async function villages(): Promise<Village[]> {
  return remember(VILLAGES_KEY, (await call('registry', 'villages', {})).villages);
}

/** The villages of the last answer. */
export const knownVillages = (): Village[] | null => recall<Village[]>(VILLAGES_KEY);

/** Looks residents up. */
export const residents = (input: In<'residents'>): Promise<Out<'residents'>> =>
  call('registry', 'residents', input);

/** One resident, masked. */
export const resident = (residentId: string): Promise<Out<'resident'>> =>
  call('registry', 'resident', { residentId });

/** One number in full, for a reason that is logged. */
export const reveal = (input: In<'reveal'>): Promise<Out<'reveal'>> => call('registry', 'reveal', input);

/** Writes down what was checked about 低保 and 低边. */
export const recordLowIncome = (
  input: In<'recordLowIncome'>,
  requestId: string,
): Promise<Out<'recordLowIncome'>> => call('registry', 'recordLowIncome', input, { requestId });

/** Writes down that somebody moved to another village of the town; open cases go along. */
export const recordMove = (input: In<'recordMove'>, requestId: string): Promise<Out<'recordMove'>> =>
  call('registry', 'recordMove', input, { requestId });

/** Writes down that somebody left the town or died; open cases end. */
export const recordLeaving = (input: In<'recordLeaving'>, requestId: string): Promise<Out<'recordLeaving'>> =>
  call('registry', 'recordLeaving', input, { requestId });
