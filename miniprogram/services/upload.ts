/** Sending a file of the phone to where functions take it in. */
import { call, randomId, type CallError } from './call';

/** Uploads under a random name in `incoming/`; gives the file's id. Progress in percent. */
export async function uploadIncoming(
  filePath: string,
  extension: string,
  onProgress: (percent: number) => void,
): Promise<string> {
  const id = randomId();
  const path = `incoming/${id}.${extension}`;
  // Announced before it is there, so that it is removed when this phone never says what it is for.
  await call('media', 'announce', { path }, { requestId: id }).catch((error: CallError) => {
    // A broken line is told in the words of the upload, whichever half of it broke.
    throw error.retryable ? new Error(error.code) : error;
  });
  return new Promise((resolve, reject) => {
    const task = wx.cloud.uploadFile({
      cloudPath: path,
      filePath,
      success: (answer) => resolve(answer.fileID),
      fail: reject,
    });
    task?.onProgressUpdate?.((event) => onProgress(event.progress));
  });
}
