/** Voice notes on their way in: recognised by their bytes, kept without anything but the sound, each for one user. */
import { randomBytes } from 'node:crypto';
import type { VoicePurpose } from '../../typings/api/media';
import { upload } from '../support/functions/case';
import { newRequestId } from '../support/functions/client';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { type World } from '../support/functions/world';
import { aac, ape, id3v1, id3v2, infoFrame, mp3, wav } from '../support/sounds';

let server: TestServer;
let world: World;
let openid: string;

beforeAll(async () => {
  ({ server, world } = await startTown());
  openid = (await world.resident()).openid;
});
afterAll(() => server.close());

const accept = (fileID: string, seconds = 1, purpose: VoicePurpose = 'feedback') => ({
  fileID,
  purpose,
  seconds,
});

/** What is stored of a recording: its record, and its bytes as they come through a link. */
async function stored(voiceId: string) {
  const doc = await server.client.one('voices', voiceId);
  const [link] = await server.local.cloud.tempFileURLs([doc.fileID]);
  return { doc, bytes: Buffer.from(await (await fetch(link?.tempFileURL ?? '')).arrayBuffer()) };
}

/** Uploads and takes in; gives what is stored. */
async function taken(file: Buffer, extension: string) {
  const fileID = await upload(server, openid, file, extension);
  return stored((await server.client.ok(openid, 'media', 'acceptVoice', accept(fileID))).voiceId);
}

const SECRET = '谢家路村东边第三条弄堂';

const TAGGED: [string, string, () => Buffer, () => Buffer][] = [
  ['MP3', 'mp3', () => mp3(12), () => mp3(12)],
  [
    'MP3 with ID3v2, ID3v1, APE and the encoder frame',
    'mp3',
    () => Buffer.concat([id3v2(SECRET), infoFrame(), mp3(12), ape(SECRET), id3v1(SECRET)]),
    () => mp3(12),
  ],
  [
    'MP3 whose last frame is cut',
    'mp3',
    () => Buffer.concat([mp3(12), mp3(1).subarray(0, 100)]),
    () => mp3(12),
  ],
  ['AAC', 'aac', () => aac(12), () => aac(12)],
  [
    'AAC that a phone calls m4a, with a tag',
    'm4a',
    () => Buffer.concat([id3v2(SECRET), aac(12)]),
    () => aac(12),
  ],
  ['WAV', 'wav', () => wav(12), () => wav(12)],
  [
    'WAV with a list of facts',
    'wav',
    () => Buffer.concat([wav(12, { more: [['LIST', SECRET]] }), Buffer.from(SECRET)]),
    () => wav(12),
  ],
  ['WAV that is called mp3', 'mp3', () => wav(12), () => wav(12)],
];

test.each(TAGGED)('%s: nothing but the sound is kept', async (_what, extension, file, expected) => {
  const { doc, bytes } = await taken(file(), extension);
  expect(bytes.equals(expected())).toBe(true);
  expect(bytes.includes(SECRET)).toBe(false);
  expect(doc).toMatchObject({ seconds: 12, openid, purpose: 'feedback', usedIn: null });
  expect(doc.fileID).toMatch(/\/voices\/\d{4}-\d{2}\/v[0-9a-f]{30}\.(mp3|aac|wav)$/);
});

test('the length is counted from the sound, not believed', async () => {
  const fileID = await upload(server, openid, mp3(30), 'mp3');
  const { voiceId } = await server.client.ok(openid, 'media', 'acceptVoice', accept(fileID, 2));
  expect((await stored(voiceId)).doc.seconds).toBe(30);
});

type Code = 'VOICE_NOT_AUDIO' | 'VOICE_TOO_LARGE' | 'VOICE_TOO_LONG' | 'VOICE_BROKEN';
const html = (length: number): Buffer => Buffer.from('<html><script>alert(1)</script>'.repeat(length));
const REFUSED: [string, Code, () => Buffer, number?][] = [
  ['a web page', 'VOICE_NOT_AUDIO', () => html(50)],
  ['a web page behind a tag', 'VOICE_NOT_AUDIO', () => Buffer.concat([id3v2('x'), html(50)])],
  ['two frames and a web page', 'VOICE_NOT_AUDIO', () => Buffer.concat([mp3(0.072), html(50)])],
  ['a web page between frames', 'VOICE_NOT_AUDIO', () => Buffer.concat([mp3(3), html(400), mp3(3)])],
  [
    'a tag that claims to be longer than the file',
    'VOICE_NOT_AUDIO',
    () => id3v2('x'.repeat(300)).subarray(0, 20),
  ],
  ['noise', 'VOICE_NOT_AUDIO', () => randomBytes(50_000)],
  ['a film (MP4)', 'VOICE_NOT_AUDIO', () => Buffer.concat([Buffer.from('\0\0\0\x20ftypisom'), html(50)])],
  ['a compressed WAV', 'VOICE_NOT_AUDIO', () => wav(5, { tag: 0x55 })],
  ['a WAV of 1000 Hz', 'VOICE_NOT_AUDIO', () => wav(5, { hertz: 1000 })],
  ['an empty file', 'VOICE_NOT_AUDIO', () => Buffer.alloc(0)],
  ['a WAV without sound', 'VOICE_BROKEN', () => wav(0)],
  ['3 of 20 seconds', 'VOICE_BROKEN', () => mp3(3), 20],
  ['65 seconds', 'VOICE_TOO_LONG', () => mp3(65)],
  ['3 MB', 'VOICE_TOO_LARGE', () => Buffer.alloc(3 * 1024 * 1024)],
];

test.each(REFUSED)(
  '%s is refused, and neither record nor upload stays',
  async (_what, code, file, seconds = 1) => {
    const fileID = await upload(server, openid, file(), 'mp3');
    const before = await server.client.dump();
    await server.client.refused(code, openid, 'media', 'acceptVoice', accept(fileID, seconds));
    expect(await server.client.dump()).toEqual(before);
    await server.client.refused('VOICE_NOT_FOUND', openid, 'media', 'acceptVoice', accept(fileID, seconds));
  },
);

test('exactly one minute is taken', async () => {
  expect((await taken(wav(60), 'wav')).doc.seconds).toBe(60);
});

test('the same upload again gives the same voice note; somebody else gets none of it', async () => {
  const { client } = server;
  const fileID = await upload(server, openid, mp3(5), 'mp3');
  const first = await client.ok(openid, 'media', 'acceptVoice', accept(fileID));
  expect(await client.ok(openid, 'media', 'acceptVoice', accept(fileID))).toEqual(first);
  const same = { requestId: newRequestId() };
  const other = await upload(server, openid, mp3(5), 'mp3');
  const once = await client.ok(openid, 'media', 'acceptVoice', accept(other), same);
  expect(await client.ok(openid, 'media', 'acceptVoice', accept(other), same)).toEqual(once);
  expect(once).not.toEqual(first);
  // The upload is gone once it was taken in.
  await client.refused('VOICE_NOT_FOUND', world.staff.village, 'media', 'acceptVoice', accept(fileID));
});

test('only uploads are taken in: no stored file of others, no other ending', async () => {
  const { doc } = await taken(mp3(5), 'mp3');
  await server.client.refused('VOICE_NOT_FOUND', openid, 'media', 'acceptVoice', accept(doc.fileID));
  const picture = await upload(server, openid, mp3(5), 'jpg');
  await server.client.refused('VOICE_NOT_FOUND', openid, 'media', 'acceptVoice', accept(picture));
});

test('mine: the own unused ones with links; nothing of others', async () => {
  const { client } = server;
  const fileID = await upload(server, openid, mp3(7), 'mp3');
  const { voiceId } = await client.ok(openid, 'media', 'acceptVoice', accept(fileID));
  const input = { photoIds: [], voiceIds: ['nothing-of-this-name', voiceId] };
  const answer = await client.ok(openid, 'media', 'mine', input);
  expect(answer).toEqual({
    photos: [],
    voices: [{ voiceId, seconds: 7, url: expect.any(String) as string }],
  });
  const heard = await fetch(answer.voices[0]?.url ?? '');
  expect(Buffer.from(await heard.arrayBuffer()).equals(mp3(7))).toBe(true);
  expect(await client.ok(world.staff.village, 'media', 'mine', input)).toEqual({ photos: [], voices: [] });
});
