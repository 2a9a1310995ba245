/** Employment files (一人一档), for staff. */
import type { ActionName, Input, Output } from '../../../typings/api';
import { call } from '../../services/call';

type Name = ActionName<'employment'>;
type In<A extends Name> = Input<'employment', A>;
type Out<A extends Name> = Output<'employment', A>;

export const jobFiles = (input: In<'files'>): Promise<Out<'files'>> => call('employment', 'files', input);

/** Of working age, without a file. */
export const withoutJobFile = (input: In<'withoutFile'>): Promise<Out<'withoutFile'>> =>
  call('employment', 'withoutFile', input);

/** One file; each reading is written down. */
export const jobFile = (residentId: string): Promise<Out<'file'>> =>
  call('employment', 'file', { residentId });

export const saveJobFile = (input: In<'saveFile'>, requestId: string): Promise<Out<'saveFile'>> =>
  call('employment', 'saveFile', input, { requestId });

export const saveJobPlan = (input: In<'savePlan'>, requestId: string): Promise<Out<'savePlan'>> =>
  call('employment', 'savePlan', input, { requestId });

export const addJobFollowUp = (input: In<'addFollowUp'>, requestId: string): Promise<Out<'addFollowUp'>> =>
  call('employment', 'addFollowUp', input, { requestId });

export const recordJobOutcome = (
  input: In<'recordOutcome'>,
  requestId: string,
): Promise<Out<'recordOutcome'>> => call('employment', 'recordOutcome', input, { requestId });

/** Offers that fit the person of a file. */
export const suggestJobs = (residentId: string): Promise<Out<'suggestJobs'>> =>
  call('employment', 'suggestJobs', { residentId });

/** People whom an offer fits. */
export const suggestPeople = (noticeId: string): Promise<Out<'suggestPeople'>> =>
  call('employment', 'suggestPeople', { noticeId });
