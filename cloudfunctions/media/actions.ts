import * as v from 'valibot';
import type { PhotoPurpose } from '../../typings/api/media';
import { command, type ActionTable } from '../core/actions';
import { accept } from './accept';

const PHOTO_PURPOSES = [
  'delivery',
  'feedback',
  'renovation',
  'repair',
  'wish',
  'service',
  'notice',
  'consent',
] as const satisfies readonly PhotoPurpose[];

/** Photos: who may hand one in. */
export const mediaActions: ActionTable<'media'> = {
  accept: command({
    may: ['resident', 'guardian', 'volunteer', 'villageStaff', 'townStaff'],
    input: v.strictObject({
      fileID: v.pipe(v.string(), v.maxLength(300)),
      purpose: v.picklist(PHOTO_PURPOSES),
    }),
    handle: accept,
  }),
};
