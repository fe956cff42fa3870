package cloud.somersault.http.stream;

/**
 * One event on its way to a client.
 *
 * @param id what the client sends back as Last-Event-ID to go on after it
 * @param name the event's stored name
 * @param data the event as one line of JSON
 */
public record SentEvent(long id, String name, String data) {

    public SentEvent {
        if (name.indexOf('\n') >= 0 || data.indexOf('\n') >= 0 || data.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("an event is sent as single lines");
        }
    }

    String text() {
        return "id: " + id + "\nevent: " + name + "\ndata: " + data + "\n\n";
    }
}
