package cloud.somersault.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;

/** Reads Server-Sent Events; comments and retry lines are skipped. */
final class EventReader {
    private final BufferedReader lines;

    EventReader(BufferedReader lines) {
        this.lines = lines;
    }

    /** The next event that carries data; empty at the end of the stream. */
    Optional<ServerEvent> next() throws IOException {
        var id = "";
        var name = "message";
        var data = new StringBuilder();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    data.setLength(data.length() - 1);
                    return Optional.of(new ServerEvent(id, name, data.toString()));
                }
                name = "message";
                continue;
            }
            int colon = line.indexOf(':');
            var field = colon < 0 ? line : line.substring(0, colon);
            var value = colon < 0 ? "" : line.substring(colon + 1);
            if (value.startsWith(" ")) {
                value = value.substring(1);
            }
            switch (field) {
                case "id" -> id = value;
                case "event" -> name = value;
                case "data" -> data.append(value).append('\n');
                default -> {}
            }
        }
        return Optional.empty();
    }
}
