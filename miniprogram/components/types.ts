/** The shapes that pages hand to components and get back from them. */

export type Tone = 'neutral' | 'info' | 'progress' | 'success' | 'warning' | 'danger';

export interface ChoiceOption {
  value: string;
  label: string;
  note?: string;
  icon?: string;
  image?: string;
  disabled?: boolean;
}

export interface UploadItem {
  id: string;
  src: string;
  state: 'ready' | 'uploading' | 'done' | 'failed';
  /** 0 to 100, while uploading. */
  progress?: number;
  error?: string;
}

export interface VoiceItem {
  /** 'starting': the microphone is being opened; 'refused': the person does not let us use it. */
  state: 'empty' | 'starting' | 'refused' | 'recording' | 'uploading' | 'failed' | 'done';
  /** Recorded so far, or the length of what was recorded. */
  seconds: number;
  /** 0 to 100, while uploading. */
  progress: number;
  error: string;
  /** What can be listened to; '' while there is nothing. */
  src: string;
  /** Whether a deleted recording can be brought back. */
  undo: boolean;
}

export interface Photo {
  id?: string;
  src: string;
  /** What is to be seen, for those who cannot see it. */
  alt: string;
}

export interface TimelineItem {
  title: string;
  time?: string;
  actor?: string;
  note?: string;
  state: 'done' | 'current' | 'todo' | 'bad';
  photos?: Photo[];
}

export interface Step {
  title: string;
  note?: string;
}

export interface TabItem {
  key: string;
  label: string;
  count?: number;
}
