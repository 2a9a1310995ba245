/** Applications for work, for changes to a home, and wishes, on their way; and everybody who might try to move them. */
import type { Input } from '../../../typings/api';
import { CONSENTS } from '../../../miniprogram/shared/consent';
import { CONSENT_VERSION } from '../../../miniprogram/shared/limits';
import { photo } from './case';
import { newName, newOpenid } from './people';
import type { TestServer } from './server';
import { OTHER_VILLAGE, VILLAGE, type BoundPerson, type World } from './world';

const PHONE = '13900000009';

export function employmentWish(): Input<'applications', 'applyEmployment'> {
  return {
    abilities: ['handwork', 'packing'],
    hours: 'halfDay',
    distance: 'village',
    wishes: '想在家附近做',
    contactPhone: PHONE,
    consentVersion: CONSENTS.employment.version,
  };
}

export function renovationRequest(photoIds: string[]): Input<'applications', 'applyRenovation'> {
  return {
    items: ['ramp', 'grab-bar'],
    address: '测试路1号',
    reason: '门口有台阶',
    photoIds,
    contactPhone: PHONE,
    consentVersion: CONSENTS.renovation.version,
  };
}

export function wishOf(costFen = 12_000): Input<'applications', 'makeWish'> {
  return {
    category: 'appliance',
    costFen,
    reason: '想要一台收音机',
    contactPhone: PHONE,
    consentVersion: CONSENTS.wish.version,
  };
}

export const PUBLIC_TEXT = '一位爱听戏的老人，想要一台收音机';

/** Steps of the usual way, taken one after the other until the state is reached. */
async function along<S extends string>(
  way: readonly S[],
  state: S,
  steps: readonly (() => Promise<unknown>)[],
): Promise<void> {
  for (const step of steps.slice(0, way.indexOf(state))) await step();
}

const EMPLOYMENT_WAY = ['submitted', 'checked', 'placed'] as const;

export async function employmentIn(
  { client }: TestServer,
  world: World,
  person: BoundPerson,
  state: (typeof EMPLOYMENT_WAY)[number],
): Promise<string> {
  const village = world.officerOf(person.villageId);
  const { applicationId } = await client.ok(
    person.openid,
    'applications',
    'applyEmployment',
    employmentWish(),
  );
  await along(EMPLOYMENT_WAY, state, [
    () => client.ok(village, 'applications', 'check', { applicationId }),
    () => client.ok(village, 'applications', 'recordPlacement', { applicationId, ...PLACE }),
  ]);
  return applicationId;
}

export const PLACE = { employer: '泗门制衣厂', post: '包装工', since: '2026-11-01' };
export const BUILDING = { builder: '张师傅', from: '2026-12-01', to: '2026-12-05' };

const RENOVATION_WAY = ['submitted', 'surveyed', 'approved', 'building', 'built', 'received'] as const;

export async function renovationIn(
  server: TestServer,
  world: World,
  person: BoundPerson,
  state: (typeof RENOVATION_WAY)[number],
): Promise<string> {
  const { client } = server;
  const village = world.officerOf(person.villageId);
  const before = await photo(server, person.openid, 'renovation');
  const { applicationId } = await client.ok(
    person.openid,
    'applications',
    'applyRenovation',
    renovationRequest([before]),
  );
  const shot = async (): Promise<string[]> => [await photo(server, village, 'renovation')];
  await along(RENOVATION_WAY, state, [
    async () =>
      client.ok(village, 'applications', 'survey', {
        applicationId,
        items: ['ramp'],
        findings: '三级台阶',
        photoIds: await shot(),
      }),
    () => client.ok(world.staff.town, 'applications', 'approveRenovation', { applicationId }),
    () => client.ok(village, 'applications', 'startBuilding', { applicationId, ...BUILDING }),
    async () =>
      client.ok(village, 'applications', 'finishBuilding', { applicationId, photoIds: await shot() }),
    () => client.ok(person.openid, 'applications', 'acceptWork', { applicationId }),
  ]);
  return applicationId;
}

const WISH_WAY = ['submitted', 'published', 'claimed', 'delivered', 'received', 'closed'] as const;

export async function wishIn(
  server: TestServer,
  world: World,
  person: BoundPerson,
  state: (typeof WISH_WAY)[number],
  volunteer = '',
): Promise<string> {
  const { client } = server;
  const village = world.officerOf(person.villageId);
  const { applicationId } = await client.ok(person.openid, 'applications', 'makeWish', wishOf());
  const wishId = applicationId;
  await along(WISH_WAY, state, [
    () =>
      client.ok(village, 'applications', 'publishWish', {
        applicationId,
        publicText: PUBLIC_TEXT,
        costFen: 12_000,
      }),
    () => client.ok(volunteer, 'applications', 'claimWish', { wishId }),
    async () =>
      client.ok(volunteer, 'applications', 'deliverWish', {
        wishId,
        photoIds: [await photo(server, volunteer, 'wish')],
      }),
    () => client.ok(person.openid, 'applications', 'confirmReceipt', { applicationId }),
    () => client.ok(person.openid, 'applications', 'giveFeedback', { applicationId, score: 5, words: '' }),
  ]);
  return applicationId;
}

/** Somebody of every sort, by openid. */
export interface Cast {
  guardian: string;
  stranger: string;
  otherResident: string;
  volunteer: string;
  unverifiedVolunteer: string;
  village: string;
  otherVillage: string;
  town: string;
  admin: string;
}

/** A resident with a guardian, and everybody else. */
export async function castOf(world: World): Promise<{ person: BoundPerson; cast: Cast }> {
  const person = await world.resident();
  const { staff, client } = world;
  const unverifiedVolunteer = newOpenid('unverified');
  await client.ok(unverifiedVolunteer, 'accounts', 'registerVolunteer', {
    name: newName(),
    phone: '13900000005',
    villageId: VILLAGE,
    kind: 'other',
    skills: [],
    consentVersion: CONSENT_VERSION,
  });
  const cast = {
    guardian: await world.guardianOf(person),
    stranger: newOpenid('stranger'),
    otherResident: (await world.resident(undefined, [], OTHER_VILLAGE)).openid,
    volunteer: await world.volunteer(),
    unverifiedVolunteer,
    village: staff.village,
    otherVillage: staff.otherVillage,
    town: staff.town,
    admin: staff.admin,
  };
  return { person, cast };
}

/** Who may take the step, and the refusal of everybody else; 'resident' is the applicant. */
export type Expected = Partial<Record<keyof Cast | 'resident', string>>;

/** How each of them is answered; 'ok' changes the record, so it is asked last. */
export async function refusals(
  { client }: TestServer,
  person: BoundPerson,
  cast: Cast,
  action: string,
  input: object,
  except: readonly (keyof Cast | 'resident')[],
): Promise<Expected> {
  const everybody: Record<string, string> = { resident: person.openid, ...cast };
  const answers: Expected = {};
  for (const [who, openid] of Object.entries(everybody)) {
    if ((except as readonly string[]).includes(who)) continue;
    const event = {
      action,
      input,
      requestId: `req-${action}-${openid}-${Math.random().toString(36).slice(2)}`,
    };
    const answer = await client.send(openid, 'applications', event);
    answers[who as keyof Expected] = answer.ok ? 'ok' : answer.code;
  }
  return answers;
}

const all = (code: string, ...who: (keyof Cast | 'resident')[]): Expected =>
  Object.fromEntries(who.map((one) => [one, code]));

/** The refusals of a step that only officers take; `may` are those of them who do. */
export function officersOnly(...may: ('village' | 'town')[]): Expected {
  const others = (['village', 'town'] as const).filter((one) => !may.includes(one));
  return {
    ...all('FORBIDDEN', 'resident', 'guardian', 'stranger', 'otherResident', 'volunteer'),
    ...all('FORBIDDEN', 'unverifiedVolunteer', 'admin', ...others),
    // Who holds the role but not the case is told that there is none.
    ...(may.includes('village') ? all('NOT_FOUND', 'otherVillage') : all('FORBIDDEN', 'otherVillage')),
  };
}

/** The refusals of a step that only the applicant's side takes. */
export const APPLICANT_ONLY: Expected = {
  ...all('FORBIDDEN', 'stranger', 'volunteer', 'unverifiedVolunteer'),
  ...all('FORBIDDEN', 'village', 'otherVillage', 'town', 'admin'),
  ...all('NOT_FOUND', 'otherResident'),
};
