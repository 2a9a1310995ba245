type Ask = (body: string) => Promise<string | null>;

export function direct(address: () => string | undefined, ask: Ask): (...args: never[]) => unknown;
export function layLine(address: string, ask: Ask): () => void;
