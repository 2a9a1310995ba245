/** A word under a name in a list, with the icon that says the same. */
export interface Tag {
  text: string;
  icon: string;
}

export const tag = (text: string, icon: string): Tag => ({ text, icon });
