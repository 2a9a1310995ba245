/** One figure of the bench. */
export interface Row {
  /** Stays the same from run to run: `<part>.<what>`. */
  key: string;
  value: number;
  /** 'ms', 'bytes', 'requests', 'x' (a ratio) ... */
  unit: string;
  /** How it was measured, in a few words. */
  note: string;
}

/** What a file of bench/parts exports. */
export interface Part {
  run(): Promise<Row[]>;
}
