/** What `npm start` keeps in its data folder beside the cloud's own files: demo.json, and secrets.json with the functions' keys. */
import type { DemoResult } from '../demo/seed';

/** Grows when stored records get another shape: data of an older one are not read by newer functions. */
export const DATA_VERSION = 6;

/** demo.json. Without it the data are not whole. */
export interface Kept {
  demo: DemoResult;
  builtAt: string;
  version?: number;
}
