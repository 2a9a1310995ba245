/** The morning's report of the day before: one document a day, told to the town's staff once. */
import schema from '../../schema.json';
import { chinaDate, friendlyDay } from '../../../miniprogram/shared/china-time';
import type { Millis } from '../../../typings/domain';
import type { CollectionName, StaffDoc } from '../../core/collections';
import type { Reader } from '../../core/database';
import { readHealth } from '../../core/health';
import { askMessage, type Message } from '../../core/notify';
import { nightlyOf } from '../../core/pure/health';
import type { TimerContext } from '../../core/timers';
import { TOWN_OFFICE } from '../../core/villages';
import { dailyFigures } from './count';

const DAY = 24 * 60 * 60 * 1000;
const PAGE = 'set-up/daily/index';
/** More officers than a town has. */
const STAFF_READ = 100;
const NAMES = Object.keys(schema.collections) as CollectionName[];

async function messages(reader: Reader, title: string, at: Millis): Promise<Message[]> {
  const staff = await reader.find('staff', { where: { level: 'town', endedAt: null }, limit: STAFF_READ });
  return staff
    .filter((one): one is StaffDoc & { openid: string } => one.openid !== null)
    .map(({ openid }) => askMessage({ toOpenid: openid, title, from: '泗门智慧助残', page: PAGE, at }));
}

async function sizesOf(reader: Reader): Promise<Record<string, number>> {
  const sizes: Record<string, number> = {};
  for (const name of NAMES) sizes[name] = await reader.count(name, {});
  return sizes;
}

/** A timer that comes twice finds the day's report and leaves it; one that failed is made by the next run. */
export async function makeDaily(ctx: TimerContext): Promise<void> {
  const { reader, clock } = ctx;
  const now = clock.now();
  const day = chinaDate(now - DAY);
  if (await reader.get('dailyReports', day)) return;
  const from = Date.parse(`${day}T00:00:00+08:00`);
  const facts = await readHealth(reader, now);
  const counted = await dailyFigures(reader, { from, to: from + DAY }, facts);
  const report = { _id: day, at: now, ...counted, nightly: nightlyOf(facts), sizes: await sizesOf(reader) };
  const tell = await messages(reader, `${friendlyDay(day, now)}的简报写好了`, now);
  await ctx.each(day, async (tx) => {
    if (await tx.get('dailyReports', day)) return null;
    await tx.put('dailyReports', report);
    return { villageId: TOWN_OFFICE, tell };
  });
}
