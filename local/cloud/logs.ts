/** What functions and the server say: one JSON line each, the last ones kept for `GET /logs`. */

export interface LogLine {
  /** ISO time. */
  at: string;
  level: 'debug' | 'info' | 'warn' | 'error';
  function?: string;
  requestId?: string;
  text: string;
}

const KEPT = 2000;

export class Logs {
  private readonly lines: LogLine[] = [];

  constructor(private readonly write: (line: string) => void) {}

  add(line: Omit<LogLine, 'at'>): void {
    const complete: LogLine = { at: new Date().toISOString(), ...line };
    this.lines.push(complete);
    if (this.lines.length > KEPT) this.lines.shift();
    this.write(JSON.stringify(complete));
  }

  list(filter: { function?: string; requestId?: string }): LogLine[] {
    return this.lines.filter(
      (line) =>
        (filter.function === undefined || line.function === filter.function) &&
        (filter.requestId === undefined || line.requestId === filter.requestId),
    );
  }
}
