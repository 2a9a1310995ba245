/** Codes and scans of the journeys: what one phone shows, another one's camera reads. */
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
