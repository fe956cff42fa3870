package cloud.somersault.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds out, before anything is started, whether a port is free, and if not, who holds it. */
final class PortHolder {
    private static final Path PROC = Path.of("/proc");
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String LISTENING = "0A";
    private static final int COMMAND_CHARACTERS_MAX = 120;

    private PortHolder() {}

    /** One sentence about who holds the port; nothing when it is free. */
    static Optional<String> find(String host, int port) {
        if (port == 0) {
            return Optional.empty();
        }
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return Optional.empty();
        } catch (IOException refused) {
            return Optional.of(
                    "Port "
                            + port
                            + " on "
                            + host
                            + " cannot be opened ("
                            + refused.getMessage()
                            + ")"
                            + process(port)
                                    .map(process ->
                                            ": process "
                                                    + process.pid()
                                                    + " holds it, "
                                                    + command(process))
                                    .orElse("")
                            + ".");
        }
    }

    /** The process that listens, as far as this user may look (Linux only). */
    private static Optional<ProcessHandle> process(int port) {
        var sockets = sockets(port);
        return ProcessHandle.allProcesses()
                .filter(process -> !sockets.isEmpty() && holdsOne(process, sockets))
                .findFirst();
    }

    private static Set<String> sockets(int port) {
        var sockets = new HashSet<String>();
        var suffix = String.format(Locale.ROOT, ":%04X", port);
        for (var table : new String[] {"net/tcp", "net/tcp6"}) {
            try {
                for (var line : Files.readAllLines(PROC.resolve(table))) {
                    var column = line.strip().split("\\s+");
                    if (column.length > INODE
                            && column[LOCAL_ADDRESS].endsWith(suffix)
                            && column[STATE].equals(LISTENING)) {
                        sockets.add("socket:[" + column[INODE] + "]");
                    }
                }
            } catch (IOException notLinux) {
                return sockets;
            }
        }
        return sockets;
    }

    private static boolean holdsOne(ProcessHandle process, Set<String> sockets) {
        try (var files =
                Files.newDirectoryStream(
                        PROC.resolve(Long.toString(process.pid())).resolve("fd"))) {
            for (var file : files) {
                if (sockets.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
            return false;
        } catch (IOException | RuntimeException notAllowed) {
            return false;
        }
    }

    private static String command(ProcessHandle process) {
        var words = words(process);
        if (words.contains(Main.class.getName())) {
            int data = words.indexOf("--data");
            return "another Somersault server"
                    + (data < 0 || data + 1 == words.size()
                            ? ""
                            : " on the folder " + words.get(data + 1));
        }
        var line = String.join(" ", words).strip();
        return line.isEmpty()
                ? "of which nothing more is known"
                : line.substring(0, Math.min(line.length(), COMMAND_CHARACTERS_MAX));
    }

    /** Its whole command line: ProcessHandle gives up on one as long as a class path. */
    private static List<String> words(ProcessHandle process) {
        try {
            var line = PROC.resolve(Long.toString(process.pid())).resolve("cmdline");
            return List.of(Files.readString(line).split("\0", -1));
        } catch (IOException notAllowed) {
            return List.of();
        }
    }
}
