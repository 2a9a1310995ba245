/** Codes and scans of the journeys: what one phone shows, another one's camera reads. */
import { EJSON } from 'bson';
import type { ServiceDoc } from '../../cloudfunctions/core/collections';
import { byHand } from './by-hand';
import type { Phone } from './phone';

/** The code that the page shows. */
export async function codeOn(phone: Phone): Promise<string> {
  const shown = phone.page
    .getByRole('img', { name: /(码|链接)$/ })
    .filter({ visible: true })
    .first();
  await shown.waitFor();
  return (await shown.getAttribute('data-code')) ?? '';
}

/** Holds the camera of the phone over a code. */
export async function scanCode(phone: Phone, code: string): Promise<void> {
  await phone.press(/^扫对方的二维码/);
  await phone.fill('码里的文字', code);
  await phone.press('确定');
}

/** A resident and a volunteer who are paired; gives the resident's code. */
export async function pairByHand(url: string, resident: string, volunteer: string): Promise<string> {
  const { code } = await byHand(url, resident, 'pairing', 'issueCode', { renew: false });
  const { pairingId } = await byHand(url, volunteer, 'pairing', 'askPairing', { code });
  await byHand(url, resident, 'pairing', 'decidePairing', { pairingId, accept: true });
  return code;
}

/** Time passes for a service that runs: it began so much earlier. Nobody can wait that long in a test. */
export async function minutesPass(url: string, serviceId: string, minutes: number): Promise<void> {
  const ask = async (body: object): Promise<{ data?: { list?: string[] } }> =>
    (await (await fetch(`${url}/admin`, { method: 'POST', body: JSON.stringify(body) })).json()) as {
      data?: { list?: string[] };
    };
  const of = { collectionName: 'services', query: JSON.stringify({ _id: serviceId }) };
  const found = await ask({ ...of, action: 'database.getDocument', queryType: 'DOC', limit: 1 });
  const { _id, ...service } = EJSON.parse(found.data?.list?.[0] ?? 'null') as unknown as ServiceDoc;
  const startedAt = service.startedAt - minutes * 60_000;
  // A new version, or the phones that watch would not see it.
  const data = EJSON.stringify({ ...service, startedAt, version: service.version + 1 }, { relaxed: false });
  await ask({ ...of, action: 'database.modifyDocument', data, multi: false, merge: false, upsert: false });
}
