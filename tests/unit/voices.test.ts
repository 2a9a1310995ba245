/** A voice note belongs to who recorded it, for one purpose, and is used once. */
import type { CommandContext } from '../../cloudfunctions/core/actions';
import type { VoiceDoc } from '../../cloudfunctions/core/collections';
import { useVoice } from '../../cloudfunctions/core/voices';

const VOICE: VoiceDoc = {
  _id: 'v1',
  fileID: 'cloud://env/voices/2026-03/v1.mp3',
  purpose: 'feedback',
  openid: 'o-speaker',
  usedIn: null,
  seconds: 12,
  createdAt: 0,
};

/** A transaction over one voice note, called by this user. */
function transaction(openid: string) {
  const docs = new Map([[VOICE._id, VOICE]]);
  const tx = {
    get: (_collection: string, id: string) => Promise.resolve(docs.get(id) ?? null),
    put: (_collection: string, doc: VoiceDoc) => Promise.resolve(void docs.set(doc._id, doc)),
  };
  const ctx = { actor: { role: 'user', openid }, tx } as unknown as CommandContext;
  return {
    docs,
    use: (id: string, purpose: 'feedback' | 'application') => useVoice(ctx, id, purpose, 'record-1'),
  };
}

test('its speaker uses it once', async () => {
  const { docs, use } = transaction('o-speaker');
  await use('v1', 'feedback');
  expect(docs.get('v1')).toEqual({ ...VOICE, usedIn: 'record-1' });
  await expect(use('v1', 'feedback')).rejects.toMatchObject({ code: 'VOICE_NOT_FOUND' });
});

test.each([
  ['somebody else', 'o-other', 'v1', 'feedback'],
  ['another purpose', 'o-speaker', 'v1', 'application'],
  ['one that is not there', 'o-speaker', 'v2', 'feedback'],
] as const)('%s is refused', async (_what, openid, id, purpose) => {
  const { docs, use } = transaction(openid);
  await expect(use(id, purpose)).rejects.toMatchObject({ code: 'VOICE_NOT_FOUND' });
  expect(docs.get('v1')).toEqual(VOICE);
});
