/** The picture of the code that leads from the screen to the mini-program. */
import type { Clock } from '../core/clock';
import type { Store } from '../core/database';
import { downloadFile, uploadFile } from '../core/files';
import { drawMiniCode } from '../core/mini-code';

export interface Picture {
  content: Buffer;
  contentType: string;
}

/** Where it was scanned, as the mini-program is told. */
const SCENE = 'screen';
const PATH = 'codes/screen';

/** A warm function needs neither the database nor the file again: the code never changes. */
let kept: Picture | null = null;

async function stored(store: Store): Promise<Picture | null> {
  const doc = await store.get('miniCodes', 'screen');
  const content = doc && (await downloadFile(doc.fileID));
  return doc && content ? { content, contentType: doc.contentType } : null;
}

async function drawn(store: Store, clock: Clock): Promise<Picture> {
  const picture = await drawMiniCode(SCENE);
  const fileID = await uploadFile(PATH, picture.content);
  await store.transaction((tx) =>
    tx.put('miniCodes', {
      _id: 'screen',
      fileID,
      contentType: picture.contentType,
      madeAt: clock.now(),
    }),
  );
  return picture;
}

/** The code; asked of WeChat the first time only. Rejects when there is none yet and WeChat draws none. */
export async function screenCode(store: Store, clock: Clock): Promise<Picture> {
  kept ??= (await stored(store)) ?? (await drawn(store, clock));
  return kept;
}
