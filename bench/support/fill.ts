/** Fills a data folder of the local cloud directly, many times faster than through the functions. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Content } from '../../local/cloud/database/content';
import { readSchema } from '../../local/cloud/database/schema';
import { Sqlite } from '../../local/cloud/database/sqlite';
import { Store } from '../../local/cloud/database/store';
import type { Doc } from '../../local/cloud/database/values';
import { chinaDate } from '../../miniprogram/shared/china-time';
import { makeTown, manyPlaces } from './town';

const SCHEMA = resolve(__dirname, '../../cloudfunctions/schema.json');
/** Documents in one transaction of the store. */
const BATCH = 5_000;

/** Keys of the bench: made-up data need no secret, and the same keys let a filled folder be used again. */
export const BENCH_ENV: Record<string, string> = {
  FIELD_KEYS: `v1:${'b'.repeat(64)}`,
  LOOKUP_KEY: 'c'.repeat(64),
  FIRST_ADMIN_CODE: 'bench-has-an-administrator',
  TEMPLATE_STEP: 'tmpl-step',
  TEMPLATE_ASK: 'tmpl-ask',
};

/** Writes a town with so many applications (and residents, volunteers, services in proportion) into an empty folder. */
export function fillTown(dataDir: string, applications: number, villages?: number): { documents: number } {
  Object.assign(process.env, BENCH_ENV);
  mkdirSync(dataDir, { recursive: true });
  const sqlite = new Sqlite(join(dataDir, 'cloud.db'));
  try {
    // A power cut while filling loses nothing that cannot be made again.
    sqlite.exec('PRAGMA synchronous=OFF');
    const store = new Store(sqlite);
    store.migrate(readSchema(SCHEMA));
    const size = {
      applications,
      until: Date.now(),
      ...(villages === undefined ? {} : { places: manyPlaces(villages) }),
    };
    let documents = 0;
    let batch: [string, Doc][] = [];
    const write = (): void => {
      store.transaction(() => {
        for (const [collection, doc] of batch) store.insert(store.collection(collection), Content.of(doc));
      });
      documents += batch.length;
      batch = [];
    };
    makeTown(size, (collection, doc) => {
      batch.push([collection, doc as unknown as Doc]);
      if (batch.length === BATCH) write();
    });
    write();
    return { documents };
  } finally {
    sqlite.close();
  }
}

const KEPT = resolve(__dirname, '../../.cache/bench/towns');
/** What a filled folder is made from: when one of these changes, or the day, it is filled anew. */
const SOURCES = [
  'town.ts',
  'fill.ts',
  '../../cloudfunctions/schema.json',
  '../../cloudfunctions/core/recount.ts',
  '../../cloudfunctions/core/counters.ts',
  '../../cloudfunctions/core/look.ts',
  '../../cloudfunctions/core/open-cases.ts',
  '../../cloudfunctions/core/pure/places.ts',
  '../../cloudfunctions/core/pure/due-days.ts',
  // Has one more line whenever records are stored in another form.
  '../../cloudfunctions/upkeep/migrations/list.ts',
];

/** A copy of the town of this size in `dataDir`; made once a day and kept, because half a million records take minutes. */
export function filledCopy(dataDir: string, applications: number, villages?: number): { documents: number } {
  const hash = createHash('sha256').update(chinaDate(Date.now()));
  for (const source of SOURCES) hash.update(readFileSync(join(__dirname, source)));
  const kept = join(
    KEPT,
    `${applications}${villages === undefined ? '' : `-in-${villages}`}-${hash.digest('hex').slice(0, 12)}`,
  );
  if (!existsSync(kept)) {
    const part = `${kept}.${process.pid}`;
    rmSync(part, { recursive: true, force: true });
    writeFileSync(join(part, 'filled.json'), JSON.stringify(fillTown(part, applications, villages)));
    renameSync(part, kept);
  }
  cpSync(kept, dataDir, { recursive: true });
  return JSON.parse(readFileSync(join(dataDir, 'filled.json'), 'utf8')) as { documents: number };
}
