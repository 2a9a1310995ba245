/** Photos and a voice note of a form: their handlers, to be spread into definePage, and whether they can be handed in. */
import type { UploadItem, VoiceItem } from '../../components/types';
import type { PhotoTray } from '../../services/photos';
import type { VoiceNote } from '../../services/voice';

interface WithPhotos {
  tray: PhotoTray | null;
  data: { photos: UploadItem[] };
}
interface WithVoice {
  voice: VoiceNote | null;
}
type IdEvent = WechatMiniprogram.CustomEvent<{ id: string }>;

/** What ui-voice shows before anything is said. */
export const NO_VOICE: VoiceItem = {
  state: 'empty',
  seconds: 0,
  progress: 0,
  error: '',
  src: '',
  undo: false,
};

/** Events of ui-photos. */
export const photoHandlers = {
  onAddPhotos(this: WithPhotos, event: WechatMiniprogram.CustomEvent<{ remaining: number }>) {
    void this.tray?.add(event.detail.remaining);
  },
  onRemovePhoto(this: WithPhotos, event: IdEvent) {
    this.tray?.remove(event.detail.id);
  },
  onRetryPhoto(this: WithPhotos, event: IdEvent) {
    void this.tray?.retry(event.detail.id);
  },
  onPreviewPhoto(this: WithPhotos, event: IdEvent) {
    const { photos } = this.data;
    const current = photos.find((photo) => photo.id === event.detail.id)?.src;
    if (current) void wx.previewImage({ urls: photos.map(({ src }) => src).filter(Boolean), current });
  },
};

/** A recording that is going on ends when its page is left. */
function leave(this: WithVoice): void {
  this.voice?.leave();
}

/** Events of ui-voice, and of the page that has it. */
export const voiceHandlers = {
  onHide: leave,
  onUnload: leave,
  onVoiceStart(this: WithVoice) {
    void this.voice?.start();
  },
  onVoiceStop(this: WithVoice) {
    this.voice?.stop();
  },
  onVoiceRemove(this: WithVoice) {
    this.voice?.remove();
  },
  onVoiceUndo(this: WithVoice) {
    this.voice?.undo();
  },
  onVoiceRetry(this: WithVoice) {
    void this.voice?.retry();
  },
  onVoiceSettings(this: WithVoice) {
    void this.voice?.openSettings();
  },
};

/** Why the form cannot be sent yet because of its photos or its voice note; '' when it can. */
export function attachmentsProblem(tray: PhotoTray | null, voice: VoiceNote | null): string {
  if (voice?.underWay()) return '录音还没有传完，请等一下再提交';
  return tray?.underWay() ? '照片还在上传，请等一下再提交' : '';
}

/** The field of a command for a voice note, if there is one. */
export function voiceField(voice: VoiceNote | null): { voiceId?: string } {
  const voiceId = voice?.voiceId();
  return voiceId ? { voiceId } : {};
}
