import * as v from 'valibot';
import type { ScreenData } from '../../../typings/api/dashboard';
import { FEED_KINDS } from '../format/feed-sentence';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const instant = v.pipe(v.number(), v.minValue(0));
const text = v.pipe(v.string(), v.maxLength(60));

/** Bounded, so that no answer can make the page grow. */
function upTo<T extends v.GenericSchema>(item: T, most: number) {
  return v.pipe(v.array(item), v.maxLength(most));
}

const breakdown = upTo(v.object({ label: text, count: v.nullable(count) }), 24);

const feedLine = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  at: instant,
  kind: v.picklist(FEED_KINDS),
  villageName: text,
  what: text,
});

const screenData = v.object({
  title: text,
  scope: v.picklist(['village', 'town']),
  asOf: instant,
  version: v.string(),
  headline: v.object({
    residents: count,
    volunteers: count,
    placed: count,
    deviceApplications: count,
    pairings: count,
    renovationApplications: count,
    boundUsers: count,
    serviceHours: count,
    directedDonations: count,
  }),
  // States and kinds still to come are shown by their label, so the page does not ask which they are.
  devices: upTo(v.object({ state: text, label: text, count }), 20),
  needs: upTo(
    v.object({ kind: text, label: text, open: count, underWay: count, done: count, unmet: count }),
    8,
  ),
  openWishes: count,
  months: upTo(
    v.object({ month: v.pipe(v.string(), v.regex(/^\d{4}-(0[1-9]|1[0-2])$/)), submitted: count, done: count }),
    24,
  ),
  categories: breakdown,
  levels: breakdown,
  ages: breakdown,
  volunteerKinds: breakdown,
  villages: upTo(v.object({ name: text, residents: count, volunteers: count, applications: count }), 100),
  feed: v.pipe(
    v.array(v.unknown()),
    v.maxLength(200),
    // A kind of line that this build does not know yet is left out; the rest of the picture stays.
    v.transform((lines) => lines.flatMap((line) => (v.is(feedLine, line) ? [line] : []))),
  ),
});

/** The answer as the contract promises it, or null: then the last good picture stays. */
export function parseScreenData(answer: unknown): ScreenData | null {
  const result = v.safeParse(screenData, answer);
  return result.success ? (result.output as ScreenData) : null;
}
