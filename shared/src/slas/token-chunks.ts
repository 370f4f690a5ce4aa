/** Characters of one cookie: B2C Commerce warns at 1,200 and refuses at 2,000. */
export const CHUNK_CHARACTERS = 1_199;

/** Cuts a token into chunks, all but the last of them full. */
export function chunkToken(token: string): string[] {
  const count = Math.ceil(token.length / CHUNK_CHARACTERS);
  return Array.from({ length: count }, (_, index) =>
    token.slice(index * CHUNK_CHARACTERS, (index + 1) * CHUNK_CHARACTERS),
  );
}

/**
 * Puts a token together again. What follows a chunk that is not full is left over from a longer token, and is not
 * part of this one: joined to it, it would make a good token bad.
 *
 * @param chunkAt Chunk by its index from 0; null where there is none to be believed.
 */
export function joinChunks(chunkAt: (index: number) => string | null): string {
  const chunks: string[] = [];
  for (let index = 0; ; index++) {
    const chunk = chunkAt(index);
    if (chunk !== null) chunks.push(chunk);
    if (chunk?.length !== CHUNK_CHARACTERS) return chunks.join('');
  }
}
