/** A small town, set up through the real actions. */
import type { RegisterRow } from '../../../typings/api/registry';
import type { LowIncomePeriod } from '../../../typings/domain';
import { CONSENT_VERSION } from '../../../miniprogram/shared/limits';
import type { Client } from './client';
import { bornYearsAgo, newName, newOpenid, newPerson, type Person } from './people';
import { FIRST_ADMIN_CODE } from './server';

export const VILLAGE = 'xiejialu';
export const OTHER_VILLAGE = 'jiatang';
/** Price in fen: a half of it is not whole. */
export const WHEELCHAIR = { itemId: 'wheelchair', priceFen: 88_801, halfFen: 44_400 };
export const WALKER = { itemId: 'walker', priceFen: 12_000, halfFen: 6_000 };
export const GONE = { itemId: 'gone', priceFen: 100 };

export const DIBAO: LowIncomePeriod[] = [{ kind: 'dibao', from: '2020-01-01', to: null }];

export interface RegisteredPerson extends Person {
  residentId: string;
  villageId: string;
}

export interface BoundPerson extends RegisteredPerson {
  openid: string;
}

export interface Staff {
  admin: string;
  town: string;
  town2: string;
  village: string;
  village2: string;
  otherVillage: string;
  /** By openid. */
  staffIds: Record<string, string>;
}

/** Builds people into a town; `staff` are openids. */
export class World {
  private constructor(
    readonly client: Client,
    readonly staff: Staff,
  ) {}

  /** A town that was built before, with its officers. */
  static of(client: Client, staff: Staff): World {
    return new World(client, staff);
  }

  static async build(client: Client): Promise<World> {
    const admin = newOpenid('admin');
    await client.ok(admin, 'accounts', 'becomeFirstAdmin', {
      code: FIRST_ADMIN_CODE,
      name: '管理员',
      phone: '13900000001',
    });
    for (const [villageId, name] of [
      [VILLAGE, '谢家路村'],
      [OTHER_VILLAGE, '夹塘村'],
    ] as const) {
      await client.ok(admin, 'registry', 'saveVillage', {
        villageId,
        name,
        kind: 'village',
        officers: [{ name: '陈主席', duty: '主席', phone: '0574-62000000' }],
      });
    }
    await setParameters(client, admin);
    await fillCatalogue(client, admin);
    const staffIds: Record<string, string> = {};
    const world = new World(client, {
      admin,
      town: '',
      town2: '',
      village: '',
      village2: '',
      otherVillage: '',
      staffIds,
    });
    world.staff.town = await world.officer('town', null);
    world.staff.town2 = await world.officer('town', null);
    world.staff.village = await world.officer('village', VILLAGE);
    world.staff.village2 = await world.officer('village', VILLAGE);
    world.staff.otherVillage = await world.officer('village', OTHER_VILLAGE);
    return world;
  }

  /** Invites somebody to a duty, who accepts. */
  async officer(
    level: 'village' | 'town' | 'admin',
    villageId: string | null,
    openid = newOpenid(level),
  ): Promise<string> {
    const { staffId, code } = await this.client.ok(this.staff.admin, 'accounts', 'inviteStaff', {
      name: newName(),
      level,
      villageId,
      duty: '专职委员',
      phone: '13900000002',
    });
    await this.client.ok(openid, 'accounts', 'acceptInvite', { code });
    this.staff.staffIds[openid] = staffId;
    return openid;
  }

  /** Adds people to the register. */
  async register(people: Person[], villageId = VILLAGE): Promise<RegisteredPerson[]> {
    const { results } = await this.client.ok(this.staff.town, 'registry', 'importResidents', {
      rows: people.map((person) => row(person, villageId)),
    });
    return people.map((person, i) => {
      const { residentId, error } = results[i] ?? {};
      if (residentId === undefined) throw new Error(`not imported: ${JSON.stringify(error)}`);
      return { ...person, residentId, villageId };
    });
  }

  async registerOne(
    birthDate = bornYearsAgo(70),
    lowIncome: LowIncomePeriod[] | null = [],
    villageId = VILLAGE,
  ): Promise<RegisteredPerson> {
    const [person] = await this.register([newPerson(birthDate, lowIncome)], villageId);
    if (!person) throw new Error('nobody was registered');
    return person;
  }

  /** Binds a phone to a person of the register, not verified yet. */
  async bind(person: RegisteredPerson, openid = newOpenid('resident')): Promise<BoundPerson> {
    const answer = await this.client.ok(openid, 'accounts', 'bind', {
      name: person.name,
      document: person.idNumber,
      phone: person.phone,
      consentVersion: CONSENT_VERSION,
    });
    if (answer.outcome !== 'bound') throw new Error('not bound');
    return { ...person, openid };
  }

  /** The village's officer. */
  officerOf(villageId: string): string {
    return villageId === VILLAGE ? this.staff.village : this.staff.otherVillage;
  }

  /** Decides the one open verification of a user. */
  async decide(openid: string, villageId: string, approve = true): Promise<void> {
    const open = await this.client.all('verifications', { openid, state: 'open' });
    for (const { _id } of open) {
      await this.client.ok(this.officerOf(villageId), 'accounts', 'decideVerification', {
        verificationId: _id,
        approve,
        ...(approve ? {} : { note: '不是本人' }),
      });
    }
  }

  /** A verified resident with a phone. */
  async resident(
    birthDate = bornYearsAgo(70),
    lowIncome: LowIncomePeriod[] | null = [],
    villageId = VILLAGE,
    openid?: string,
  ): Promise<BoundPerson> {
    const bound = await this.bind(await this.registerOne(birthDate, lowIncome, villageId), openid);
    await this.decide(bound.openid, villageId);
    return bound;
  }

  /** Somebody approved to act for a person. */
  async guardianOf(person: RegisteredPerson, openid = newOpenid('guardian')): Promise<string> {
    await this.client.ok(openid, 'accounts', 'askGuardian', {
      guardianName: newName(),
      guardianPhone: '13900000003',
      relation: '儿子',
      residentName: person.name,
      residentDocument: person.certificateNumber,
      consentVersion: CONSENT_VERSION,
    });
    await this.decide(openid, person.villageId);
    return openid;
  }

  async volunteer(villageId = VILLAGE, openid = newOpenid('volunteer')): Promise<string> {
    await this.client.ok(openid, 'accounts', 'registerVolunteer', {
      name: newName(),
      phone: '13900000004',
      villageId,
      kind: 'veteran',
      skills: ['理发'],
      consentVersion: CONSENT_VERSION,
    });
    await this.decide(openid, villageId);
    return openid;
  }
}

export function row(person: Person, villageId = VILLAGE): RegisterRow {
  const { name, idNumber, certificateNumber, phone, address, lowIncome } = person;
  return { name, idNumber, certificateNumber, villageId, phone, address, lowIncome };
}

/** The rule as it is in force from a day on. */
export function paymentRule(
  version: string,
  effectiveFrom: string,
  share = { numerator: 1, denominator: 2 },
) {
  return {
    key: 'devicePayment',
    version,
    effectiveFrom,
    source: '测试规定第1条',
    value: { payFromAge: 60, share, freeFor: ['dibao', 'dibian'] },
  };
}

/** Another version of a parameter, from today on unless said otherwise. */
export async function setRule(
  client: Client,
  admin: string,
  rule: { key: string; version: string; value: unknown; effectiveFrom?: string; source?: string },
): Promise<void> {
  const { changes, today } = await client.ok(admin, 'registry', 'parameter', { key: rule.key });
  await client.ok(admin, 'registry', 'setParameter', {
    effectiveFrom: today,
    source: '测试规定',
    changes,
    ...rule,
  });
}

async function setParameters(client: Client, admin: string): Promise<void> {
  const set = (parameter: {
    key: string;
    value: unknown;
    version?: string;
    effectiveFrom?: string;
  }): Promise<unknown> =>
    client.ok(admin, 'registry', 'setParameter', {
      version: '2024-01',
      effectiveFrom: '2024-01-01',
      source: '测试规定',
      ...parameter,
    });
  await set(paymentRule('2024-01', '2024-01-01'));
  await set({ key: 'devicePromise', value: { checkDays: 3, approveDays: 5, deliverDays: 10 } });
  await set({ key: 'deviceServiceLife', value: { defaultMonths: 36, months: { walker: 12 } } });
  await set({ key: 'repairPromise', value: { takeDays: 2, repairDays: 7 } });
  await set({ key: 'employmentPromise', value: { checkDays: 3, followUpDays: 14 } });
  await set({ key: 'renovationPromise', value: { surveyDays: 5, approveDays: 5, startDays: 20 } });
  await set({
    key: 'wishLimit',
    value: {
      maxFen: 20_000,
      openAtOnce: 1,
      perYear: 4,
      checkDays: 3,
      openDays: 30,
      claimDays: 14,
      claimsPerVolunteer: 2,
    },
  });
  await set({ key: 'bindingTries', value: { tries: 3, waitMinutes: 30 } });
}

async function fillCatalogue(client: Client, admin: string): Promise<void> {
  const items = [
    { ...WHEELCHAIR, name: '轮椅', active: true },
    { ...WALKER, name: '助行器', active: true },
    { ...GONE, name: '旧拐杖', active: false },
  ];
  for (const { itemId, priceFen, name, active } of items) {
    await client.ok(admin, 'applications', 'saveCatalogueItem', {
      itemId,
      priceFen,
      name,
      active,
      kind: 'mobility',
      summary: '走路不便的人用',
      image: itemId === GONE.itemId ? 'cane' : itemId,
    });
  }
}
