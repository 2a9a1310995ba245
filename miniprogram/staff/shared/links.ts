/** What hangs on a person of the register, as sections of lines; a line with a page to open says so. */

export interface LinkLine {
  key: string;
  label: string;
  value: string;
  note: string;
  /** Where a press leads; '' nowhere. */
  url: string;
}

export interface LinkSection {
  key: string;
  title: string;
  lines: LinkLine[];
}

/** Sections that have something in them. */
export const filled = (sections: LinkSection[]): LinkSection[] =>
  sections.filter(({ lines }) => lines.length > 0);
