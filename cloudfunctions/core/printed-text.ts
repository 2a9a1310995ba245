/** WeChat's recognition of print on a photo (通用印刷体, ocr.printedText). */
import cloud from 'wx-server-sdk';

/** Lines on the photo at this address, from top to bottom; none when WeChat cannot do it now: typing always works. */
export async function printedLines(imgUrl: string): Promise<string[]> {
  try {
    const { items } = (await cloud.openapi.ocr.printedText({ imgUrl })) as { items?: { text?: string }[] };
    return (items ?? []).map(({ text }) => text ?? '');
  } catch {
    // No service, no permission, nothing recognised: for the person it is one thing.
    return [];
  }
}
