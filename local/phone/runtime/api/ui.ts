/** wx.showToast, showModal, showActionSheet and animation. */
import { hideToast, showLoading, showToast, type ToastOptions } from '../ui/toast';
import { showModal, showSheet, type ModalOptions } from '../ui/dialogs';
import { createAnimation } from './animation';
import { ApiError, register, registerAsync } from './define';

/** WeChat's limits, so that texts are not cut only on a real phone. */
const MAX_BUTTON_CHARS = 4;
const MAX_SHEET_ITEMS = 6;

registerAsync({
  showToast: (options: ToastOptions) => showToast(options),
  hideToast,
  showLoading: (options: ToastOptions) => showLoading(options),
  hideLoading: hideToast,
  showModal: (options: ModalOptions) => {
    for (const name of ['cancelText', 'confirmText'] as const) {
      if ((options[name] ?? '').length > MAX_BUTTON_CHARS) {
        throw new ApiError(`${name} length should not larger than 4 Chinese characters`);
      }
    }
    return showModal(options);
  },
  showActionSheet: async ({
    itemList,
    alertText,
    itemColor,
  }: {
    itemList: string[];
    alertText?: string;
    itemColor?: string;
  }) => {
    if (!Array.isArray(itemList) || itemList.length === 0)
      throw new ApiError('parameter error: itemList should have at least 1 item');
    if (itemList.length > MAX_SHEET_ITEMS)
      throw new ApiError('parameter error: itemList should not be large than 6');
    const tapIndex = await showSheet(itemList, alertText, itemColor);
    if (tapIndex < 0) throw new ApiError('cancel');
    return { tapIndex };
  },
  enableAlertBeforeUnload: () => undefined,
  disableAlertBeforeUnload: () => undefined,
});

register({ createAnimation });
