/** What somebody does on a phone that the journey does not look at: the same calls, straight to the functions. */
import { readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import type { ActionName, FunctionName, Input, Output } from '../../typings/api';
import type { PhotoPurpose } from '../../typings/api/media';
import type { CallResult } from '../../typings/wire';

/** Calls an action as this person; a refusal ends the journey with its words. */
export async function byHand<F extends FunctionName, A extends ActionName<F>>(
  url: string,
  openid: string,
  fn: F,
  action: A,
  input: Input<F, A>,
): Promise<Output<F, A>> {
  const response = await fetch(`${url}/functions/${fn}`, {
    method: 'POST',
    headers: { 'x-wx-openid': openid },
    body: JSON.stringify({ action, input, requestId: `req-${randomBytes(12).toString('hex')}` }),
  });
  const { result } = (await response.json()) as { result?: CallResult<Output<F, A>> };
  if (!result?.ok) throw new Error(`${fn}.${action}: ${JSON.stringify(result)}`);
  return result.data;
}

/** A photo taken in, as the phone of this person sends it. */
export async function photoByHand(
  url: string,
  openid: string,
  file: string,
  purpose: PhotoPurpose,
): Promise<string> {
  const path = `incoming/${randomBytes(12).toString('hex')}.jpg`;
  const query = new URLSearchParams({ openid, path });
  const response = await fetch(`${url}/phone/api/upload?${query.toString()}`, {
    method: 'POST',
    body: new Uint8Array(readFileSync(file)),
  });
  const { fileID } = (await response.json()) as { fileID: string };
  return (await byHand(url, openid, 'media', 'accept', { fileID, purpose })).photoId;
}
