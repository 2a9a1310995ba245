/** Pictures that others do not see yet, in words for those who put them there. */
import type { PhotoView, PictureCheck } from '../../../typings/domain';

const WORDS: Record<PictureCheck, string> = {
  risky: '没有通过安全检查，别人看不到。请去掉，或者换一张。',
  review: '要等工作人员看过，别人才能看到。',
  waiting: '正在安全检查，通过后别人才能看到，一般几分钟。',
};

/** What is to be said about these pictures, the most pressing first; '' when all have passed. */
export function pictureNote(photos: readonly PhotoView[]): string {
  for (const check of Object.keys(WORDS) as PictureCheck[]) {
    const which = photos.flatMap((photo, i) => (photo.check === check ? [i + 1] : []));
    if (which.length > 0) return `第${which.join('、')}张照片${WORDS[check]}`;
  }
  return '';
}
