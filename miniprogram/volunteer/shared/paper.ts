/** Certificates as sheets of paper that are drawn: the paper with its frame and heading, and how a text breaks into lines. */

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

/** Width and height of the picture in pixels. */
export interface Size {
  width: number;
  height: number;
}

/** Where a phone has no font of its own for Chinese, the one that the page is set in. */
export const FONT = '"Noto Sans SC Variable", sans-serif';
export const MARGIN = 110;

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

interface Paper {
  paper: string;
  /** Of the frame and the heading. */
  colour: string;
  heading: string;
  /** Size of the heading's letters, and where it stands. */
  letters: number;
  top: number;
}

/** Draws the empty sheet; the same in light and dark mode, since it is a sheet of paper. */
export function drawPaper(pen: Pen, { width, height }: Size, paper: Paper): void {
  pen.fillStyle = paper.paper;
  pen.fillRect(0, 0, width, height);
  pen.strokeStyle = paper.colour;
  pen.lineWidth = 12;
  pen.strokeRect(36, 36, width - 72, height - 72);
  pen.lineWidth = 3;
  pen.strokeRect(56, 56, width - 112, height - 112);
  pen.textAlign = 'center';
  pen.fillStyle = paper.colour;
  pen.font = `bold ${paper.letters}px ${FONT}`;
  pen.fillText(paper.heading, width / 2, paper.top);
}
