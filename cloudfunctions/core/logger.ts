/** Structured log lines. No inputs, no answers, no personal data: what is logged is listed here and nothing else. */
export interface LogLine {
  level: 'info' | 'warn' | 'error';
  fn: string;
  action: string;
  requestId: string;
  code: string;
  ms: number;
  /** Database requests of the call. */
  db: number;
  detail?: string;
}

export function writeLog(line: LogLine): void {
  console.log(JSON.stringify(line));
}

/** Makes an error's text fit for the log: no names (Chinese letters), no numbers that could be somebody's, no openids. */
export function scrub(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const where = (error.stack ?? '').split('\n').find((line) => line.trim().startsWith('at ')) ?? '';
  const text = error.message
    .replace(/[\u3400-\u9fff\u{20000}-\u{323af}]+/gu, '*')
    .replace(/[\w-]*\d{4,}[\w-]*/g, '*');
  return `${error.name}: ${text.slice(0, 200)} ${where.trim().replace(/\(.*\//, '(')}`;
}
