package cloud.somersault.load;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Ports that nobody holds, for servers that must know theirs beforehand. They lie below those that
 * the system gives to connections (from 32768 on Linux, 49152 elsewhere): of these, another test's
 * connection may take one between the look and the use.
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

    /** So many free ones. */
    static List<Integer> several(int count) {
        int first = row(count);
        return IntStream.range(first, first + count).boxed().toList();
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port)) {
            return true;
        } catch (IOException held) {
            return false;
        }
    }
}
