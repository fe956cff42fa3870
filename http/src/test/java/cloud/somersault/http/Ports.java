package cloud.somersault.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Ports that nobody holds. They lie below those that the system gives to connections (from 32768 on
 * Linux, 49152 elsewhere): of these, another test's connection may take one between the look and
 * the use, or the one beside a server's own, where PilotOS clients are told of results.
 */
final class Ports {
    private static final int FIRST = 12_000;
    private static final int LAST = 32_000;

    private Ports() {}

    /** The first of so many free ones in a row. */
    static int row(int count) {
        int first;
        do {
            first = ThreadLocalRandom.current().nextInt(FIRST, LAST);
        } while (!IntStream.range(first, first + count).allMatch(Ports::isFree));
        return first;
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException held) {
            return false;
        }
    }
}
