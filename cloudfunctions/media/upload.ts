/** What phones upload: files under random names in `incoming/`, which nobody can list or read. */
import { hash } from '../core/crypto';
import { must, type ErrorCode } from '../core/errors';
import { downloadFile, removeFile } from '../core/files';

/**
 * The id of what becomes of an upload. Who knows the random name is who uploaded it; the same upload gives the same id again,
 * and cannot become the file of another user.
 */
export function uploadId(letter: 'p' | 'v', openid: string, fileID: string): string {
  return `${letter}${hash(`${openid}|${fileID}`).slice(0, 30)}`;
}

/** What `read` makes of an uploaded file; `missing` is the error when there is no such file. */
export async function readUpload<T>(
  fileID: string,
  missing: ErrorCode,
  read: (file: Buffer) => T | Promise<T>,
): Promise<T> {
  const file = must(await downloadFile(fileID), missing);
  try {
    return await read(file);
  } catch (error) {
    // What was refused is not kept either; should its removal fail, the refusal is still what the person needs to read.
    await removeFile(fileID).catch(() => undefined);
    throw error;
  }
}
