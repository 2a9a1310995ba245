/** Notices, policies, stories, jobs and trainings: reading for everybody, writing for staff. */
import type { NoticesApi, NoticeView, StoryView } from '../../typings/api/notices';
import { call } from './call';

type In<A extends keyof NoticesApi> = NoticesApi[A]['input'];
type Out<A extends keyof NoticesApi> = NoticesApi[A]['output'];

/** A page of what is published and still holds. A page that comes out empty although there is more is passed over. */
export async function notices(input: In<'list'>): Promise<Out<'list'>> {
  let page = await call('notices', 'list', input);
  while (page.items.length === 0 && page.next !== null) {
    page = await call('notices', 'list', { ...input, cursor: page.next });
  }
  return page;
}

/** One notice with all its words and pictures. */
export const notice = async (noticeId: string): Promise<NoticeView> =>
  (await call('notices', 'get', { noticeId })).notice;

/** What staff wrote, by state. */
export const manage = (input: In<'manage'>): Promise<Out<'manage'>> => call('notices', 'manage', input);

/** A new draft, or a change of what is there. */
export const save = (input: In<'save'>, requestId: string): Promise<Out<'save'>> =>
  call('notices', 'save', input, { requestId });

/** From now on everybody it is for reads it. */
export const publish = (input: In<'publish'>, requestId: string): Promise<Out<'publish'>> =>
  call('notices', 'publish', input, { requestId });

/** Nobody but staff reads it any more. */
export const withdraw = (input: In<'withdraw'>, requestId: string): Promise<Out<'withdraw'>> =>
  call('notices', 'withdraw', input, { requestId });

/** Staff: gives a volunteer's story back with what is to be changed. */
export const returnStory = (input: In<'returnStory'>, requestId: string): Promise<Out<'returnStory'>> =>
  call('notices', 'returnStory', input, { requestId });

/** A volunteer's story on its way to staff, new or changed. */
export const submitStory = (input: In<'submitStory'>, requestId: string): Promise<Out<'submitStory'>> =>
  call('notices', 'submitStory', input, { requestId });

/** The volunteer's own stories, the last changed first. */
export const myStories = (input: In<'myStories'> = {}): Promise<Out<'myStories'>> =>
  call('notices', 'myStories', input);

/** One of them with all its words and pictures. */
export const myStory = async (noticeId: string): Promise<StoryView> =>
  (await call('notices', 'myStory', { noticeId })).story;

/** Takes back what is not published yet. */
export const withdrawStory = (input: In<'withdrawStory'>, requestId: string): Promise<Out<'withdrawStory'>> =>
  call('notices', 'withdrawStory', input, { requestId });
