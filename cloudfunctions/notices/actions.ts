import { command, query, type ActionTable } from '../core/actions';
import { OWN_VOLUNTEER } from '../core/along';
import { uploads } from '../core/uses';
import * as schemas from './schemas';
import { get, list, manage } from './use-cases/read';
import { myStories, myStory, returnStory, submitStory, withdrawStory } from './use-cases/stories';
import { publish, save, withdraw } from './use-cases/write';

const EDITORS = ['villageStaff', 'townStaff'] as const;

/** What the federation tells: everybody reads, staff write. */
export const noticesActions: ActionTable<'notices'> = {
  list: query({ may: ['user'], input: schemas.listInput, needsOwn: true, handle: list }),
  get: query({ may: ['user'], input: schemas.getInput, handle: get }),
  manage: query({ may: EDITORS, input: schemas.manageInput, handle: manage }),
  save: command({ may: EDITORS, input: schemas.saveInput, handle: save }),
  publish: command({ may: EDITORS, input: schemas.publishInput, handle: publish }),
  withdraw: command({ may: EDITORS, input: schemas.withdrawInput, handle: withdraw }),
  returnStory: command({ may: EDITORS, input: schemas.returnStoryInput, handle: returnStory }),

  submitStory: command({
    may: ['volunteer'],
    input: schemas.submitStoryInput,
    brings: ({ photoIds }) => [OWN_VOLUNTEER, ...uploads('photos', photoIds)],
    handle: submitStory,
  }),
  myStories: query({ may: ['volunteer'], input: schemas.myStoriesInput, handle: myStories }),
  myStory: query({ may: ['volunteer'], input: schemas.getInput, handle: myStory }),
  withdrawStory: command({ may: ['volunteer'], input: schemas.getInput, handle: withdrawStory }),
};
