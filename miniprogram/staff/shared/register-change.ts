/**
 * Whether a record of the register was changed on a page above: the page of the person, whose every reading is written down, is
 * read anew only then.
 */
let changed = false;

export function noteRegisterChange(): void {
  changed = true;
}

/** Whether something was changed since this was asked last. */
export function takeRegisterChange(): boolean {
  const was = changed;
  changed = false;
  return was;
}
