/** All parts of the bench: `npm run bench -- <name>` runs one. A new part is a file here and a line below. */
import type { Part } from '../support/types';

export const PARTS: Record<string, () => Promise<Part>> = {
  home: () => import('./home'),
  screen: () => import('./screen'),
  live: () => import('./live'),
  queues: () => import('./queues'),
  weapp: () => import('./weapp'),
  requests: () => import('./requests'),
  coldStart: () => import('./cold-start'),
  memory: () => import('./memory'),
  commands: () => import('./commands'),
  million: () => import('./million'),
  sustained: () => import('./sustained'),
  peers: () => import('./peers'),
  simulation: () => import('./simulation'),
};
