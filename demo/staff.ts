/** Administrator, officers of every village, the town's federation: invited and come in as in real life. */
import type { Officer } from '../typings/domain';
import type { Stage } from './actors';
import type { Person } from './people';
import { CATALOGUE, PARAMETERS, PLACES } from './town';

export const ADMIN = 'demo-admin';
export const TOWN_OFFICER = 'demo-town-1';
export const TOWN_OFFICER_2 = 'demo-town-2';

/** The openid of a village's full-time officer. */
export const officerOf = (villageId: string): string => `demo-officer-${villageId}`;

/** In the order in which they are called. */
const DUTIES = ['主席', '副主席', '专职委员'];

/** Sets the town up and appoints everybody; the figures and records start empty. */
export async function setUpTown(stage: Stage, at: number, code: string, person: () => Person): Promise<void> {
  const admin = person();
  await stage.act(at, ADMIN, 'accounts', 'becomeFirstAdmin', { code, name: admin.name, phone: admin.phone });
  for (const parameter of PARAMETERS) await stage.act(at, ADMIN, 'registry', 'setParameter', parameter);
  for (const item of CATALOGUE) await stage.act(at, ADMIN, 'applications', 'saveCatalogueItem', item);

  let minute = at;
  for (const place of PLACES) {
    minute += 60_000;
    const officers: Officer[] = DUTIES.map((duty) => {
      const { name, phone } = person();
      return { name, duty, phone };
    });
    await stage.act(minute, ADMIN, 'registry', 'saveVillage', { ...place, officers });
    for (const officer of officers) {
      const openid =
        officer.duty === '专职委员'
          ? officerOf(place.villageId)
          : `demo-${place.villageId}-${officer.duty === '主席' ? 'chair' : 'vice'}`;
      await appoint(stage, minute, openid, { ...officer, level: 'village', villageId: place.villageId });
    }
  }
  const townOfficers: Officer[] = [];
  for (const [openid, duty] of [
    [TOWN_OFFICER, '理事长'],
    [TOWN_OFFICER_2, '工作人员'],
  ] as const) {
    const { name, phone } = person();
    await appoint(stage, minute, openid, { name, phone, duty, level: 'town', villageId: null });
    townOfficers.push({ name, phone, duty });
  }
  // On duty first is who sits in the office, then the head.
  await stage.act(minute, ADMIN, 'registry', 'saveTownOffice', {
    name: '泗门镇残联',
    officers: townOfficers.reverse(),
  });
}

async function appoint(
  stage: Stage,
  at: number,
  openid: string,
  invitation: Officer & { level: 'village' | 'town'; villageId: string | null },
): Promise<void> {
  const { code } = await stage.act(at, ADMIN, 'accounts', 'inviteStaff', invitation);
  await stage.act(at, openid, 'accounts', 'acceptInvite', { code });
}
