import * as v from 'valibot';
import type { PhotoPurpose, VoicePurpose } from '../../typings/api/media';
import { command, query, type ActionTable } from '../core/actions';
import { cursor, id } from '../core/schemas';
import { accept } from './accept';
import { announce } from './announce';
import { acceptVoice } from './accept-voice';
import { mine } from './mine';
import { decidePicture, pictures } from './pictures';
import { readDocument } from './read-document';

const PHOTO_PURPOSES = [
  'delivery',
  'feedback',
  'renovation',
  'repair',
  'wish',
  'service',
  'notice',
  'consent',
  'goods',
  'donation',
] as const satisfies readonly PhotoPurpose[];
const VOICE_PURPOSES = ['feedback', 'application', 'consent'] as const satisfies readonly VoicePurpose[];

const OFFICERS = ['villageStaff', 'townStaff'] as const;
const MAY = ['resident', 'guardian', 'assistant', 'volunteer', 'villageStaff', 'townStaff', 'admin'] as const;
const fileID = v.pipe(v.string(), v.maxLength(300));
/** A name nobody guesses, with the ending of the file. */
const uploadPath = v.pipe(v.string(), v.regex(/^incoming\/[\w-]{16,64}\.\w{1,5}$/));
const someIds = v.pipe(v.array(id), v.maxLength(30));

/** Photos and voice notes: who may hand them in, and see again what is not used yet. */
export const mediaActions: ActionTable<'media'> = {
  // Whoever binds uploads the photo of a document and has no role yet.
  announce: command({
    limit: { times: 200, minutes: 60 },
    may: ['user'],
    input: v.strictObject({ path: uploadPath }),
    handle: announce,
  }),
  accept: command({
    may: MAY,
    input: v.strictObject({ fileID, purpose: v.picklist(PHOTO_PURPOSES) }),
    handle: accept,
  }),
  acceptVoice: command({
    may: MAY,
    input: v.strictObject({
      fileID,
      purpose: v.picklist(VOICE_PURPOSES),
      seconds: v.pipe(v.number(), v.minValue(0), v.maxValue(600)),
    }),
    handle: acceptVoice,
  }),
  // Whoever binds has no role yet. WeChat counts the recognitions of a day, for all together.
  readDocument: query({
    limit: { times: 10, minutes: 60 },
    may: ['user'],
    input: v.strictObject({ fileID }),
    handle: readDocument,
  }),
  mine: query({
    may: MAY,
    input: v.strictObject({ photoIds: someIds, voiceIds: someIds }),
    handle: mine,
  }),
  pictures: query({ may: OFFICERS, input: v.strictObject({ cursor }), handle: pictures }),
  decidePicture: command({
    may: OFFICERS,
    input: v.strictObject({ photoId: id, pass: v.boolean() }),
    handle: decidePicture,
  }),
};
