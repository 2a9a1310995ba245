/** Every page of the app: who opens it in the demo village and with what. A new page comes with its line: the audit's test asks for it. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CASEWORK } from './places/casework';
import { FRONT } from './places/front';
import type { Place } from './places/kinds';
import { REGISTER } from './places/register';
import { RESIDENTS } from './places/residents';
import { SET_UP } from './places/set-up';
import { VOLUNTEERS } from './places/volunteers';

export const PLACES: readonly Place[] = [
  ...FRONT,
  ...RESIDENTS,
  ...VOLUNTEERS,
  ...CASEWORK,
  ...REGISTER,
  ...SET_UP,
];

/** Pages of app.json that nobody visits. */
export function unvisited(): string[] {
  const file = resolve(__dirname, '../../miniprogram/app.json');
  const { pages, subPackages } = JSON.parse(readFileSync(file, 'utf8')) as {
    pages: string[];
    subPackages: { root: string; pages: string[] }[];
  };
  const all = [
    ...pages,
    ...subPackages.flatMap(({ root, pages: own }) => own.map((one) => `${root}/${one}`)),
  ];
  const visited = new Set(PLACES.map(({ route }) => route));
  return all.filter((route) => !visited.has(route));
}
