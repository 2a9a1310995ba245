/** One application as its applicant reads it. */
import type { ApplicationView } from '../../../typings/api/applications';
import type { Photo, Step, TimelineItem, Tone } from '../../components/types';
import {
  devicePicture,
  differenceWords,
  progress,
  quoteWords,
  timelineItems,
  type QuoteWords,
} from '../../pages/shared/device-view';
import { groupPhone } from '../../components/shared/group';
import { DEVICE_STATES } from '../../shared/device-states';

export interface ResidentCase {
  title: string;
  picture: string;
  status: string;
  tone: Tone;
  steps: Step[];
  current: number;
  timeline: TimelineItem[];
  price: QuoteWords;
  priceTitle: string;
  difference: string;
  /** What staff asked or why they refused: the note of the last step. */
  staffNote: string;
  photos: Photo[];
  behalf: string;
  contactPhone: string;
  deliverTo: string;
  reason: string;
  feedback: { score: number; words: string } | null;
  can: { answer: boolean; withdraw: boolean; confirm: boolean; rate: boolean };
}

/** What staff said with the step that the application stands at now. */
function lastStaffNote(view: ApplicationView): string {
  if (view.state !== 'returned' && view.state !== 'rejected') return '';
  return view.timeline[view.timeline.length - 1]?.note ?? '';
}

/** Everything the page shows. */
export function residentCase(view: ApplicationView, now: number): ResidentCase {
  const words = DEVICE_STATES[view.state];
  const { items, current } = progress(view.state);
  const quote = view.decision ?? view.quote;
  return {
    title: `${view.itemName}申请`,
    picture: devicePicture(view.image),
    status: words.resident,
    tone: words.tone,
    steps: items,
    current,
    timeline: timelineItems(view, now),
    price: quoteWords({ quotable: true, quote }),
    priceTitle: view.decision ? '您要付（已批准）' : '您要付（申请时）',
    difference: differenceWords(view),
    staffNote: lastStaffNote(view),
    photos: view.deliveryPhotos.map((photo, i) => ({
      id: photo.photoId,
      src: photo.url,
      alt: `${view.itemName}送到时的照片，第${i + 1}张`,
    })),
    behalf: view.onBehalfBy ? `由${view.onBehalfBy}代办` : '',
    contactPhone: groupPhone(view.contactPhone),
    deliverTo: view.deliverTo,
    reason: view.reason,
    feedback: view.feedback,
    can: {
      answer: view.actions.includes('resubmit'),
      withdraw: view.actions.includes('withdraw'),
      confirm: view.actions.includes('confirmReceipt'),
      rate: view.actions.includes('giveFeedback'),
    },
  };
}
