import type { Input, Output } from '../../typings/api';
import type { CallContext } from '../core/actions';
import { AppError, must } from '../core/errors';
import { removeFile, temporaryLinks } from '../core/files';
import { printedLines } from '../core/printed-text';
import { documentIn } from './document-words';

const INCOMING = /^cloud:\/\/[^/]+\/incoming\/[\w-]{16,64}\.(jpg|jpeg|png)$/i;
/** WeChat fetches the photo at once. */
const LINK_SECONDS = 120;

/** Reads name and number off the photo of a document, so that nobody has to type them. Nothing of it is kept, nor written into a log. */
export async function readDocument(
  _ctx: CallContext,
  { fileID }: Input<'media', 'readDocument'>,
): Promise<Output<'media', 'readDocument'>> {
  if (!INCOMING.test(fileID)) throw new AppError('PHOTO_NOT_FOUND');
  try {
    const link = must((await temporaryLinks([fileID], LINK_SECONDS)).get(fileID) || null, 'PHOTO_NOT_FOUND');
    return must(documentIn(await printedLines(link)), 'DOCUMENT_UNREAD');
  } finally {
    await removeFile(fileID).catch(() => undefined);
  }
}
