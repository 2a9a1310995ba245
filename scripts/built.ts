import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');

/** Where the parts lie after a build. */
export const BUILT = {
  functions: join(ROOT, 'dist/functions'),
  dashboard: join(ROOT, 'dist/dashboard'),
};
