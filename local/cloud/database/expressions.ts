/** Aggregation expressions and the stages without an own implementation are mingo's; this is the only door to it. */
import { Aggregator } from 'mingo';
import { databaseError, messageOf } from '../errors';
import type { Doc, Value } from './values';

export interface StageContext {
  /** Gives the documents of another collection, for `$lookup` with a pipeline. */
  collection?: (name: string) => Doc[];
  variables?: Doc;
}

/** Runs stages over documents; what mingo refuses becomes a database error. */
export function runStages(docs: Doc[], stages: Doc[], context: StageContext = {}): Doc[] {
  try {
    const aggregator = new Aggregator(stages, {
      scriptEnabled: false,
      ...(context.collection ? { collectionResolver: context.collection } : {}),
      ...(context.variables ? { variables: context.variables } : {}),
    });
    return aggregator.run<Doc>(docs);
  } catch (error) {
    throw databaseError(messageOf(error));
  }
}

/** The value of one expression on one document. */
export function evaluateExpression(doc: Doc, expression: Value): Value {
  const [result] = runStages([doc], [{ $project: { _id: 0, value: { $ifNull: [expression, null] } } }]);
  return result?.value;
}
