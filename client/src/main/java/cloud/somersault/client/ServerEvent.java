package cloud.somersault.client;

/**
 * One event of a stream (Server-Sent Events).
 *
 * @param id its number in the stream; sent back to resume behind it
 * @param name the stored name, like {@code job-completed}
 * @param data the stored JSON
 */
public record ServerEvent(String id, String name, String data) {}
