/** The photo of a document is read by WeChat's recognition of print and not kept, whatever comes of it. */
import { upload } from '../support/functions/case';
import { jpeg } from '../support/functions/pictures';
import { startServer, type TestServer } from '../support/functions/server';

const STRANGER = 'o-somebody-new';
const ID = '11010519491231002X';
let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const recognised = (answer: unknown): Promise<Response> =>
  fetch(`${server.local.url}/outbox/script`, {
    method: 'POST',
    body: JSON.stringify({ api: 'ocr.printedText', answer }),
  });
const lines = (...texts: string[]) => ({ items: texts.map((text) => ({ text })) });

/** Uploads a photo and has it read; gives the answer and whether the photo is still there. */
async function read() {
  const fileID = await upload(server, STRANGER, jpeg(8, 6));
  const answer = await server.client.call(STRANGER, 'media', 'readDocument', { fileID });
  const [link] = await server.local.cloud.tempFileURLs([fileID]);
  return { answer, kept: (link?.tempFileURL ?? '') !== '' };
}

test('who has no role yet gets name and number, and the photo is gone', async () => {
  await recognised(lines('姓名 王小明', `残疾人证号 ${ID}44`));
  const { answer, kept } = await read();
  expect(answer).toMatchObject({ ok: true, data: { name: '王小明', number: `${ID}44` } });
  expect(kept).toBe(false);
});

test.each([
  ['nothing is recognised', lines()],
  ['a digit is read wrongly', lines('110105194912310021')],
  ['WeChat refuses', 'error'],
  ['the service does not answer', 'down'],
])('%s: the person is told to type, and the photo is gone', async (_what, answer) => {
  await recognised(answer);
  const { answer: said, kept } = await read();
  expect(said).toMatchObject({ ok: false, code: 'DOCUMENT_UNREAD' });
  expect(said).toMatchObject({ message: expect.stringContaining('直接填写') as string });
  expect(kept).toBe(false);
});

test('a file that was not uploaded for this is not touched', async () => {
  const { client } = server;
  for (const fileID of ['cloud://local.bucket/photos/2026-01/p1.jpg', 'cloud://local.bucket/incoming/x.pdf'])
    expect(await client.call(STRANGER, 'media', 'readDocument', { fileID })).toMatchObject({
      ok: false,
      code: 'PHOTO_NOT_FOUND',
    });
});
