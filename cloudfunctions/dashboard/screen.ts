/** What the village screen shows: built from counters only, so that no person can be in it. */
import type { FeedLine, ScreenData } from '../../typings/api/dashboard';
import type { CaseKind, CaseState, Millis } from '../../typings/domain';
import { AGE_GROUPS } from '../../miniprogram/shared/age';
import { CASE_KIND_LABELS, CASE_KINDS, CASE_STATES, caseWords } from '../../miniprogram/shared/case-states';
import { CATEGORY_LABELS, LEVEL_LABELS, VOLUNTEER_KIND_LABELS } from '../../miniprogram/shared/labels';
import type { CounterDoc } from '../core/collections';
import { lastMonths } from '../core/counters';
import { feedWhat } from './rules/feed-words';
import { needParts } from './rules/needs';
import { groupSmallCells } from './rules/small-cells';

const FEED_SHOWN = 20;

const AGE_LABELS: Record<(typeof AGE_GROUPS)[number], string> = {
  '0-17': '18岁以下',
  '18-44': '18-44岁',
  '45-59': '45-59岁',
  '60-69': '60-69岁',
  '70-79': '70-79岁',
  '80+': '80岁以上',
};

/** Id of the town federation's own office, which is no village. */
const TOWN_OFFICE = 'town';

function sum(counters: readonly CounterDoc[], figure: (one: CounterDoc) => number | undefined): number {
  return counters.reduce((total, one) => total + (figure(one) ?? 0), 0);
}

/** Applications of one kind by state, of all villages together. */
function casesOf(counters: readonly CounterDoc[], kind: CaseKind): Partial<Record<CaseState, number>> {
  return Object.fromEntries(
    CASE_STATES[kind].map((state) => [state, sum(counters, ({ cases }) => cases[kind][state])]),
  );
}

/** Donations that are under way or delivered: a promise that came to nothing is none. */
function lasting(byState: CounterDoc['donations']['directed']): number {
  const { promised = 0, accepted = 0, received = 0, partlyDelivered = 0, delivered = 0 } = byState;
  return promised + accepted + received + partlyDelivered + delivered;
}

function total(byState: Partial<Record<CaseState, number>>): number {
  return Object.values(byState).reduce((all, count) => all + count, 0);
}

function feed(counters: readonly CounterDoc[], villages: Map<string, string>): FeedLine[] {
  return counters
    .flatMap((one) =>
      one.feed.map(({ id, at, kind, what }) => ({
        id,
        at,
        kind,
        villageName: villages.get(one._id) ?? '',
        what: feedWhat(kind, what),
      })),
    )
    .sort((a, b) => b.at - a.at)
    .slice(0, FEED_SHOWN);
}

/** All villages, also those in which nothing has been counted yet; most applications first. */
function ranking(counters: readonly CounterDoc[], villages: Map<string, string>): ScreenData['villages'] {
  const byVillage = new Map(counters.map((one) => [one._id, one]));
  return [...villages]
    .filter(([villageId]) => villageId !== TOWN_OFFICE)
    .map(([villageId, name]) => {
      const one = byVillage.get(villageId);
      return {
        name,
        residents: one?.residents ?? 0,
        volunteers: one?.volunteers ?? 0,
        applications: one ? CASE_KINDS.reduce((all, kind) => all + total(one.cases[kind]), 0) : 0,
      };
    })
    .sort((a, b) => b.applications - a.applications || b.volunteers - a.volunteers);
}

/**
 * The screen of one village, or with `villageId` null of the town: the counters of all its villages added up.
 * `villages`: ids and names in the order of the town's list.
 */
export function screenData(
  counters: readonly CounterDoc[],
  villages: Map<string, string>,
  villageId: string | null,
  now: Millis,
): ScreenData {
  const devices = casesOf(counters, 'device');
  return {
    title: villageId === null ? '泗门镇智慧助残' : `${villages.get(villageId) ?? ''}智慧助残`,
    scope: villageId === null ? 'town' : 'village',
    asOf: now,
    version: String(sum(counters, (one) => one.version)),
    headline: {
      residents: sum(counters, (one) => one.residents),
      volunteers: sum(counters, (one) => one.volunteers),
      placed: sum(counters, (one) => one.placed),
      deviceApplications: total(devices),
      pairings: sum(counters, (one) => one.pairings),
      renovationApplications: total(casesOf(counters, 'renovation')),
      boundUsers: sum(counters, (one) => one.boundUsers),
      serviceHours: Math.floor(sum(counters, (one) => one.serviceMinutes) / 60),
      directedDonations: sum(counters, ({ donations }) => lasting(donations.directed)),
    },
    devices: CASE_STATES.device.map((state) => ({
      state,
      label: caseWords('device', state).label,
      count: devices[state] ?? 0,
    })),
    needs: CASE_KINDS.map((kind) => ({
      kind,
      label: CASE_KIND_LABELS[kind],
      ...needParts(casesOf(counters, kind)),
    })),
    openWishes: sum(counters, ({ cases }) => cases.wish.published),
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
    volunteerKinds: groupSmallCells(
      Object.entries(VOLUNTEER_KIND_LABELS).map(([kind, label]) => ({
        label,
        count: sum(counters, ({ byVolunteerKind }) => byVolunteerKind[kind as keyof typeof byVolunteerKind]),
      })),
    ),
    villages: villageId === null ? ranking(counters, villages) : [],
    feed: feed(counters, villages),
  };
}
