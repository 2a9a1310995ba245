/** Open cases that wait for the home's own word: they stand on the resident's record too, since the villages' lists go by it. */
import type { OpenCase } from '../../../typings/api/accounts';
import { WAITS_FOR_HOME } from '../../../miniprogram/shared/case-states';
import type { ApplicationDoc, ResidentDoc } from '../collections';

/** An application as a line of a list. */
export function caseLine({ _id, kind, title, state, updatedAt }: ApplicationDoc): OpenCase {
  return { applicationId: _id, kind, title, state, updatedAt };
}

/** As records of before had it, until they are migrated. */
interface OlderResident {
  openCases?: OpenCase[];
}

/** The open cases that wait for the home's own word. */
export function askedCasesOf(resident: Pick<ResidentDoc, 'askedCases'>): OpenCase[] {
  if (resident.askedCases) return resident.askedCases;
  const { openCases = [] } = resident as OlderResident;
  return openCases
    .filter(({ kind, state }) => WAITS_FOR_HOME[kind].includes(state))
    .map(({ applicationId, kind, title, state, updatedAt }) => ({
      applicationId,
      kind,
      title,
      state,
      updatedAt,
    }));
}

/** The resident with the cases that wait for the home as they are with this application; the same object when nothing changes. */
export function withAskedCase(resident: ResidentDoc, application: ApplicationDoc): ResidentDoc {
  const before = askedCasesOf(resident);
  const line = caseLine(application);
  const known = before.find(({ applicationId }) => applicationId === line.applicationId);
  const waits = WAITS_FOR_HOME[line.kind].includes(line.state);
  const same = known && known.state === line.state && known.updatedAt === line.updatedAt;
  if (waits ? same : !known) return resident;
  const others = before.filter((one) => one !== known);
  return {
    ...resident,
    askedCases: waits ? [line, ...others] : others,
    version: resident.version + 1,
  };
}

/** The resident with whom a case does not wait any more; the same object when it did not. */
export function withoutAskedCase(resident: ResidentDoc, applicationId: string): ResidentDoc {
  const before = askedCasesOf(resident);
  const others = before.filter((one) => one.applicationId !== applicationId);
  if (others.length === before.length) return resident;
  return { ...resident, askedCases: others, version: resident.version + 1 };
}

/** The resident after a step of a case, with what else of the record it changes; the same object when nothing does. */
export function afterStep(
  resident: ResidentDoc,
  application: ApplicationDoc,
  change: Partial<ResidentDoc> = {},
): ResidentDoc {
  const changes = Object.entries(change).some(
    ([field, value]) => resident[field as keyof ResidentDoc] !== value,
  );
  return withAskedCase(
    changes ? { ...resident, ...change, version: resident.version + 1 } : resident,
    application,
  );
}
