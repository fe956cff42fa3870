package cloud.somersault.http.stream;

/**
 * One event on its way to a client.
 *
 * @param id what the client sends back as Last-Event-ID to go on after it
 * @param name the event's stored name, words and hyphens
 * @param data the event as one line of JSON
 */
public record SentEvent(long id, String name, String data) {

    public SentEvent {
        if (name.indexOf('\n') >= 0
                || name.indexOf('"') >= 0
                || data.indexOf('\n') >= 0
                || data.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("an event is sent as single lines");
        }
    }

    /** As a part of {@code text/event-stream}. */
    String text() {
        return "id: " + id + "\nevent: " + name + "\ndata: " + data + "\n\n";
    }

    /** As one JSON object; the id is a text, as it is in the other form: it may pass 2^53. */
    String json() {
        return "{\"id\":\"" + id + "\",\"event\":\"" + name + "\",\"data\":" + data + "}";
    }
}
