/** The certificate of thanks, drawn: a sheet of paper with the donor's name, the gift, the village and the day. */
import { drawPaper, FONT, linesOf, MARGIN, type Pen, type Size } from '../shared/paper';

export interface Thanks {
  donorName: string;
  /** '棉被3床'. */
  gift: string;
  /** '谢家路村'. */
  villages: string;
  /** '2026年11月25日'. */
  day: string;
}

export const THANKS_SIZE: Size = { width: 900, height: 1200 };

/** Who thanks. */
export const THANKS_FROM = '泗门镇残疾人联合会';

const PAPER = '#fffaf0';
const INK = '#3a2a1a';
const RED = '#b3261e';

/** The words of the certificate. */
export function thanksWords({ gift, villages }: Thanks): string {
  return `您捐赠的${gift}，已经送到${villages}需要的人手中。您的爱心让生活多了一份温暖，谢谢您！`;
}

/** Draws it. */
export function drawThanks(pen: Pen, thanks: Thanks): void {
  const { width, height } = THANKS_SIZE;
  drawPaper(pen, THANKS_SIZE, { paper: PAPER, colour: RED, heading: '感谢证书', letters: 96, top: 240 });
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
