/** Sending a file of the phone to where functions take it in. */
import { randomId } from './call';

/** Uploads under a random name in `incoming/`; gives the file's id. Progress in percent. */
export function uploadIncoming(
  filePath: string,
  extension: string,
  onProgress: (percent: number) => void,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const task = wx.cloud.uploadFile({
      cloudPath: `incoming/${randomId()}.${extension}`,
      filePath,
      success: (answer) => resolve(answer.fileID),
      fail: reject,
    });
    task?.onProgressUpdate?.((event) => onProgress(event.progress));
  });
}
