/** What is kept for a time only: sealed rows of imports, files of exports, links to card sheets. */
import { where } from '../core/database';
import { removeFile } from '../core/files';
import type { TimerContext, TimerTable } from '../core/timers';
import { TOWN_OFFICE } from '../core/villages';
import { removeParts } from './export/use-cases';
import { removeRows } from './import/jobs';

/** Records of one run; the rest comes with the next. */
const MANY = 50;

const due = (now: number) => ({ removeAt: where.lt(now) });

/** Rows of imports that nobody went on with, or that can no longer be undone. The figures of the import stay. */
async function expireImports({ reader, clock, each }: TimerContext): Promise<void> {
  const found = await reader.find('importJobs', { where: due(clock.now()), limit: MANY });
  for (const { _id } of found) {
    await each(_id, async (tx) => {
      const job = await tx.get('importJobs', _id);
      if (!job || job.removeAt === null || job.removeAt >= clock.now()) return null;
      await removeRows(tx, job);
      const over = job.state === 'checking' || job.state === 'ready' ? 'expired' : job.state;
      // What was under way when it was left stays as far as it came.
      const state = over === 'importing' || over === 'undoing' ? 'done' : over;
      await tx.put('importJobs', { ...job, state, removeAt: null, version: job.version + 1 });
      return { villageId: job.officeId };
    });
  }
}

/** Files first: a file without a record would be found by nobody. */
async function expireExports({ reader, clock, each }: TimerContext): Promise<void> {
  const found = await reader.find('exportJobs', { where: due(clock.now()), limit: MANY });
  for (const { _id } of found) {
    await each(_id, async (tx) => {
      const job = await tx.get('exportJobs', _id);
      if (!job || job.removeAt === null || job.removeAt >= clock.now()) return null;
      if (job.fileID !== null) await removeFile(job.fileID);
      if (job.state === 'making') await removeParts(tx, job);
      await tx.put('exportJobs', {
        ...job,
        state: 'gone',
        fileID: null,
        removeAt: null,
        version: job.version + 1,
      });
      return { villageId: job.officeId };
    });
  }
}

async function expireSheets({ reader, clock, each }: TimerContext): Promise<void> {
  const found = await reader.find('cardSheets', { where: { expiresAt: where.lt(clock.now()) }, limit: MANY });
  for (const { _id } of found) {
    // The hash of a token says nothing; still the audit names no link.
    await each('cardSheet', async (tx) => {
      const sheet = await tx.get('cardSheets', _id);
      if (!sheet || sheet.expiresAt >= clock.now()) return null;
      await tx.remove('cardSheets', _id);
      return { villageId: sheet.villageId ?? TOWN_OFFICE };
    });
  }
}

export const exchangeTimers: TimerTable = {
  files: async (ctx) => {
    await expireExports(ctx);
    await expireSheets(ctx);
  },
  imports: expireImports,
};
