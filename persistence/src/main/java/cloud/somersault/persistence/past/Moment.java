package cloud.somersault.persistence.past;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** A moment of the past, by the clock or by the number of an event, which is part of it. */
public sealed interface Moment {

    /** As it is written in an address. */
    String text();

    /** By the moments that events tell; those of this moment have happened. */
    record At(Instant instant) implements Moment {
        @Override
        public String text() {
            return instant.toString();
        }
    }

    /** By the order of the whole log: everything up to this place in it. */
    record Event(long place) implements Moment {
        @Override
        public String text() {
            return EVENT + place;
        }
    }

    /** By the numbers of an entity's own events, from 1; 0 is before the first. */
    record Sequence(long number) implements Moment {
        @Override
        public String text() {
            return SEQUENCE + number;
        }
    }

    String EVENT = "event:";
    String SEQUENCE = "sequence:";

    /** What {@link #parse} reads, for who has to say so. */
    String FORMS =
            "a moment like 2026-03-06T07:41:31Z, event:123 for a place in the log, or sequence:5"
                    + " for the entity's own fifth event";

    /** Reads what {@link #text} writes; empty when it is nothing of the kind. */
    static Optional<Moment> parse(String text) {
        if (text.startsWith(EVENT)) {
            return number(text.substring(EVENT.length())).map(Event::new);
        }
        if (text.startsWith(SEQUENCE)) {
            return number(text.substring(SEQUENCE.length())).map(Sequence::new);
        }
        try {
            return Optional.of(new At(Instant.parse(text)));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private static Optional<Long> number(String text) {
        return text.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
