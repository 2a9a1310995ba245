/** The photo of a document instead of typing its number. */
import { call, CallError } from '../../services/call';
import { PHOTO_WORDS, shrink } from '../../services/photos';
import { uploadIncoming } from '../../services/upload';

interface Read {
  name: string;
  number: string;
}

/** The photo as it is sent; a file that is no photo is told in words. */
async function small(path: string): Promise<string> {
  try {
    const { width, height } = await wx.getImageInfo({ src: path });
    return await shrink(path, width, height);
  } catch {
    throw new CallError('PHOTO_NOT_IMAGE', PHOTO_WORDS.broken, false);
  }
}

/** Lets the person take or choose the photo, and reads it; null when they do neither. The photo is not kept. */
async function readDocumentPhoto(): Promise<Read | null> {
  let path: string;
  try {
    const { tempFiles } = await wx.chooseMedia({ count: 1, mediaType: ['image'], sizeType: ['compressed'] });
    path = tempFiles[0]?.tempFilePath ?? '';
  } catch {
    return null;
  }
  if (path === '') return null;
  const fileID = await uploadIncoming(await small(path), 'jpg', () => undefined);
  return call('media', 'readDocument', { fileID });
}

/** As much of a page as the handler needs. */
interface Form {
  data: { form: Record<string, string>; busy: string };
  setData(change: Record<string, unknown>): void;
  act<T>(name: string, input: unknown, send: (requestId: string) => Promise<T>): Promise<T | null>;
}

/** Data of a form with a document that can be photographed. */
export const DOCUMENT_DATA = {
  /** Said when the fields were filled from a photo. */
  readWords: '',
};

/** The handler of the button: fills the fields `name` and `document`, an own name only where there is none yet. */
export function documentHandlers(name: string, document: string) {
  return {
    async onDocumentPhoto(this: Form): Promise<void> {
      this.setData({ readWords: '' });
      const read = await this.act('photo', {}, () => readDocumentPhoto());
      if (!read) return;
      const named = read.name !== '' && this.data.form[name] === '';
      this.setData({
        ...(named ? { [`form.${name}`]: read.name, [`errors.${name}`]: '' } : {}),
        [`form.${document}`]: read.number,
        [`errors.${document}`]: '',
        readWords: `${named ? '姓名和号码' : '号码'}填好了，请对照证件看一看。照片已经删掉。`,
      });
    },
  };
}
