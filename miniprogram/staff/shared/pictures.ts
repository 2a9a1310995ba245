/** Pictures that staff look at before others see them. */
import type { MediaApi } from '../../../typings/api/media';
import { call } from '../../services/call';

/** Those that the machine could not judge. */
export const pictures = (cursor: string | null): Promise<MediaApi['pictures']['output']> =>
  call('media', 'pictures', { cursor });

/** Others may see the picture, or not. */
export const decidePicture = (
  input: MediaApi['decidePicture']['input'],
  requestId: string,
): Promise<MediaApi['decidePicture']['output']> => call('media', 'decidePicture', input, { requestId });
