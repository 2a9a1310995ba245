/**
 * Which photos and voice notes of a form have arrived but are in no record yet. Kept beside the draft, so that a form that was
 * closed, or killed by WeChat, gets them back instead of asking for them again.
 */
import { roleScope } from './session';
import { readStored, removeStored, writeStored } from './storage';

const VERSION = 1;
const MAX_AGE_MS = 7 * 24 * 60 * 60 * 1000;

/** A file in the cloud: uploaded (`fileID`) and, once a function took it in, under its `id`. */
export interface KeptFile {
  fileID: string;
  id: string | null;
  /** Length of a voice note. */
  seconds?: number;
}

interface Kept {
  version: number;
  at: number;
  files: KeptFile[];
}

export interface Keeper {
  /** What was kept, nothing when it is older than a week. */
  read(): KeptFile[];
  write(files: KeptFile[]): void;
  forget(): void;
}

/**
 * A place for the files of one form, for the role that is active now; its draft, photos and voice note may share one name.
 * Without a name nothing is kept.
 */
export function keeper(kind: 'photos' | 'voice', name: string | undefined): Keeper {
  if (name === undefined) return { read: () => [], write: () => undefined, forget: () => undefined };
  const key = `draft:${roleScope()}:${name}:${kind}`;
  const forget = (): void => removeStored(key);
  return {
    read() {
      const kept = readStored<Kept>(key);
      return kept && kept.version === VERSION && Date.now() - kept.at <= MAX_AGE_MS ? kept.files : [];
    },
    write(files) {
      if (files.length === 0) forget();
      else writeStored(key, { version: VERSION, at: Date.now(), files });
    },
    forget,
  };
}
