/** The certificate of thanks, drawn: a sheet of paper with the donor's name, the gift, the village and the day. */

export interface Thanks {
  donorName: string;
  /** '棉被3床'. */
  gift: string;
  /** '谢家路村'. */
  villages: string;
  /** '2026年11月25日'. */
  day: string;
}

/** Width and height of the picture in pixels. */
export const THANKS_SIZE = { width: 900, height: 1200 } as const;

/** As much of a 2d context as is drawn with here; the phone's code has no DOM types. */
export interface Pen {
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  font: string;
  textAlign: string;
  fillRect(x: number, y: number, width: number, height: number): void;
  strokeRect(x: number, y: number, width: number, height: number): void;
  fillText(text: string, x: number, y: number): void;
  measureText(text: string): { width: number };
}

/** Who thanks. */
export const THANKS_FROM = '泗门镇残疾人联合会';

const PAPER = '#fffaf0';
const INK = '#3a2a1a';
const RED = '#b3261e';
/** Where a phone has no font of its own for Chinese, the one that the page is set in. */
const FONT = '"Noto Sans SC Variable", sans-serif';
const MARGIN = 110;

/** Marks that do not begin a line: they stand in the margin instead. */
const HANGING = '，。！？、；：）”';

/** Breaks a text into lines that are not wider than the paper, but for a mark at their end. */
export function linesOf(pen: Pick<Pen, 'measureText'>, text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const letter of text) {
    if (line !== '' && !HANGING.includes(letter) && pen.measureText(line + letter).width > width) {
      lines.push(line);
      line = '';
    }
    line += letter;
  }
  return line === '' ? lines : [...lines, line];
}

/** The words of the certificate. */
export function thanksWords({ gift, villages }: Thanks): string {
  return `您捐赠的${gift}，已经送到${villages}需要的人手中。您的爱心让生活多了一份温暖，谢谢您！`;
}

/** Draws it; the same in light and dark mode, since it is a sheet of paper. */
export function drawThanks(pen: Pen, thanks: Thanks): void {
  const { width, height } = THANKS_SIZE;
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, width, height);
  pen.strokeStyle = RED;
  pen.lineWidth = 12;
  pen.strokeRect(36, 36, width - 72, height - 72);
  pen.lineWidth = 3;
  pen.strokeRect(56, 56, width - 112, height - 112);
  pen.textAlign = 'center';
  pen.fillStyle = RED;
  pen.font = `bold 96px ${FONT}`;
  pen.fillText('感谢证书', width / 2, 240);
  pen.textAlign = 'left';
  pen.fillStyle = INK;
  pen.font = `bold 52px ${FONT}`;
  pen.fillText(`${thanks.donorName}：`, MARGIN, 390);
  pen.font = `44px ${FONT}`;
  linesOf(pen, `　　${thanksWords(thanks)}`, width - 2 * MARGIN).forEach((line, i) => {
    pen.fillText(line, MARGIN, 480 + i * 72);
  });
  pen.textAlign = 'right';
  pen.font = `bold 44px ${FONT}`;
  pen.fillText(THANKS_FROM, width - MARGIN, height - 220);
  pen.font = `40px ${FONT}`;
  pen.fillText(thanks.day, width - MARGIN, height - 155);
}
