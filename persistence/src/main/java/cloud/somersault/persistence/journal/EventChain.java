package cloud.somersault.persistence.journal;

import java.util.HexFormat;

/**
 * The hash chain of one entity's events: each link is SHA-256 over the link before it and every
 * field of the event, so that an event that was altered, dropped or reordered later breaks every
 * link after it.
 *
 * <p>Each field goes into the hash as its length in bytes (8 bytes, big endian) and its bytes;
 * texts as UTF-8, numbers as 8 bytes. The chain leaves the global ordering out: it stays valid when
 * an entity's history is moved to another log. docs/audit.md describes it for others.
 */
public final class EventChain {
    /** The link before an entity's first event: 32 zero bytes, in hexadecimal. */
    public static final String START = "0".repeat(64);

    private static final HexFormat HEX = HexFormat.of();
    private static final ThreadLocal<ChainForm> FORMS = ThreadLocal.withInitial(ChainForm::new);

    private EventChain() {}

    /** The link after {@code event} when {@code previous} is the link before it. */
    public static String next(String previous, NewEvent event) {
        return HEX.formatHex(FORMS.get().of(event).link(HEX.parseHex(previous)));
    }
}
