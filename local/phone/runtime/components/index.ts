/** All built-in components. */
import { registerBasic } from './basic';
import { registerChoices } from './choice';
import { registerForm } from './form';
import { registerImage } from './image';
import { registerInput } from './input';
import { registerNavigator } from './navigator';
import { registerPageMeta } from './pageMeta';
import { registerScroll } from './scroll';

/** Registers them; before any page is created. */
export function registerComponents(): void {
  registerBasic();
  registerImage();
  registerForm();
  registerInput();
  registerChoices();
  registerScroll();
  registerNavigator();
  registerPageMeta();
}
