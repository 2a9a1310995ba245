import * as v from 'valibot';
import { command, type ActionTable } from '../core/actions';
import { accept } from './accept';

/** Photos: who may hand one in. */
export const mediaActions: ActionTable<'media'> = {
  accept: command({
    may: ['resident', 'guardian', 'villageStaff', 'townStaff'],
    input: v.strictObject({
      fileID: v.pipe(v.string(), v.maxLength(300)),
      purpose: v.picklist(['delivery', 'feedback']),
    }),
    handle: accept,
  }),
};
