/** Photos of a staff form: what is missing before sending. */
import type { PhotoTray } from '../../services/photos';

/** Why the photos cannot be handed in yet, in words; '' when they can. */
export function photosProblem(tray: PhotoTray | null, needed: string): string {
  if (tray?.underWay()) return '照片还在上传，请等一下再提交';
  return needed !== '' && (tray?.photoIds() ?? []).length === 0 ? needed : '';
}
