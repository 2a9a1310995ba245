/** The photo of a document fills the form; what goes wrong is said, and nothing that was typed is lost. */
import { event, failed, ok, Phone, run, settle, type RunningPage } from './support/phone';

let phone: Phone;
let uploads: string[];
let gone: boolean;

beforeEach(() => {
  jest.useFakeTimers();
  phone = new Phone();
  uploads = [];
  gone = false;
  Object.assign(phone.wx, {
    chooseMedia: () =>
      gone
        ? Promise.reject(new Error('chooseMedia:fail cancel'))
        : Promise.resolve({ tempFiles: [{ tempFilePath: 'tmp://card.jpg', size: 5_000_000 }] }),
    getImageInfo: () => Promise.resolve({ width: 4000, height: 3000 }),
    compressImage: () => Promise.resolve({ tempFilePath: 'tmp://small.jpg' }),
  });
  Object.assign(phone.wx.cloud as object, {
    uploadFile: ({ filePath, success }: { filePath: string; success: (answer: object) => void }) => {
      uploads.push(filePath);
      success({ fileID: 'cloud://env/incoming/1.jpg' });
    },
  });
  phone.answer = () => ok({ name: '王小明', number: '99999919500101001X' });
});
afterEach(() => jest.useRealTimers());

async function photograph(page: RunningPage): Promise<void> {
  const done = run(page, 'onDocumentPhoto');
  await settle();
  await done;
}
const form = (page: RunningPage) => page.data.form as Record<string, string>;

test('name and number stand in the fields, and the person is asked to compare them', async () => {
  const page = await phone.open('join/bind/index');
  await photograph(page);
  expect(form(page)).toMatchObject({ name: '王小明', document: '99999919500101001X' });
  expect(page.data.readWords).toBe('姓名和号码填好了，请对照证件看一看。照片已经删掉。');
  // Made small on the phone like every photo, and nothing of it is left in the storage.
  expect(uploads).toEqual(['tmp://small.jpg']);
  expect(JSON.stringify([...phone.storage])).not.toContain('99999919500101001X');
});

test('a name that was typed stays', async () => {
  const page = await phone.open('join/bind/index');
  await run(page, 'onField', event({ name: 'name', value: '王晓明' }));
  await photograph(page);
  expect(form(page)).toMatchObject({ name: '王晓明', document: '99999919500101001X' });
  expect(page.data.readWords).toMatch(/^号码填好了/);
});

test('for a family member the fields of the family member are filled', async () => {
  const page = await phone.open('join/guardian-ask/index');
  await photograph(page);
  expect(form(page)).toMatchObject({ residentName: '王小明', residentDocument: '99999919500101001X' });
  expect(form(page).guardianName).toBe('');
});

test('who turns back has changed nothing; what cannot be read is said, with the way to go on', async () => {
  const page = await phone.open('join/bind/index');
  await run(page, 'onField', event({ name: 'document', value: '9999' }));
  gone = true;
  await photograph(page);
  expect(phone.asked).toEqual([]);
  expect(page.data.message).toMatchObject({ show: false });
  gone = false;
  phone.answer = () => failed('DOCUMENT_NOT_READ', '看不清证件上的字，请自己填号码');
  await photograph(page);
  expect(page.data.message).toMatchObject({ show: true, text: '看不清证件上的字，请自己填号码' });
  expect(form(page).document).toBe('9999');
});

test('a file that is no photo is told in words before anything is sent', async () => {
  phone.wx.getImageInfo = () => Promise.reject(new Error('getImageInfo:fail'));
  const page = await phone.open('join/bind/index');
  await photograph(page);
  expect(page.data.message).toMatchObject({ show: true });
  expect((page.data.message as { text: string }).text).toContain('照片');
  expect(uploads).toEqual([]);
});
