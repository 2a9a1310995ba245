/** A voice note belongs to who recorded it, for one purpose, and is used once. */
import fc from 'fast-check';
import type { CommandContext } from '../../cloudfunctions/core/actions';
import type { VoiceDoc } from '../../cloudfunctions/core/collections';
import type { Use } from '../../cloudfunctions/core/documents/commands';
import { AppError } from '../../cloudfunctions/core/errors';
import { useVoice } from '../../cloudfunctions/core/voices';
import { cleanSound } from '../../cloudfunctions/media/sound';
import { aac, ape, id3v1, id3v2, mp3, wav } from '../support/sounds';

const VOICE: VoiceDoc = {
  _id: 'v1',
  fileID: 'cloud://env/voices/2026-03/v1.mp3',
  purpose: 'feedback',
  openid: 'o-speaker',
  usedIn: null,
  seconds: 12,
  createdAt: 0,
};

/** One voice note, called by this user; `uses` is what the audit entry says. */
function calledBy(openid: string) {
  const uses: Use[] = [];
  const reader = {
    get: (_collection: string, id: string) => Promise.resolve(id === VOICE._id ? VOICE : null),
    find: () => Promise.resolve([{ uses }]),
  };
  const note = (id: string, recordId: string): void => void uses.push({ id, recordId });
  const ctx = { actor: { role: 'user', openid }, reader, use: note } as unknown as CommandContext;
  return {
    uses,
    use: (id: string, purpose: 'feedback' | 'application') => useVoice(ctx, id, purpose, 'record-1'),
  };
}

test('its speaker uses it once', async () => {
  const { uses, use } = calledBy('o-speaker');
  await use('v1', 'feedback');
  expect(uses).toEqual([{ id: 'v1', recordId: 'record-1' }]);
  await expect(use('v1', 'feedback')).rejects.toMatchObject({ code: 'VOICE_NOT_FOUND' });
});

test.each([
  ['somebody else', 'o-other', 'v1', 'feedback'],
  ['another purpose', 'o-speaker', 'v1', 'application'],
  ['one that is not there', 'o-speaker', 'v2', 'feedback'],
] as const)('%s is refused', async (_what, openid, id, purpose) => {
  const { uses, use } = calledBy(openid);
  await expect(use(id, purpose)).rejects.toMatchObject({ code: 'VOICE_NOT_FOUND' });
  expect(uses).toEqual([]);
});

test('whatever is handed in, the answer is clean sound or a refusal in words, and cleaning again changes nothing', () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    fc.constantFrom(mp3(0.5), aac(0.5), wav(0.5), id3v2('x'), id3v1('x'), ape('x')),
  );
  const broken = fc
    .tuple(fc.array(piece, { maxLength: 6 }), fc.nat(200))
    .map(([pieces, cut]) => Buffer.concat(pieces).subarray(cut % 7 === 0 ? cut : 0));
  let sounds = 0;
  fc.assert(
    fc.property(broken, (file) => {
      try {
        const once = cleanSound(file, 0);
        sounds += 1;
        expect(once.file.length).toBeLessThanOrEqual(Math.max(file.length, 46));
        expect(cleanSound(once.file, 0)).toEqual(once);
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
      }
    }),
    { numRuns: 500 },
  );
  expect(sounds).toBeGreaterThan(20);
});
