/**
 * A town of any size as documents: made up, but valid, in step with each other, and the same each time. What the functions would
 * have written in years, for measuring how they do then.
 */
import type { CollectionName, Collections, ServiceDoc, UserDoc } from '../../cloudfunctions/core/collections';
import type {
  ApplicationDoc,
  CaseFacts,
  ResidentDoc,
  VolunteerDoc,
} from '../../cloudfunctions/core/collections';
import { hash, lookupKey, seal } from '../../cloudfunctions/core/crypto';
import { makeIds } from '../../cloudfunctions/core/ids';
import { newUser } from '../../cloudfunctions/core/identity';
import { tidied } from '../../cloudfunctions/core/counters';
import { withPlaces } from '../../cloudfunctions/core/open-cases';
import { withAskedCase } from '../../cloudfunctions/core/pure/asked-cases';
import { emptyAccount } from '../../cloudfunctions/core/points';
import { newWork } from '../../cloudfunctions/core/casework';
import { COUNTED_COLLECTIONS, Recount, type CountedCollection } from '../../cloudfunctions/core/recount';
import { CATALOGUE, PARAMETERS, PLACES } from '../../demo/town';
import { seededRandom } from '../../demo/random';
import { completedYears } from '../../miniprogram/shared/age';
import { CASE_KINDS, CASE_KIND_LABELS, tabOf } from '../../miniprogram/shared/case-states';
import { chinaDate } from '../../miniprogram/shared/china-time';
import { idCheckCharacter } from '../../miniprogram/shared/id-number';
import { CONSENTS } from '../../miniprogram/shared/consent';
import { VOLUNTEER_KIND_LABELS } from '../../miniprogram/shared/labels';
import { maskIdNumber, maskName, maskPhone } from '../../miniprogram/shared/mask';
import type { CaseAction, CaseKind, CaseState, DeviceQuote, VolunteerKind } from '../../typings/domain';

const DAY = 86_400_000;
const YEARS = 2;
const SEED = 20_261_127;
/** One volunteer for so many residents, each paired with one of them. */
const RESIDENTS_PER_VOLUNTEER = 5;
const APPLICATIONS_PER_RESIDENT = 4;
const SERVICES_PER_PAIRING = 8;
/** What each service brought. */
const POINTS_PER_SERVICE = 20;
/** One of so many residents has a phone. */
const BOUND_EVERY = 2;
const FEED_LINES = 30;
/** One of so many open cases is in an officer's hands. */
const TAKEN_EVERY = 10;

export const BENCH = {
  admin: 'bench-admin',
  town: 'bench-town',
  officer: (villageId: string): string => `bench-officer-${villageId}`,
  resident: (n: number): string => `bench-resident-${n}`,
  volunteer: (n: number): string => `bench-volunteer-${n}`,
  /** Tokens of screen links: of a village and of the town. */
  screenToken: (villageId: string): string => `bench-screen-of-${villageId}-00`,
  townToken: 'bench-screen-of-the-town-00',
  village: PLACES[0]?.villageId ?? '',
  goods: 'bench-towel',
} as const;

/** What a resident of the bench hands in. */
export const WORK_WANTED = {
  abilities: ['handwork'],
  hours: 'halfDay',
  distance: 'village',
  wishes: '',
  contactPhone: '19900000000',
  consentVersion: CONSENTS.employment.version,
};

/** What a towel costs in the shop. */
export const GOODS_POINTS = 1;

export interface TownSize {
  applications: number;
  /** The villages; those of the demo when left out. */
  places?: readonly TownPlace[];
  /** The last day of the town; all times are before it. */
  until: number;
}

export type TownPlace = (typeof PLACES)[number];

/** So many villages: those of the demo first, the others by number. */
export function manyPlaces(count: number): TownPlace[] {
  return Array.from(
    { length: count },
    (_, n) => PLACES[n] ?? { villageId: `v${String(n).padStart(3, '0')}`, name: `第${n}村`, kind: 'village' },
  );
}

/** The usual way of each kind; an application of the bench stands somewhere on it. */
const WAYS: Record<CaseKind, readonly [CaseAction, CaseState][]> = {
  device: [
    ['submit', 'submitted'],
    ['check', 'checked'],
    ['approve', 'approved'],
    ['deliver', 'delivered'],
    ['confirmReceipt', 'received'],
    ['giveFeedback', 'closed'],
  ],
  repair: [
    ['submit', 'submitted'],
    ['take', 'underWay'],
    ['finishRepair', 'repaired'],
    ['giveFeedback', 'closed'],
  ],
  employment: [
    ['submit', 'submitted'],
    ['check', 'checked'],
    ['place', 'placed'],
  ],
  renovation: [
    ['submit', 'submitted'],
    ['survey', 'surveyed'],
    ['approve', 'approved'],
    ['startBuilding', 'building'],
    ['finishBuilding', 'built'],
    ['acceptWork', 'received'],
    ['giveFeedback', 'closed'],
  ],
  wish: [
    ['submit', 'submitted'],
    ['publish', 'published'],
    ['claim', 'claimed'],
    ['deliver', 'delivered'],
    ['confirmReceipt', 'received'],
    ['giveFeedback', 'closed'],
  ],
};
/** Devices are asked for most. */
const KIND_WEIGHTS = [55, 10, 8, 15, 12];

const SURNAMES = Array.from('谢周陈张王李徐吴杨黄郑胡朱沈戚罗韩阮鲁严');
const GIVEN = Array.from('桂秀玉彩凤梅珍兰菊英国建志荣根水炳泉林祥');

export type Emit = <C extends CollectionName>(collection: C, doc: Collections[C]) => void;

/** Makes all documents of a town of this size, true counters included. Needs FIELD_KEYS and LOOKUP_KEY in the environment. */
export function makeTown({ applications, until, places = PLACES }: TownSize, emitDoc: Emit): void {
  const random = seededRandom(SEED);
  const ids = makeIds((n) => random.bytes(n));
  const recount = new Recount(chinaDate(until));
  const start = until - YEARS * 365 * DAY;
  const counted = new Set<CollectionName>(COUNTED_COLLECTIONS);
  const emit: Emit = (collection, doc) => {
    if (counted.has(collection)) recount.add(collection as CountedCollection, [doc as never]);
    emitDoc(collection, doc);
  };
  const user = (openid: string, change: Partial<UserDoc>): void =>
    emit('users', { ...newUser(openid, start), ...change });
  const nameOf = (n: number): string =>
    `${SURNAMES[n % 20] ?? ''}${GIVEN[Math.floor(n / 20) % 20] ?? ''}${GIVEN[Math.floor(n / 400) % 20] ?? ''}`;

  setUp(emit, user, start, until, places);

  const residents = Math.max(places.length, Math.ceil(applications / APPLICATIONS_PER_RESIDENT));
  const feeds = new Map<string, Collections['counters']['feed']>();
  let left = applications;

  for (let n = 0; n < residents; n += 1) {
    const place = places[n % places.length];
    if (!place) throw new Error('the town has no villages');
    let resident = makeResident(n, place.villageId, place.name);
    const filed = n === residents - 1 ? left : Math.min(left, APPLICATIONS_PER_RESIDENT);
    left -= filed;
    const last = Math.max(start, until - 40 * DAY);
    for (let i = 0; i < filed; i += 1) {
      // Earlier ones are done; the newest stands anywhere on its way.
      const isLast = i === filed - 1;
      const at = isLast
        ? last + random.next() * 10 * DAY
        : start + ((last - start - 60 * DAY) * (i + random.next())) / filed;
      const application = makeApplication(resident, Math.round(at), isLast);
      emit('applications', withPlaces(application));
      resident = withAskedCase(resident, application);
      keepFeed(place.villageId, application);
    }
    if (n % RESIDENTS_PER_VOLUNTEER === 0) resident = makeVolunteer(resident, n / RESIDENTS_PER_VOLUNTEER);
    emit('residents', resident);
  }
  for (const [villageId, figures] of recount.places)
    emitDoc(
      'counters',
      tidied({ ...figures, feed: feeds.get(villageId) ?? [], version: 1, updatedAt: until }),
    );

  function makeResident(n: number, villageId: string, villageName: string): ResidentDoc {
    const birthDate = `${1940 + (n % 60)}-${String((n % 12) + 1).padStart(2, '0')}-${String((n % 28) + 1).padStart(2, '0')}`;
    // The region does not exist; the six digits after the date count on, so that numbers do not repeat.
    const first17 = `${String(900_000 + (Math.floor(n / 500) % 100_000)).slice(0, 6)}${birthDate.replace(/-/g, '')}${String((n % 500) * 2).padStart(3, '0')}`;
    const idNumber = first17 + idCheckCharacter(first17);
    const category = ([4, 4, 4, 2, 1, 5, 6, 3, 7, 4] as const)[n % 10] ?? 4;
    const level = ([4, 3, 3, 2, 1] as const)[n % 5] ?? 4;
    const certificate = `${idNumber}${category}${level}`;
    const phone = `199${String(n).padStart(8, '0')}`;
    const id = ids.record(start + n);
    const openid = n % BOUND_EVERY === 0 ? BENCH.resident(n) : null;
    emit('identities', { _id: lookupKey('idNumber', idNumber), residentId: id });
    if (openid !== null) user(openid, { resident: { residentId: id, state: 'verified' } });
    return {
      _id: id,
      name: nameOf(n),
      sex: 'female',
      birthDate,
      idNumber: seal(idNumber),
      idNumberMasked: maskIdNumber(idNumber),
      certificate: seal(certificate),
      certificateMasked: maskIdNumber(certificate),
      phone: seal(phone),
      phoneMasked: maskPhone(phone),
      address: `泗门镇${villageName}${(n % 12) + 1}组${(n % 88) + 1}号`,
      category,
      level,
      villageId,
      status: 'active',
      lowIncome: n % 6 === 0 ? [{ kind: 'dibao', from: '2024-01-01', to: null }] : [],
      binding:
        openid === null ? null : { openid, state: 'verified', verificationId: `${id}-v`, phone: seal(phone) },
      guardians: [],
      devices: [],
      code: null,
      pairings: [],
      asked: [],
      askedCases: [],
      running: [],
      leftOn: null,
      version: 1,
      createdAt: start,
      updatedAt: start,
    };
  }

  function factsOf(kind: CaseKind, resident: ResidentDoc, at: number, done: number): CaseFacts {
    const item = random.pick(CATALOGUE);
    switch (kind) {
      case 'device': {
        const quote = quoteOf(resident, item.priceFen, at);
        return {
          kind,
          items: [
            {
              itemId: item.itemId,
              name: item.name,
              image: item.image,
              priceFen: item.priceFen,
              quote,
              decision: done > 2 ? quote : null,
            },
          ],
          deliverTo: resident.address,
        };
      }
      case 'repair':
        return {
          kind,
          deviceApplicationId: `${resident._id}-d`,
          itemId: item.itemId,
          itemName: item.name,
          receivedOn: chinaDate(at - 200 * DAY),
        };
      case 'employment':
        return {
          kind,
          abilities: ['handwork'],
          hours: 'halfDay',
          distance: 'village',
          wishes: '坐着做的活',
          noticeId: null,
          noticeTitle: '',
          followUps: [],
          nextOn: done === 2 ? chinaDate(at + 14 * DAY) : null,
          placement: done > 2 ? { employer: '泗门工疗站', post: '装配', since: chinaDate(at) } : null,
        };
      case 'renovation':
        return {
          kind,
          items: ['grab-bar', 'ramp'],
          address: resident.address,
          beforeIds: [],
          survey: done > 1 ? { items: ['grab-bar', 'ramp'], findings: '可以做', photoIds: [], at } : null,
          building:
            done > 3 ? { builder: '村里师傅', from: chinaDate(at), to: chinaDate(at + 9 * DAY) } : null,
          afterIds: [],
        };
      case 'wish':
        return {
          kind,
          category: 'daily-goods',
          costFen: 12_000,
          publicText: done > 1 ? '想要一只电饭锅' : null,
          openUntil: done > 1 ? chinaDate(until + 30 * DAY) : null,
          claim:
            done > 2
              ? {
                  volunteerId: 'bench-nobody',
                  volunteerName: '王小明',
                  openid: 'bench-nobody',
                  at,
                  until: chinaDate(until + 10 * DAY),
                }
              : null,
          slot: 1,
        };
    }
  }

  function quoteOf({ birthDate }: ResidentDoc, priceFen: number, at: number): DeviceQuote {
    const age = completedYears(birthDate, chinaDate(at));
    const years = age.ok ? age.years : 0;
    const day = chinaDate(at);
    return {
      priceFen,
      payFen: years >= 60 ? Math.floor(priceFen / 2) : 0,
      reasons: [],
      ruleVersion: '2026-01',
      ruleSource: '示范',
      age: years,
      appliedOn: day,
      evaluatedOn: day,
    };
  }

  function makeApplication(resident: ResidentDoc, at: number, isLast: boolean): ApplicationDoc {
    const kind = CASE_KINDS[random.weighted(KIND_WEIGHTS)] ?? 'device';
    const way = WAYS[kind];
    const done = isLast ? random.int(1, way.length) : way.length;
    const facts = factsOf(kind, resident, at, done);
    const timeline = way.slice(0, done).map(([action, state], step) => ({
      at: at + step * 2 * DAY,
      action,
      state,
      actorName: step === 0 ? resident.name : '村残协 陈专职',
      actorRole: step === 0 ? ('resident' as const) : ('villageStaff' as const),
      openid: step === 0 ? (resident.binding?.openid ?? BENCH.town) : BENCH.officer(resident.villageId),
    }));
    const now = timeline.at(-1) ?? { at, state: 'submitted' as CaseState };
    const dueAt = done === way.length ? null : now.at + 5 * DAY;
    const id = ids.record(at);
    const officer = BENCH.officer(resident.villageId);
    const taken = dueAt !== null && random.int(1, TAKEN_EVERY) === 1;
    const title = facts.kind === 'device' ? (facts.items[0]?.name ?? '') : CASE_KIND_LABELS[kind];
    return {
      ...newWork(id, at, dueAt),
      assigneeId: taken ? `staff-${officer}` : null,
      assignee: taken
        ? {
            staffId: `staff-${officer}`,
            openid: officer,
            name: '村残协 专职委员 陈专职',
            role: 'villageStaff',
            at: now.at,
          }
        : null,
      _id: id,
      kind,
      facts,
      residentId: resident._id,
      residentName: resident.name,
      villageId: resident.villageId,
      filedBy: timeline[0]?.openid ?? '',
      onBehalfBy: null,
      assisted: false,
      title,
      image: '',
      state: now.state,
      returnedFrom: null,
      tab: tabOf(kind, now.state),
      dueAt,
      contactPhone: '19900000000',
      reason: '走路不便',
      voiceId: null,
      feedback:
        now.state === 'closed' ? { score: 5, words: '很好', at: now.at, photoIds: [], voiceId: null } : null,
      timeline,
      reminded: 0,
      version: done,
      createdAt: at,
      updatedAt: now.at,
    };
  }

  /** A volunteer who is paired with this resident and has helped. */
  function makeVolunteer(resident: ResidentDoc, n: number): ResidentDoc {
    const openid = BENCH.volunteer(n);
    const volunteerId = `v${hash(openid).slice(0, 24)}`;
    const kinds = Object.keys(VOLUNTEER_KIND_LABELS) as VolunteerKind[];
    const name = nameOf(n + 7);
    const pairingId = ids.record(start + n);
    const between = {
      volunteerId,
      volunteerOpenid: openid,
      volunteerName: name,
      residentId: resident._id,
      residentName: resident.name,
      villageId: resident.villageId,
    };
    let minutes = 0;
    let points = 0;
    for (let i = 0; i < SERVICES_PER_PAIRING; i += 1) {
      const at = Math.round(start + ((until - start - DAY) * (i + random.next())) / SERVICES_PER_PAIRING);
      const service: ServiceDoc = {
        ...between,
        _id: ids.record(at),
        pairingId,
        state: 'confirmed',
        startedAt: at,
        endedAt: at + 60 * 60_000,
        minutes: 60,
        kinds: ['visit'],
        words: '陪着聊天',
        photoIds: [],
        flags: [],
        feedback: null,
        dispute: null,
        decision: null,
        cancelled: null,
        askedAt: at + 60 * 60_000,
        confirmedAt: at + DAY,
        reminded: 0,
        remindAt: null,
        version: 4,
        createdAt: at,
        updatedAt: at + DAY,
      };
      minutes += service.minutes;
      emit('services', service);
      points += POINTS_PER_SERVICE;
      emit('pointEntries', {
        _id: `${service._id}:award`,
        volunteerId,
        number: i + 1,
        at: at + DAY,
        reason: 'service',
        gross: POINTS_PER_SERVICE,
        points: POINTS_PER_SERVICE,
        balance: points,
        words: '陪伴60分钟',
      });
    }
    emit('pointAccounts', {
      ...emptyAccount(volunteerId),
      balance: points,
      earned: points,
      entries: SERVICES_PER_PAIRING,
      updatedAt: until,
    });
    emit('pairings', {
      ...between,
      _id: pairingId,
      state: 'active',
      via: 'scan',
      askedAt: start,
      decidedAt: start,
      decidedBy: null,
      endedAt: null,
      endedBy: null,
      endReason: null,
      note: null,
      remindedAt: null,
      services: SERVICES_PER_PAIRING,
      minutes,
      version: 2,
    });
    const volunteer: VolunteerDoc = {
      _id: volunteerId,
      openid,
      name,
      phone: seal('19900000000'),
      phoneMasked: maskPhone('19900000000'),
      villageId: resident.villageId,
      kind: kinds[n % kinds.length] ?? 'other',
      skills: ['陪伴'],
      state: 'verified',
      note: null,
      pairings: [{ pairingId, residentId: resident._id, residentName: resident.name, state: 'active' }],
      running: null,
      toDescribe: [],
      claimedWishes: [],
      intention: null,
      minutes,
      version: 1,
      createdAt: start,
      updatedAt: start,
    };
    emit('volunteers', volunteer);
    user(openid, { volunteer: { volunteerId, state: 'verified' } });
    return {
      ...resident,
      pairings: [{ pairingId, volunteerId, volunteerName: name, state: 'active' }],
    };
  }

  function keepFeed(villageId: string, { _id, updatedAt, title }: ApplicationDoc): void {
    const feed = feeds.get(villageId) ?? [];
    feeds.set(villageId, feed);
    const n = feed.length;
    const line =
      n % 2 === 0
        ? { kind: 'deviceSubmitted' as const, what: title }
        : { kind: 'serviceDone' as const, what: maskName(nameOf(n)) };
    feed.push({ id: _id, at: updatedAt, ...line });
    if (feed.length > FEED_LINES) feed.shift();
  }
}

/** Villages, staff, catalogue, rules and screen links. */
function setUp(
  emit: Emit,
  user: (openid: string, change: Partial<UserDoc>) => void,
  at: number,
  until: number,
  places: readonly TownPlace[],
): void {
  const staff = (openid: string, level: 'village' | 'town' | 'admin', villageId: string | null): void => {
    const orgName = villageId === null ? '泗门镇残联' : `${villageId}残协`;
    const role = { staffId: `staff-${openid}`, level, villageId, name: '陈专职', duty: '专职委员', orgName };
    emit('staff', {
      _id: role.staffId,
      ...role,
      openid,
      phone: '19900000000',
      inviteHash: null,
      inviteExpiresAt: null,
      state: 'active',
      endedAt: null,
      changes: [],
      version: 1,
      createdAt: at,
    });
    user(openid, { staff: role });
  };
  const versioned = { version: 1, changedBy: '管理员', changedAt: at };
  staff(BENCH.admin, 'admin', null);
  staff(BENCH.town, 'town', null);
  for (const [order, { villageId, name, kind }] of places.entries()) {
    emit('villages', {
      _id: villageId,
      name,
      kind,
      officers: [],
      order,
      phonesChanged: null,
      closedAt: null,
      ...versioned,
    });
    staff(BENCH.officer(villageId), 'village', villageId);
  }
  for (const { itemId, ...item } of CATALOGUE) emit('catalogue', { _id: itemId, ...item, ...versioned });
  for (const parameter of PARAMETERS)
    emit('parameters', {
      ...parameter,
      _id: `${parameter.key}:${parameter.effectiveFrom}`,
      setBy: BENCH.admin,
      setAt: at,
    });
  emit('goods', {
    _id: BENCH.goods,
    name: '毛巾',
    summary: '',
    photoId: null,
    points: GOODS_POINTS,
    stock: 1_000_000,
    limitPerPerson: 1_000,
    villageId: null,
    active: true,
    version: 1,
    createdAt: at,
    updatedAt: at,
  });
  for (const [token, villageId] of [
    ...places.map(({ villageId: id }) => [BENCH.screenToken(id), id] as const),
    [BENCH.townToken, null] as const,
  ])
    emit('screenLinks', {
      _id: `link-${villageId ?? 'town'}`,
      tokenHash: hash(token),
      label: '大屏',
      villageId,
      createdBy: BENCH.admin,
      // Links end by themselves after some time.
      createdAt: until,
      revokedAt: null,
    });
}
