/** Looking volunteers up: by name or any mixture of conditions, under a name of one's own. */
import type { VolunteerFilter, VolunteerRow, VolunteerSort } from '../../../typings/api/register';
import type { ChoiceOption } from '../../components/types';
import type { FieldEvent } from '../../pages/shared/form';
import { appended } from '../../shared/paging';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { activeRole } from '../../services/session';
import { VOLUNTEER_KIND_LABELS } from '../../shared/labels';
import { durationWords } from '../../shared/service-words';
import { SKILLS } from '../../shared/skills';
import { registerQuery } from '../shared/register';
import { LOOK_UP_DATA, lookUpHandlers } from '../shared/look-up';
import {
  lastHelpWords,
  VOLUNTEER_SORT_LABELS,
  VOLUNTEER_STATE_LABELS,
  volunteerFilterWords,
} from '../shared/register-words';
import { VIEW_DATA, viewTools, type ViewOf } from '../shared/saved-views';
import { tag, type Tag } from '../shared/tag';

const ANY = 'any';
const any: ChoiceOption = { value: ANY, label: '不限' };
const options = (labels: Readonly<Record<string, string>>): ChoiceOption[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

interface Form {
  village: string;
  kind: string;
  skill: string;
  state: string;
  free: string;
  hours: string;
  quiet: string;
}
const EMPTY: Form = {
  village: ANY,
  kind: ANY,
  skill: ANY,
  state: 'verified',
  free: ANY,
  hours: ANY,
  quiet: ANY,
};

function filterOf({ village, kind, skill, state, free, hours, quiet }: Form): VolunteerFilter {
  return {
    ...(village === ANY ? {} : { villageId: village }),
    ...(kind === ANY ? {} : { kind: kind as NonNullable<VolunteerFilter['kind']> }),
    ...(skill === ANY ? {} : { skill }),
    ...(state === 'verified' ? {} : { state: state as NonNullable<VolunteerFilter['state']> }),
    ...(free === 'yes' ? { free: true } : {}),
    ...(hours === ANY ? {} : { hoursFrom: Number(hours) }),
    ...(quiet === ANY ? {} : { quietDays: Number(quiet) }),
  };
}

function formOf(filter: VolunteerFilter): Form {
  const { villageId, kind, skill, state, free, hoursFrom, quietDays } = filter;
  return {
    village: villageId ?? ANY,
    kind: kind ?? ANY,
    skill: skill ?? ANY,
    state: state ?? 'verified',
    free: free ? 'yes' : ANY,
    hours: hoursFrom === undefined ? ANY : String(hoursFrom),
    quiet: quietDays === undefined ? ANY : String(quietDays),
  };
}

interface Row {
  volunteerId: string;
  title: string;
  note: string;
  tags: Tag[];
  /** The tags in one text. */
  said: string;
}

function rowOf(row: VolunteerRow): Row {
  const { volunteerId, name, villageName, kind, skills, state, pairings, minutes, lastServiceAt } = row;
  const tags = [
    ...(state === 'verified' ? [] : [tag(VOLUNTEER_STATE_LABELS[state], 'hourglass')]),
    pairings === 0 ? tag('没结对', 'unlink') : tag(`结对${pairings}人`, 'pair'),
  ];
  return {
    volunteerId,
    title: name,
    note: [
      `${villageName}，${VOLUNTEER_KIND_LABELS[kind]}`,
      `共服务${durationWords(minutes)}`,
      lastHelpWords(lastServiceAt, Date.now()),
      skills.join('、'),
    ]
      .filter(Boolean)
      .join('，'),
    tags,
    said: tags.map(({ text }) => text).join('，'),
  };
}

definePage({
  ...viewTools('volunteers', '会理发的'),
  ...lookUpHandlers,
  data: {
    ...LOOK_UP_DATA,
    form: EMPTY,
    sort: 'register' as VolunteerSort,
    sorts: options(VOLUNTEER_SORT_LABELS),
    kinds: [any, ...options(VOLUNTEER_KIND_LABELS)],
    skills: [any, ...SKILLS.map((value) => ({ value, label: value }))],
    states: options(VOLUNTEER_STATE_LABELS),
    frees: [any, { value: 'yes', label: '还能结对' }],
    hours: [any, ...options({ 1: '满1小时', 10: '满10小时', 50: '满50小时', 100: '满100小时' })],
    quiets: [any, ...options({ 30: '30天没服务', 90: '90天没服务', 180: '半年没服务' })],
    rows: [] as Row[],
    ...VIEW_DATA,
  },

  onLoad() {
    const isTown = ['townStaff', 'admin'].includes(activeRole()?.role ?? '');
    this.setData({ isTown });
    if (isTown) void this.readVillages(any);
  },
  words(villageNames: Record<string, string>) {
    const { form, sort } = this.data;
    return [
      volunteerFilterWords(filterOf(form), villageNames),
      sort === 'register' ? '' : VOLUNTEER_SORT_LABELS[sort],
    ];
  },
  input() {
    const { q, form, sort } = this.data;
    return { ...filterOf(form), ...(q ? { q } : {}), ...(sort === 'register' ? {} : { sort }) };
  },
  async load() {
    const list = await this.readList(this.data.rows.length, (how) =>
      registerQuery('volunteers', { ...this.input(), ...how }),
    );
    if (!list) return this.data.phase;
    this.setData({ rows: list.items.map(rowOf), next: list.next, total: list.total ?? list.items.length });
    return list.items.length === 0 ? 'empty' : 'ready';
  },
  onFilterChange(event: FieldEvent) {
    const { name, value } = event.detail;
    this.ask({ form: { ...this.data.form, [name]: value } });
  },
  onSort(event: FieldEvent) {
    this.ask({ sort: event.detail.value as VolunteerSort });
  },
  onReset() {
    this.ask({ form: EMPTY, sort: 'register', viewId: '', viewName: '' });
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await registerQuery('volunteers', { ...this.input(), cursor });
      return {
        rows: appended(this.data.rows, page.items.map(rowOf), (row) => row.volunteerId),
        next: page.next,
      };
    });
  },
  onRow(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.staffVolunteer(String(event.currentTarget.dataset.id)));
  },
  looking() {
    return { filter: filterOf(this.data.form), sort: this.data.sort };
  },
  lookUp(view: ViewOf<'volunteers'>, chosen: object) {
    this.ask({ form: formOf(view.filter), sort: view.sort, ...chosen });
  },
});
