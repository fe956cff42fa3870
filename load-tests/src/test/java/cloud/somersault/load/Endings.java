package cloud.somersault.load;

import cloud.somersault.client.Cloud;
import java.util.ArrayList;
import java.util.List;

/** How a job has ended, as its own log says: one event, whatever happened to it. */
final class Endings {
    private Endings() {}

    /** The names of the events that end a job. */
    static List<String> of(Cloud cloud, String id) {
        var endings = new ArrayList<String>();
        for (var event : cloud.get("/v1/jobs/" + id + "/log").path("events")) {
            var name = event.path("event").asText();
            if (name.matches("job-(completed|failed|cancelled)")) {
                endings.add(name);
            }
        }
        return endings;
    }
}
