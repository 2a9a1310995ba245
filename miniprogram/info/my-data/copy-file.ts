/** The copy as a file that goes to a chat of one's own choice and nowhere else: the file is removed at once afterwards. */
import type { PageTools } from '../../services/page';

/** Whether this WeChat can hand a file on. */
export function canShareFile(): boolean {
  return wx.canIUse('shareFileMessage');
}

/** Asks in WeChat to whom the file goes. Closing that question is not an error. */
async function shareCopy(title: string, text: string): Promise<void> {
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

/** A page that has a copy open. */
interface WithCopy extends Pick<PageTools, 'copy' | 'say'> {
  data: { copyTitle: string; copy: string };
}

/** Events of an open copy: onto the clipboard, or into a file. */
export const copyHandlers = {
  onCopyText(this: WithCopy) {
    return this.copy(this.data.copy);
  },
  async onCopyFile(this: WithCopy) {
    const { copyTitle, copy } = this.data;
    try {
      await shareCopy(copyTitle, copy);
    } catch {
      this.say('没有存成文件', '手机空间可能满了。请清理后再试，或用“复制”。');
    }
  },
};
