/**
 * A document as text and as values, the one made of the other when it is first asked for: many are only handed on. The text is that
 * of `encode`, whoever made it. Nobody changes the values.
 */
import { decode, encode } from './ejson';
import type { Doc } from './values';

export class Content {
  protected constructor(
    private values: Doc | undefined,
    private written: string | undefined,
  ) {}

  static of(doc: Doc): Content {
    return new Content(doc, undefined);
  }

  get doc(): Doc {
    return (this.values ??= decode(this.written as string) as Doc);
  }

  get text(): string {
    return (this.written ??= encode(this.values));
  }
}

/** A document of the store, with its row. */
export class Stored extends Content {
  constructor(
    readonly seq: number,
    text: string,
  ) {
    super(undefined, text);
  }
}
