/** Two records of one person put together, and taken apart again: lists on the record only, documents are the use case's. */
import type { ResidentDoc } from '../../core/collections';
import type { MergeDoc } from '../../core/documents/register';
import { askedCasesOf } from '../../core/pure/asked-cases';

interface Both {
  kept: ResidentDoc;
  gone: ResidentDoc;
}

const byTime = (helped: NonNullable<ResidentDoc['helped']>): NonNullable<ResidentDoc['helped']> =>
  [...helped].sort((a, b) => b.at - a.at);

/** The record that stays, with everything of the other; and what is left of the other. */
export function joined(kept: ResidentDoc, gone: ResidentDoc): Both {
  const known = new Set(kept.guardians.map(({ openid }) => openid));
  return {
    kept: {
      ...kept,
      binding: kept.binding ?? gone.binding,
      code: kept.code ?? gone.code,
      guardians: [...kept.guardians, ...gone.guardians.filter(({ openid }) => !known.has(openid))],
      devices: [...kept.devices, ...gone.devices],
      pairings: [...kept.pairings, ...gone.pairings],
      asked: [...kept.asked, ...gone.asked],
      askedCases: [...askedCasesOf(kept), ...askedCasesOf(gone)],
      running: [...kept.running, ...gone.running],
      helped: byTime([...(kept.helped ?? []), ...(gone.helped ?? [])]),
      jobFile: (kept.jobFile ?? false) || (gone.jobFile ?? false),
    },
    gone: {
      ...gone,
      status: 'merged',
      mergedInto: kept._id,
      binding: null,
      code: null,
      guardians: [],
      devices: [],
      pairings: [],
      asked: [],
      askedCases: [],
      running: [],
      helped: [],
    },
  };
}

/** Splits a list by whose an entry is: of the record that is there again, or of the one that stayed. */
function split<T>(list: readonly T[], isGone: (one: T) => boolean): { kept: T[]; gone: T[] } {
  return { kept: list.filter((one) => !isGone(one)), gone: list.filter(isGone) };
}

/**
 * The records after an undone merge. What hangs on documents that go back goes back as it is now; what the phones, guardians and
 * the code did in between stays done.
 */
export function parted(
  kept: ResidentDoc,
  gone: ResidentDoc,
  before: MergeDoc['before'],
  back: readonly { id: string }[],
): Both {
  const ids = new Set(back.map(({ id }) => id));
  const devices = split(kept.devices, ({ applicationId }) => ids.has(applicationId));
  const pairings = split(kept.pairings, ({ pairingId }) => ids.has(pairingId));
  const asked = split(kept.asked, (one) => ids.has(one.what === 'pairing' ? one.pairingId : one.serviceId));
  const askedCases = split(askedCasesOf(kept), ({ applicationId }) => ids.has(applicationId));
  const running = split(kept.running, ({ serviceId }) => ids.has(serviceId));
  const helped = split(kept.helped ?? [], ({ serviceId }) => ids.has(serviceId));

  const wereKept = new Set(before.kept.guardians.map(({ openid }) => openid));
  const wereGone = new Set(before.gone.guardians.map(({ openid }) => openid));
  const binding = split(
    kept.binding ? [kept.binding] : [],
    ({ openid }) => before.gone.binding?.openid === openid,
  );
  const ownCode = before.kept.code !== null || kept.code?.hash !== before.gone.code?.hash;
  const fileGoesBack = (before.gone.jobFile ?? false) && !(before.kept.jobFile ?? false);
  const { mergedInto: _merged, ...rest } = gone;
  return {
    kept: {
      ...kept,
      binding: binding.kept[0] ?? null,
      code: ownCode ? kept.code : null,
      guardians: kept.guardians.filter(({ openid }) => wereKept.has(openid) || !wereGone.has(openid)),
      devices: devices.kept,
      pairings: pairings.kept,
      asked: asked.kept,
      askedCases: askedCases.kept,
      running: running.kept,
      helped: helped.kept,
      jobFile: (kept.jobFile ?? false) && !fileGoesBack,
    },
    gone: {
      ...rest,
      status: 'active',
      binding: binding.gone[0] ?? null,
      // Another code was issued meanwhile: the older one is dead.
      code: before.kept.code !== null || !ownCode ? before.gone.code : null,
      guardians: before.gone.guardians.filter(({ openid }) =>
        kept.guardians.some((one) => one.openid === openid),
      ),
      devices: devices.gone,
      pairings: pairings.gone,
      asked: asked.gone,
      askedCases: askedCases.gone,
      running: running.gone,
      helped: helped.gone,
      jobFile: before.gone.jobFile ?? false,
    },
  };
}
