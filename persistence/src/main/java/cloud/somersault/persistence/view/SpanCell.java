package cloud.somersault.persistence.view;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How spans of time are laid down so that those that hold a moment are found without looking at the
 * others. A span of less than 2^L and at least 2^(L-1) microseconds lies on level L, in the stretch
 * of 2^L microseconds in which it begins. Whoever asks for a moment looks on each level at the few
 * stretches in which such a span may have begun: on a level of long spans only those that began
 * long ago and are that long are found there at all, so what is read is a few times the answer and
 * does not grow with the log.
 *
 * <p>Spans of less than 2^{@value #LEVEL_LEAST} microseconds (33.6 s) share a level. So long may
 * the writing of an event lag behind the moment that it tells, and it is found by its place in the
 * log all the same.
 *
 * @param level from {@value #LEVEL_LEAST} to {@value #LEVEL_MOST}
 * @param stretch its number, counted from 1970
 */
public record SpanCell(int level, long stretch) {
    /** The level of short spans. */
    public static final int LEVEL_LEAST = 25;

    /** The level of spans of more than a lifetime. */
    public static final int LEVEL_MOST = 53;

    /** So much earlier than its event is written may be the moment that it tells. */
    static final long SLACK_MICROS = 1L << LEVEL_LEAST;

    /** Clocks of two nodes differ by less. */
    private static final long AHEAD_MICROS = 2_000_000;

    private static final long MICROS = 1_000_000;

    /** Where a span lies. */
    public static SpanCell of(Instant begin, Instant end) {
        int level = level(begin, end);
        return new SpanCell(level, micros(begin) >> level);
    }

    /** The level of a span. */
    static int level(Instant begin, Instant end) {
        long length = Math.max(0, micros(end) - micros(begin));
        return Math.clamp(Long.SIZE - Long.numberOfLeadingZeros(length), LEVEL_LEAST, LEVEL_MOST);
    }

    /** The cells in which every span lies that holds a moment, or missed it by the slack. */
    public static List<SpanCell> around(Instant moment) {
        return IntStream.rangeClosed(LEVEL_LEAST, LEVEL_MOST)
                .boxed()
                .<SpanCell>mapMulti((level, cells) -> {
                    long last = latest(moment) >> level;
                    for (long at = earliest(moment, level) >> level; at <= last; at++) {
                        cells.accept(new SpanCell(level, at));
                    }
                })
                .toList();
    }

    /** The earliest beginning of a span on this level that comes into question, microseconds. */
    static long earliest(Instant moment, int level) {
        return micros(moment) - SLACK_MICROS - (1L << level);
    }

    /** The latest one on every level. */
    static long latest(Instant moment) {
        return micros(moment) + AHEAD_MICROS;
    }

    /** Microseconds since 1970. */
    static long micros(Instant moment) {
        return moment.getEpochSecond() * MICROS + moment.getNano() / 1000;
    }
}
