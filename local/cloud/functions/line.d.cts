export function layLine(address: string, ask: (body: string) => Promise<string | null>): () => void;
