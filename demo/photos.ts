/** Drawn pictures, handed in as a phone would. */
import cloud from 'wx-server-sdk';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PhotoPurpose } from '../typings/api/media';
import { openStore } from '../cloudfunctions/core/database';
import { takeVerdict } from '../cloudfunctions/media/verdict';
import type { Stage } from './actors';

export type DemoPhoto =
  | 'delivery'
  | 'door-before'
  | 'door-after'
  | 'bath-before'
  | 'bath-after'
  | 'rice-cooker'
  | 'visit'
  | 'housework'
  | 'goods-soap'
  | 'goods-towel'
  | 'goods-detergent'
  | 'goods-umbrella'
  | 'goods-cup'
  | 'goods-rice'
  | 'goods-oil'
  | 'goods-lamp'
  | 'signature';

let handedIn = 0;

/** WeChat's result of the check: no function runs here yet that could take its message. */
async function pass(at: number, photoId: string): Promise<void> {
  const store = openStore();
  const traceId = (await store.get('photos', photoId))?.check?.traceId;
  if (!traceId) return;
  const event = { MsgType: 'event', Event: 'wxa_media_check', trace_id: traceId } as const;
  await takeVerdict(
    { ...event, errcode: 0, result: { suggest: 'pass' } },
    { clock: { now: () => at }, store },
  );
}

/** Uploads a picture as this user and gives the id of the photo that came of it. */
export async function handIn(
  stage: Stage,
  at: number,
  openid: string,
  purpose: PhotoPurpose,
  photo: DemoPhoto,
): Promise<string> {
  handedIn += 1;
  const { fileID } = await cloud.uploadFile({
    cloudPath: `incoming/demo-photo-${String(handedIn).padStart(10, '0')}.jpg`,
    fileContent: readFileSync(join(__dirname, `photos/${photo}.jpg`)),
  });
  const { photoId } = await stage.act(at, openid, 'media', 'accept', { fileID, purpose });
  await pass(at, photoId);
  return photoId;
}
