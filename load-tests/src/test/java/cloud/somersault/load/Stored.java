package cloud.somersault.load;

import cloud.somersault.persistence.journal.EventLog;
import cloud.somersault.persistence.journal.EventLogSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what lies in the log of a data folder that no server keeps any more. */
final class Stored {
    private static final int PAGE_EVENTS = 1000;

    private Stored() {}

    /** The JSON of each entity's events, in their order. */
    static SortedMap<String, List<String>> events(Path folder) {
        var entities = new TreeMap<String, List<String>>();
        try (var log = EventLog.open(folder, EventLogSettings.DEFAULT)) {
            var page = log.after(0, PAGE_EVENTS);
            while (!page.isEmpty()) {
                for (var event : page) {
                    entities.computeIfAbsent(event.persistenceId(), _ -> new ArrayList<>())
                            .add(new String(event.json(), StandardCharsets.UTF_8));
                }
                page = log.after(page.getLast().ordering(), PAGE_EVENTS);
            }
        }
        return entities;
    }
}
