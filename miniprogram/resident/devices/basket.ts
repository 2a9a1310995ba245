/** The devices chosen so far, kept on the phone for the active person until they are applied for. */
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { LIMITS } from '../../shared/limits';

const DRAFT = 'device-basket';

/** Ids of the chosen items, in the order of choosing. */
export function chosenItems(): string[] {
  return (loadDraft(DRAFT)?.itemIds ?? '').split(',').filter((id) => id !== '');
}

/** Makes these the chosen ones; none forgets the basket. */
export function chooseItems(itemIds: readonly string[]): void {
  saveDraft(DRAFT, { itemIds: itemIds.join(',') });
}

/** Adds an item; false when as many are chosen as one application may have. */
export function addItem(itemId: string): boolean {
  const chosen = chosenItems();
  if (chosen.includes(itemId)) return true;
  if (chosen.length >= LIMITS.devicesPerApplication) return false;
  chooseItems([...chosen, itemId]);
  return true;
}

export function removeItem(itemId: string): void {
  chooseItems(chosenItems().filter((id) => id !== itemId));
}

/** After the application is filed. */
export function emptyBasket(): void {
  dropDraft(DRAFT);
}

/** What is said when one more does not go in. */
export const BASKET_FULL = `一次最多申请${LIMITS.devicesPerApplication}样，请先申请选好的，再选别的`;
