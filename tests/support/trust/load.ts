/** Commands of many kinds, each valid whenever it comes, with the request id under which a phone would send it again. */
import type { CallResult } from '../../../typings/wire';
import type { FunctionName } from '../../../typings/api';
import { submission } from '../functions/case';
import { newRequestId, type Client } from '../functions/client';
import { newPerson, bornYearsAgo, newName, newOpenid } from '../functions/people';
import { employmentWish, wishOf } from '../functions/kinds';
import { WALKER, WHEELCHAIR, row, VILLAGE, type World } from '../functions/world';
import { CONSENT_VERSION } from '../../../miniprogram/shared/limits';

export interface Order {
  openid: string;
  fn: FunctionName;
  action: string;
  input: unknown;
  requestId: string;
  /** The answer as it was acknowledged; null: none came. */
  answer: CallResult<unknown> | null;
}

const KINDS: Record<string, (world: World) => Promise<Omit<Order, 'requestId' | 'answer'>>> = {
  applyDevice: async (world) => {
    const { openid } = await world.resident();
    return { openid, fn: 'applications', action: 'applyDevice', input: submission(WHEELCHAIR.halfFen) };
  },
  applyTwoDevices: async (world) => {
    const { openid } = await world.resident();
    const input = submission(WHEELCHAIR.halfFen + WALKER.halfFen, WHEELCHAIR.itemId, WALKER.itemId);
    return { openid, fn: 'applications', action: 'applyDevice', input };
  },
  applyEmployment: async (world) => {
    const { openid } = await world.resident();
    return { openid, fn: 'applications', action: 'applyEmployment', input: employmentWish() };
  },
  makeWish: async (world) => {
    const { openid } = await world.resident();
    return { openid, fn: 'applications', action: 'makeWish', input: wishOf() };
  },
  issueCode: async (world) => {
    const { openid } = await world.resident();
    return { openid, fn: 'pairing', action: 'issueCode', input: { renew: true } };
  },
  bind: async (world) => {
    const { name, idNumber, phone } = await world.registerOne();
    const input = { name, document: idNumber, phone, consentVersion: CONSENT_VERSION };
    return { openid: newOpenid('bind'), fn: 'accounts', action: 'bind', input };
  },
  registerVolunteer: () =>
    Promise.resolve({
      openid: newOpenid('volunteer'),
      fn: 'accounts',
      action: 'registerVolunteer',
      input: {
        name: newName(),
        phone: '13900000004',
        villageId: VILLAGE,
        kind: 'veteran',
        skills: [],
        consentVersion: CONSENT_VERSION,
      },
    }),
  recordCall: () =>
    Promise.resolve({
      openid: newOpenid('caller'),
      fn: 'emergency',
      action: 'recordCall',
      input: {
        calledAt: Date.now(),
        officerName: '陈主席',
        officerDuty: '主席',
        town: false,
        dialled: true,
      },
    }),
  saveNeed: (world) =>
    Promise.resolve({
      openid: world.staff.village,
      fn: 'donations',
      action: 'saveNeed',
      input: {
        what: '大米',
        quantity: 10,
        unit: '袋',
        openUntil: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
        residentId: null,
        open: true,
      },
    }),
  importResidents: (world) =>
    Promise.resolve({
      openid: world.staff.town,
      fn: 'registry',
      action: 'importResidents',
      input: { rows: Array.from({ length: 3 }, () => row(newPerson(bornYearsAgo(66)))) },
    }),
  recordLeaving: async (world) => {
    const { residentId } = await world.resident();
    const on = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    const input = { residentId, why: 'moved', on, note: '随子女去了外地' };
    return { openid: world.staff.village, fn: 'registry', action: 'recordLeaving', input };
  },
};

export const ORDER_KINDS = Object.keys(KINDS);

export async function orderOf(kind: string, world: World): Promise<Order> {
  const make = KINDS[kind];
  if (!make) throw new Error(`no kind ${kind}`);
  return { ...(await make(world)), requestId: newRequestId(), answer: null };
}

/** Sends the order (again); an answer that says that it was done is kept. Null: no answer came, or one that asks to try again. */
export async function send(client: Client, order: Order): Promise<CallResult<unknown> | null> {
  const { openid, fn, action, input, requestId } = order;
  const answer = await client.send(openid, fn, { action, input, requestId }).catch(() => null);
  if (answer?.ok === true) order.answer = answer;
  return answer;
}
