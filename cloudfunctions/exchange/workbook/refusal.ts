import { AppError } from '../../core/errors';

/** A file that cannot be taken, with words that say what to do. */
export function refuse(message: string): never {
  throw new AppError('FILE_REFUSED', { message });
}
