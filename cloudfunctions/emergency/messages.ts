/** Messages to staff about calls for help. They come on top of the queue, which shows the same. */
import type { EmergencyCallDoc, StaffDoc } from '../core/collections';
import type { Reader } from '../core/database';
import { askMessage, type Message } from '../core/notify';
import { villageName } from '../core/villages';

const PAGE = 'staff/emergencies/index';
/** More officers than a village or the town has. */
const STAFF_READ = 100;

type WithWeChat = StaffDoc & { openid: string };

async function staffOf(reader: Reader, villageId: string | null): Promise<WithWeChat[]> {
  const staff = await reader.find('staff', {
    where: villageId === null ? { level: 'town', endedAt: null } : { villageId, endedAt: null },
    limit: STAFF_READ,
  });
  return staff.filter((one): one is WithWeChat => one.openid !== null);
}

/** One message to each officer of the village who has come in with WeChat; to the town's where there is none. */
export async function messagesToVillage(reader: Reader, call: EmergencyCallDoc): Promise<Message[]> {
  const own = await staffOf(reader, call.villageId || null);
  return messages(
    reader,
    call,
    '有人应急求助，请马上回电',
    own.length > 0 ? own : await staffOf(reader, null),
  );
}

/** One message to each officer of the town: nobody of the village has taken the call in time. */
export async function messagesToTown(reader: Reader, call: EmergencyCallDoc): Promise<Message[]> {
  return messages(reader, call, '应急求助超时没人回电，请处理', await staffOf(reader, null));
}

async function messages(
  reader: Reader,
  call: EmergencyCallDoc,
  title: string,
  staff: WithWeChat[],
): Promise<Message[]> {
  const from = (await villageName(reader, call.villageId)) || '还没绑定的用户';
  return staff
    .filter(({ openid }) => openid !== call.openid)
    .map(({ openid }) => askMessage({ toOpenid: openid, title, from, page: PAGE, at: call.receivedAt }));
}
