/** Every openapi call that functions made, kept with its answer; and answers set in advance for tests. */
import { randomUUID } from 'node:crypto';
import type { OutboxEntry } from '../../types';
import type { Sqlite } from '../database/sqlite';

/** The next answers of an API, in the words of WeChat's documentation (snake_case). */
export interface Script {
  api: string;
  /** `risky`, `review` (msgSecCheck, mediaCheckAsync), `error` (errcode -1), `down` (no answer at all) - or a whole answer. */
  answer: 'risky' | 'review' | 'pass' | 'error' | 'down' | Record<string, unknown>;
  /** How many calls it is for; 1 by default. */
  times?: number;
}

export class Outbox {
  private readonly listeners = new Set<(entry: OutboxEntry) => void>();
  private readonly scripts: Script[] = [];

  constructor(private readonly sqlite: Sqlite) {
    sqlite.exec(
      'CREATE TABLE IF NOT EXISTS outbox (seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, api TEXT NOT NULL, to_openid TEXT, entry TEXT NOT NULL)',
    );
    sqlite.exec('CREATE INDEX IF NOT EXISTS outbox_to ON outbox (to_openid, at)');
  }

  add(content: Omit<OutboxEntry, 'id' | 'at'>): OutboxEntry {
    const entry: OutboxEntry = { id: randomUUID(), at: Date.now(), ...content };
    this.sqlite.run('INSERT INTO outbox (at, api, to_openid, entry) VALUES (?, ?, ?, ?)', [
      entry.at,
      entry.api,
      entry.toOpenid ?? null,
      JSON.stringify(entry),
    ]);
    for (const listener of this.listeners) listener(entry);
    return entry;
  }

  /** Newest last; `since` is exclusive. */
  list(filter: { toOpenid?: string; since?: number; api?: string } = {}): OutboxEntry[] {
    const { toOpenid, since, api } = filter;
    return this.sqlite
      .all(
        'SELECT entry FROM outbox WHERE (?1 IS NULL OR to_openid = ?1) AND at > ?2 AND (?3 IS NULL OR api = ?3) ORDER BY seq',
        [toOpenid ?? null, since ?? -1, api ?? null],
      )
      .map((row) => JSON.parse(String(row.entry)) as OutboxEntry);
  }

  onEntry(listener: (entry: OutboxEntry) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  setScript(script: Script): void {
    this.scripts.push({ ...script, times: script.times ?? 1 });
  }

  clearScripts(): void {
    this.scripts.length = 0;
  }

  /** Takes the answer set for the next call of an API. */
  takeScript(api: string): Script['answer'] | undefined {
    const script = this.scripts.find((one) => one.api === api);
    if (!script) return undefined;
    script.times = (script.times ?? 1) - 1;
    if (script.times <= 0) this.scripts.splice(this.scripts.indexOf(script), 1);
    return script.answer;
  }
}
