/** What was asked for is there. The road and the table of needs say it with the same word for the same count. */
export const DONE_WORD = '已办好';
