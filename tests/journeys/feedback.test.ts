/** "It was not so": the resident says why, staff reject the service, and the volunteer reads the reason. */
import { resolve } from 'node:path';
import { byHand, photoByHand } from './by-hand';
import { pairByHand } from './doors';
import { Phone } from './phone';
import { setStage } from './stage';

const PHOTO = resolve(__dirname, '../../demo/photos/rice-cooker.jpg');
const RESIDENT = 'demo-resident-51';
const VOLUNTEER = 'demo-volunteer-44';
const stage = setStage();

test('disputed, rejected by staff with a reason, read by the volunteer', async () => {
  const { url } = stage.product;
  const code = await pairByHand(url, RESIDENT, VOLUNTEER);
  const { serviceId } = await byHand(url, VOLUNTEER, 'pairing', 'startService', { code });
  await byHand(url, VOLUNTEER, 'pairing', 'endService', { code });
  const photoIds = [await photoByHand(url, VOLUNTEER, PHOTO, 'service')];
  await byHand(url, VOLUNTEER, 'pairing', 'describeService', {
    serviceId,
    kinds: ['visit'],
    words: '',
    photoIds,
  });

  const volunteer = await Phone.open(stage.browser, url, VOLUNTEER, {
    path: `volunteer/service/index?serviceId=${serviceId}`,
  });
  await volunteer.sees('等对方确认');
  const resident = await Phone.open(stage.browser, url, RESIDENT);
  await resident.press(/^请评价/);
  await resident.press('不是这样');
  await resident.fill(/写一写哪里不对/, '门都没进，扫了就走');
  await resident.press('告诉工作人员');
  await resident.sees(/您的意见已告诉工作人员/);
  await volunteer.sees(/对方有不同意见/);

  const officer = await Phone.open(stage.browser, url, 'demo-officer-xiejialu');
  await officer.press(/服务核对/);
  await officer.page.getByRole('tab', { name: /有不同意见/ }).click();
  const { service } = await readService(serviceId);
  await officer.press(new RegExp(`^${service.volunteerName} 帮 ${service.residentName}`));
  await officer.sees('门都没进，扫了就走');
  await officer.press('这次不算');
  await officer.fill(/原因/, '打电话问过双方，确实没有帮忙');
  await officer.press('记为不算');
  await officer.sees('工作人员核对，这次不算');
  await volunteer.sees('打电话问过双方，确实没有帮忙');
  await resident.sees('工作人员核实后，这次不算');
  expect((await readService(serviceId)).service).toMatchObject({ state: 'rejected' });
  for (const phone of [resident, volunteer, officer]) {
    expect(await phone.errors()).toEqual([]);
    await phone.close();
  }
}, 300_000);

async function readService(serviceId: string) {
  const answer = await byHand(stage.url, 'demo-officer-xiejialu', 'pairing', 'service', { serviceId });
  if (answer.unchanged) throw new Error('asked without a version');
  return answer;
}
