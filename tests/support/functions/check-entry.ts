/** What check-data.ts and recount.ts take from outside of Jest's sandbox (native.ts): these rules bring the SDK with them. */
export { checkData } from '../../../cloudfunctions/core/invariants';
export { recountAll } from '../../../cloudfunctions/core/recount';
