/** Spreadsheets on the phone: chosen from a chat, opened, handed on to a chat (文件传输助手 is one). */
import { asCallError, CallError } from '../../services/call';

const fileError = (words: string): CallError => new CallError('FILE', words, false);

export interface ChosenFile {
  path: string;
  name: string;
  extension: string;
}

/** Lets the person choose one file of a chat; null when nothing was chosen. */
export async function chooseSheet(): Promise<ChosenFile | null> {
  try {
    // Others than .xlsx can be chosen too: what to do with them is told, instead of their not being there.
    const { tempFiles } = await wx.chooseMessageFile({
      count: 1,
      type: 'file',
      extension: ['xlsx', 'xls', 'csv', 'xlsm'],
    });
    const [file] = tempFiles;
    if (!file) return null;
    const extension = (/\.(\w{1,5})$/.exec(file.name)?.[1] ?? 'xlsx').toLowerCase();
    return { path: file.path, name: file.name, extension };
  } catch {
    return null;
  }
}

const pathFor = (name: string): string => `${wx.env.USER_DATA_PATH}/${name}`;

/** Writes a file that came inside an answer; gives its path. */
export function keepBase64(name: string, base64: string): Promise<string> {
  const filePath = pathFor(name);
  return new Promise((resolve, reject) => {
    wx.getFileSystemManager().writeFile({
      filePath,
      data: base64,
      encoding: 'base64',
      success: () => resolve(filePath),
      fail: () => reject(fileError('手机存不下这个文件，请清理一下空间再试')),
    });
  });
}

/** Fetches a file by its link under its own name; gives its path. */
export function keepLink(name: string, url: string): Promise<string> {
  const filePath = pathFor(name);
  return new Promise((resolve, reject) => {
    wx.downloadFile({
      url,
      filePath,
      success: ({ statusCode }) =>
        statusCode === 200 ? resolve(filePath) : reject(fileError('文件已经过期，请重新导出')),
      fail: () => reject(fileError('文件没有下载下来，请看看网络再试')),
    });
  });
}

/** Shows the file; from WeChat's menu it can be saved or sent on. */
export async function openSheet(filePath: string): Promise<void> {
  try {
    await wx.openDocument({ filePath, fileType: 'xlsx', showMenu: true });
  } catch (cause) {
    throw asCallError(cause).code === 'PAGE_FAULT' ? fileError('这部手机打不开表格，请发到电脑上看') : cause;
  }
}

/** Sends the file to a chat; the person may change their mind. */
export async function shareSheet(filePath: string, fileName: string): Promise<void> {
  try {
    await wx.shareFileMessage({ filePath, fileName });
  } catch {
    // The person closed the list of chats.
  }
}
