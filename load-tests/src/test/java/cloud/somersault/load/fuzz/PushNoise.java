package cloud.somersault.load.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Frames that are none, for the socket on which PilotOS clients wait for results: {@code ***<},
 * type and number of two bytes each, a length of four, the body, and the length again.
 */
public final class PushNoise {
    private static final int FRAMES = 20;

    private PushNoise() {}

    /**
     * Opens so many connections, one after the other, and leaves each in the middle of something.
     */
    public static void send(String host, int port, int connections, long seed) throws IOException {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < connections; i++) {
            try (var socket = new Socket(host, port)) {
                var out = socket.getOutputStream();
                for (int frame = 0; frame < FRAMES; frame++) {
                    out.write(frame(random));
                    out.flush();
                }
            } catch (IOException refused) {
                // as it should be: the server has hung up at the first of them
            }
        }
    }

    private static byte[] frame(SplittableRandom random) {
        int length = random.nextInt(60);
        var body = new byte[length];
        random.nextBytes(body);
        int announced =
                switch (random.nextInt(5)) {
                    case 0 -> Integer.MAX_VALUE;
                    case 1 -> -1;
                    case 2 -> random.nextInt();
                    default -> length;
                };
        var head =
                ByteBuffer.allocate(12)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put(
                                (random.nextInt(8) == 0 ? "<***" : "***<")
                                        .getBytes(StandardCharsets.US_ASCII))
                        .putShort((short) random.nextInt(6))
                        .putShort((short) random.nextInt())
                        .putInt(announced);
        var frame = new ByteArrayOutputStream();
        frame.writeBytes(head.array());
        frame.writeBytes(body);
        frame.writeBytes(
                ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(announced).array());
        return frame.toByteArray();
    }
}
