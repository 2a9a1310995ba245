/** How many pairings each side may have: the parameter `pairingLimit`. */
export interface PairingLimit {
  residentsPerVolunteer: number;
  volunteersPerResident: number;
  answerDays: number;
}

/** Until the parameter `pairingLimit` is set. */
export const DEFAULT_PAIRING_LIMIT: PairingLimit = {
  residentsPerVolunteer: 2,
  volunteersPerResident: 3,
  answerDays: 7,
};
