/**
 * WeChat's check of pictures that people will see who have nothing to do with their record (security.mediaCheckAsync, version 2).
 * WeChat fetches the picture by its link and tells the result later, as an event that the function media takes.
 */
import cloud from 'wx-server-sdk';
import type { PhotoDoc } from './collections';
import { temporaryLinks } from './files';
import { scrub, writeLog } from './logger';

/** Whether people beyond the record's own parties and staff may see it. */
export function isPassed({ check }: Pick<PhotoDoc, 'check'>): boolean {
  return check === null || check.state === 'passed';
}

/** 图片. */
const MEDIA_TYPE = 2;
/** 论坛: what people show each other. */
const SCENE = 3;
/** WeChat promises the result within half an hour; it may fetch the picture as late. */
const LINK_SECONDS = 3600;

/** Asks for the check of a stored picture. Gives the trace id of the result to come, null when the question was not taken. */
export async function askPictureCheck(openid: string, fileID: string): Promise<string | null> {
  try {
    const mediaUrl = (await temporaryLinks([fileID], LINK_SECONDS)).get(fileID) ?? '';
    const answer = (await cloud.openapi.security.mediaCheckAsync({
      openid,
      scene: SCENE,
      version: 2,
      mediaUrl,
      mediaType: MEDIA_TYPE,
    })) as { traceId?: string };
    return answer.traceId ?? null;
  } catch (error) {
    writeLog({
      level: 'warn',
      fn: 'picture-check',
      action: 'mediaCheckAsync',
      requestId: 'check',
      code: 'PICTURE_UNCHECKED',
      ms: 0,
      db: 0,
      detail: scrub(error),
    });
    return null;
  }
}
