/** One defect of the mini-program, with the place where it is. */
export interface Finding {
  check: string;
  /** Relative to the mini-program's folder. */
  file: string;
  line?: number;
  message: string;
}

/** The finding as one line of text. */
export function describe({ check, file, line, message }: Finding): string {
  return `${file}${line ? `:${line}` : ''}  ${message}  [${check}]`;
}
