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

/** Files of one request of the platform. */
export const MOST_FILES = 50;

/** The platform's words for "there is no such file" (STORAGE_FILE_NONEXIST). */
const NO_FILE = -503003;

/** Removes files, at most MOST_FILES; gives those that are gone, whoever removed them. */
export async function removeFiles(fileIDs: readonly string[]): Promise<Set<string>> {
  if (fileIDs.length === 0) return new Set();
  const { fileList } = (await cloud.deleteFile({ fileList: [...fileIDs] })) as {
    fileList: { fileID: string; status: number }[];
  };
  const gone = fileList.filter(({ status }) => status === 0 || status === NO_FILE);
  return new Set(gone.map(({ fileID }) => fileID));
}
