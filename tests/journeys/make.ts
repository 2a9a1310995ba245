/** `tsx tests/journeys/make.ts FOLDER`: makes what journeys and audit start from, beside other steps of `npm test`. */
import { resolve } from 'node:path';
import { makePrepared } from './product';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: tsx tests/journeys/make.ts FOLDER');
void makePrepared(resolve(folder));
