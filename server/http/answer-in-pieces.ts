import type { Piece } from './route.ts';

/**
 * A file that is read piece by piece, as fast as it is taken and no faster. What goes wrong in the first piece is the
 * answer; later the file can only break off, which a client sees from the connection.
 */
export async function answerInPieces(
  { type, filename }: { type: string; filename: string },
  read: (after: string | undefined) => Promise<Piece>,
): Promise<Response> {
  let piece: Piece | undefined = await read(undefined);
  let after: string | null = null;
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { text, next }: Piece = piece ?? (await read(after ?? undefined));
        [piece, after] = [undefined, next];
        controller.enqueue(encoder.encode(text));
        if (next === null) controller.close();
      },
    },
    // Nothing is read ahead of whoever takes it.
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${filename}"` },
  });
}
