package cloud.somersault.http.site;

/**
 * One thing that must be well before the server serves.
 *
 * @param name which part
 * @param ready whether it is
 * @param detail one sentence
 */
public record Check(String name, boolean ready, String detail) {}
