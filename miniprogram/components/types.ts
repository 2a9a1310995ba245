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
