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

/** Seconds that a link to a private file lives. */
const LINK_SECONDS = 600;

interface TempUrl {
  fileID: string;
  tempFileURL: string;
}

/** Links to private files by file id; each lives ten minutes unless `seconds` says otherwise. */
export async function temporaryLinks(
  fileIDs: readonly string[],
  seconds = LINK_SECONDS,
): Promise<Map<string, string>> {
  if (fileIDs.length === 0) return new Map();
  const { fileList } = (await cloud.getTempFileURL({
    fileList: fileIDs.map((fileID) => ({ fileID, maxAge: seconds })) as unknown as string[],
  })) as { fileList: TempUrl[] };
  return new Map(fileList.map(({ fileID, tempFileURL }) => [fileID, tempFileURL]));
}

export async function removeFile(fileID: string): Promise<void> {
  await cloud.deleteFile({ fileList: [fileID] });
}
