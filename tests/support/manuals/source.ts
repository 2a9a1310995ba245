/** The manuals' texts: docs/manuals/src/*.md, in a small part of Markdown that an officer can change. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const MANUALS_DIR = join(__dirname, '../../../docs/manuals');

/** So that it can be sent on and opened on an old phone. */
export const MAX_PDF_BYTES = 2.5 * 1024 * 1024;

export interface Picture {
  /** Name of a place of the audit: who opens which page with what. */
  place: string;
  /** What is ringed: words on the page, or the name that a screen reader says. */
  ring: string;
}

/** One sentence or two, and what the phone shows. */
export interface Step {
  text: string;
  picture: Picture | null;
}

export interface Chapter {
  title: string;
  /** Paragraphs before the steps. */
  words: string[];
  steps: Step[];
}

export interface Manual {
  name: string;
  title: string;
  /** Under the title: for whom, what for. */
  lead: string[];
  /** Printed size of the text in points. */
  points: number;
  chapters: Chapter[];
}

/** File name -> printed size. Residents read the largest. */
const POINTS = { residents: 18, volunteers: 16, staff: 16 } as const;
type ManualName = keyof typeof POINTS;
export const MANUAL_NAMES = Object.keys(POINTS) as ManualName[];

const PICTURE = /!\[\]\(<([^>]+)>(?: "([^"]+)")?\)/;

export function sourceText(name: ManualName): string {
  return readFileSync(join(MANUALS_DIR, `src/${name}.md`), 'utf8');
}

/** Of the text that a PDF was made of. */
export function fingerprint(name: ManualName): string {
  return createHash('sha256').update(sourceText(name)).digest('hex').slice(0, 16);
}

/** Reads `# title`, `> lead`, `## chapter`, `1. step ![](<place> "what is ringed")`, and paragraphs. */
export function readManual(name: ManualName): Manual {
  const manual: Manual = { name, title: '', lead: [], points: POINTS[name], chapters: [] };
  for (const line of sourceText(name).split('\n')) {
    const chapter = manual.chapters.at(-1);
    if (line.startsWith('# ')) manual.title = line.slice(2);
    else if (line.startsWith('> ')) manual.lead.push(line.slice(2));
    else if (line.startsWith('## ')) manual.chapters.push({ title: line.slice(3), words: [], steps: [] });
    else if (/^\d+\. /.test(line)) {
      const [, place, ring = ''] = PICTURE.exec(line) ?? [];
      const text = line
        .replace(/^\d+\. /, '')
        .replace(PICTURE, '')
        .trim();
      chapter?.steps.push({ text, picture: place === undefined ? null : { place, ring } });
    } else if (line.trim() !== '') {
      if (!chapter) throw new Error(`${name}.md: a paragraph before the first chapter: ${line}`);
      chapter.words.push(line.trim());
    }
  }
  return manual;
}

/** Names of buttons and pages in 【】: they must be words of the product. */
export function quoted(text: string): string[] {
  return [...new Set([...text.matchAll(/【([^】]+)】/g)].map(([, name]) => name ?? ''))];
}
