/** The code of the mini-program (小程序码), drawn by WeChat once and kept as a file. */
import cloud from 'wx-server-sdk';

interface Drawn {
  content: Buffer;
  contentType: string;
}

/** Asks WeChat for a code that opens the first page; `scene` says where it was scanned. Rejects when WeChat draws none. */
export async function drawMiniCode(scene: string): Promise<Drawn> {
  const { buffer, contentType } = (await cloud.openapi.wxacode.getUnlimited({ scene, width: 430 })) as {
    buffer?: Buffer;
    contentType?: string;
  };
  if (!buffer || buffer.length === 0) throw new Error('WeChat has drawn no code');
  return { content: Buffer.from(buffer), contentType: contentType ?? 'image/jpeg' };
}
