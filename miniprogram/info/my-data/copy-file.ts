/** The copy as a file that goes to a chat of one's own choice and nowhere else: the file is removed at once afterwards. */

/** Whether this WeChat can hand a file on. */
export function canShareFile(): boolean {
  return wx.canIUse('shareFileMessage');
}

/** Asks in WeChat to whom the file goes. Closing that question is not an error. */
export async function shareCopy(title: string, text: string): Promise<void> {
  const files = wx.getFileSystemManager();
  const filePath = `${wx.env.USER_DATA_PATH}/${title}.txt`;
  // The mark at the beginning tells editors of old computers that it is Chinese in UTF-8.
  files.writeFileSync(filePath, `\ufeff${text}`, 'utf8');
  try {
    await wx.shareFileMessage({ filePath, fileName: `${title}.txt` });
  } catch {
    // The person decided not to send it.
  } finally {
    files.unlinkSync(filePath);
  }
}
