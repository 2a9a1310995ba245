/** Cloud storage behind a small door: private files by id. */
import cloud from 'wx-server-sdk';

/** The file's content; null when there is no such file. */
export async function downloadFile(fileID: string): Promise<Buffer | null> {
  try {
    const { fileContent } = await cloud.downloadFile({ fileID });
    return fileContent as unknown as Buffer;
  } catch {
    return null;
  }
}

/** Stores a file under its path; the same path again replaces it. Gives the file's id. */
export async function uploadFile(cloudPath: string, content: Buffer): Promise<string> {
  const { fileID } = await cloud.uploadFile({ cloudPath, fileContent: content });
  return fileID;
}

export async function removeFile(fileID: string): Promise<void> {
  await cloud.deleteFile({ fileList: [fileID] });
}
