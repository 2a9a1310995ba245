/** What the village screen shows: built from counters only, so that no person can be in it. */
import type { FeedLine, ScreenData } from '../../typings/api/dashboard';
import type { DeviceState, Millis } from '../../typings/domain';
import { AGE_GROUPS } from '../../miniprogram/shared/age';
import { chinaMonth } from '../../miniprogram/shared/china-time';
import { DEVICE_STATES } from '../../miniprogram/shared/device-states';
import { CATEGORY_LABELS, LEVEL_LABELS, VOLUNTEER_KIND_LABELS } from '../../miniprogram/shared/labels';
import type { CounterDoc } from '../core/collections';
import { groupSmallCells } from './rules/small-cells';

const MONTHS_SHOWN = 12;
const FEED_SHOWN = 20;

const AGE_LABELS: Record<(typeof AGE_GROUPS)[number], string> = {
  '0-17': '18岁以下',
  '18-44': '18-44岁',
  '45-59': '45-59岁',
  '60-69': '60-69岁',
  '70-79': '70-79岁',
  '80+': '80岁以上',
};

const OPEN: DeviceState[] = ['submitted', 'returned'];
const UNDER_WAY: DeviceState[] = ['checked', 'approved', 'delivered'];
const DONE: DeviceState[] = ['received', 'closed'];

function sum(counters: readonly CounterDoc[], figure: (one: CounterDoc) => number | undefined): number {
  return counters.reduce((total, one) => total + (figure(one) ?? 0), 0);
}

/** 'YYYY-MM' of the last twelve months, oldest first. */
function lastMonths(now: Millis): string[] {
  const [year = 0, month = 0] = chinaMonth(now).split('-').map(Number);
  return Array.from({ length: MONTHS_SHOWN }, (_, i) => {
    const months = year * 12 + (month - 1) - (MONTHS_SHOWN - 1 - i);
    return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
  });
}

function feed(counters: readonly CounterDoc[], villages: Map<string, string>): FeedLine[] {
  return counters
    .flatMap((one) => one.feed.map((entry) => ({ ...entry, villageName: villages.get(one._id) ?? '' })))
    .sort((a, b) => b.at - a.at)
    .slice(0, FEED_SHOWN);
}

/** The screen of one village, or of the town when there are the counters of many. */
export function screenData(
  counters: readonly CounterDoc[],
  villages: Map<string, string>,
  villageId: string | null,
  now: Millis,
): ScreenData {
  const inState = (states: readonly DeviceState[]): number =>
    sum(counters, ({ devices }) => states.reduce((total, state) => total + devices[state], 0));
  const states = Object.keys(DEVICE_STATES) as DeviceState[];
  return {
    title: villageId === null ? '泗门镇智慧助残' : `${villages.get(villageId) ?? ''}智慧助残`,
    scope: villageId === null ? 'town' : 'village',
    asOf: now,
    version: String(sum(counters, (one) => one.version)),
    headline: {
      residents: sum(counters, (one) => one.residents),
      volunteers: sum(counters, (one) => one.volunteers),
      deviceApplications: inState(states),
      devicesDone: inState(DONE),
      boundUsers: sum(counters, (one) => one.boundUsers),
    },
    devices: states.map((state) => ({ state, label: DEVICE_STATES[state].label, count: inState([state]) })),
    needs: [
      {
        kind: 'device',
        label: '辅具器材',
        open: inState(OPEN),
        underWay: inState(UNDER_WAY),
        done: inState(DONE),
      },
    ],
    months: lastMonths(now).map((month) => ({
      month,
      submitted: sum(counters, ({ months }) => months[month]?.submitted),
      done: sum(counters, ({ months }) => months[month]?.done),
    })),
    categories: groupSmallCells(
      Object.entries(CATEGORY_LABELS).map(([key, label]) => ({
        label,
        count: sum(counters, (one) => one.byCategory[key]),
      })),
    ),
    levels: groupSmallCells(
      Object.entries(LEVEL_LABELS).map(([key, label]) => ({
        label,
        count: sum(counters, (one) => one.byLevel[key]),
      })),
    ),
    ages: groupSmallCells(
      AGE_GROUPS.map((group) => ({
        label: AGE_LABELS[group],
        count: sum(counters, (one) => one.byAge[group]),
      })),
    ),
    volunteerKinds: Object.entries(VOLUNTEER_KIND_LABELS).map(([kind, label]) => ({
      label,
      count: sum(counters, ({ byVolunteerKind }) => byVolunteerKind[kind as keyof typeof byVolunteerKind]),
    })),
    villages:
      villageId === null
        ? counters
            .map((one) => ({
              name: villages.get(one._id) ?? '',
              residents: one.residents,
              volunteers: one.volunteers,
              applications: states.reduce((total, state) => total + one.devices[state], 0),
            }))
            .sort((a, b) => b.applications - a.applications || b.volunteers - a.volunteers)
        : [],
    feed: feed(counters, villages),
  };
}
