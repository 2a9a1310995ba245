/** Builds the page in a process of its own: Vite is ESM, Jest is not. `npx tsx build-page.ts <folder>` */
import { buildDashboard } from '../../../dashboard/build';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('usage: build-page.ts <folder>');
void buildDashboard(folder).catch((cause: unknown) => {
  console.error(cause);
  process.exitCode = 1;
});
