/** All built-in components. */
import { registerBasic } from './basic';
import { registerChoices } from './choice';
import { registerForm } from './form';
import { registerImage } from './image';
import { registerInput } from './input';
import { registerNavigator } from './navigator';
import { registerPageMeta } from './pageMeta';
import { registerScroll } from './scroll';
import { registerCanvas } from './canvas';
import { registerMedia } from './media';
import { registerPicker } from './picker';
import { registerRichText } from './richText';
import { registerSwiper } from './swiper';

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
  registerPicker();
  registerSwiper();
  registerCanvas();
  registerRichText();
  registerMedia();
}
