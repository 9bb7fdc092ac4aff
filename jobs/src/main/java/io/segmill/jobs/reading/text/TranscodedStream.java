package io.segmill.jobs.reading.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * A stream in another encoding as UTF-8. Malformed input becomes a byte that UTF-8 cannot hold, so that the field in
 * which it stands, and no other, fails to decode.
 */
final class TranscodedStream extends InputStream {
    private static final byte NOT_UTF_8 = (byte) 0xFF;

    private final InputStream source;
    private final CharsetDecoder decoder;
    private final ByteBuffer undecoded = ByteBuffer.allocate(1 << 14).flip();
    private final CharBuffer characters = CharBuffer.allocate(1 << 14);
    private ByteBuffer ready = ByteBuffer.allocate(0);
    private boolean sourceEnded;
    private boolean ended;

    TranscodedStream(InputStream source, Charset encoding) {
        this.source = source;
        this.decoder = encoding.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (!ready.hasRemaining()) {
            if (ended) {
                return -1;
            }
            decodeMore();
        }
        int count = Math.min(length, ready.remaining());
        ready.get(into, offset, count);
        return count;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    private void decodeMore() throws IOException {
        CoderResult result = decoder.decode(undecoded, characters, sourceEnded);
        if (result.isUnderflow() && sourceEnded) {
            decoder.flush(characters);
            ended = true;
        }
        if (characters.position() > 0) {
            ready = StandardCharsets.UTF_8.encode(characters.flip());
            characters.clear();
        } else if (result.isError()) {
            undecoded.position(undecoded.position() + result.length());
            ready = ByteBuffer.wrap(new byte[] {NOT_UTF_8});
        } else if (!sourceEnded) {
            readMore();
        }
    }

    private void readMore() throws IOException {
        undecoded.compact();
        int count = source.read(undecoded.array(), undecoded.position(), undecoded.remaining());
        sourceEnded = count < 0;
        undecoded.position(undecoded.position() + Math.max(0, count)).flip();
    }
}
