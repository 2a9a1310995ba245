/** What the program keeps for its own safety: messages that are not sent yet, how far long work has come, signals of fraud. */
import type { Millis } from '../../../typings/domain';
import type { Message } from '../notify';

/** A message that was decided on in a transaction and is removed once WeChat has it. `_id`: '<command>-<n>'. */
export interface MessageDoc {
  _id: string;
  message: Message;
  /** How often it was tried; one that is never taken is given up. */
  tries: number;
  createdAt: Millis;
}

/**
 * A file that has to go: an upload that was announced (its name is the id, `fileID` null), whatever becomes of it; or the file
 * of a record that is gone. Functions cannot list files, so this is written before there is one without a record.
 */
export interface FileRemovalDoc {
  _id: string;
  fileID: string | null;
  removeAt: Millis;
}

/** How far work over a whole collection has come, so that the next run goes on there. `_id`: '<work>:<collection>'. */
export interface ProgressDoc {
  _id: string;
  /** The last id that is done. */
  after: string;
  /** What it is done for, as the key version; another one begins anew. */
  goal: string;
  done: boolean;
  updatedAt: Millis;
}
