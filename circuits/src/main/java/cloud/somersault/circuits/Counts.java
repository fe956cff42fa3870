package cloud.somersault.circuits;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often each bitstring was read. Classical bit 0 is the rightmost character.
 *
 * @param bits the length of every bitstring
 * @param byBitstring occurrences, all positive, in the order of the bitstrings
 */
public record Counts(int bits, SortedMap<String, Long> byBitstring) {

    public Counts {
        if (byBitstring instanceof PackedBitstrings packed) {
            if (packed.bits() != bits) {
                throw new IllegalArgumentException(
                        "bitstrings of " + packed.bits() + " bits, not " + bits);
            }
        } else {
            byBitstring = copy(bits, byBitstring);
        }
    }

    private static SortedMap<String, Long> copy(int bits, SortedMap<String, Long> byBitstring) {
        boolean positive = true;
        for (var entry : byBitstring.entrySet()) {
            if (entry.getKey().length() != bits) {
                throw new IllegalArgumentException(
                        "bitstring " + entry.getKey() + " has not " + bits + " bits");
            }
            positive &= entry.getValue() > 0;
        }
        var copy = new TreeMap<String, Long>();
        if (positive && byBitstring.comparator() == null) {
            copy.putAll(byBitstring); // in linear time, since both have the same order
        } else {
            byBitstring.forEach((bitstring, count) -> {
                if (count > 0) {
                    copy.put(bitstring, count);
                }
            });
        }
        return Collections.unmodifiableSortedMap(copy);
    }

    /**
     * From bits in words, which many readings of many bits should stay: strings are made only of
     * those that somebody looks at.
     *
     * @param rows the bitstrings, ascending and all different, ceil(bits / 64) words each, bit b in
     *     bit b % 64 of word b / 64; kept, so it must not be changed later
     * @param occurrences of each, positive; kept, too
     */
    public static Counts packed(int bits, long[] rows, long[] occurrences) {
        return new Counts(bits, PackedBitstrings.of(bits, rows, occurrences));
    }

    /** No shots yet. */
    public static Counts none(int bits) {
        return new Counts(bits, new TreeMap<>());
    }

    /** From any map. */
    public static Counts of(int bits, Map<String, Long> byBitstring) {
        return new Counts(bits, new TreeMap<>(byBitstring));
    }

    /** All shots together. */
    public long shots() {
        return byBitstring instanceof PackedBitstrings packed
                ? packed.occurrences()
                : byBitstring.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How often this bitstring was read. */
    public long count(String bitstring) {
        return byBitstring.getOrDefault(bitstring, 0L);
    }

    /** The share of the shots that read this bitstring. */
    public double frequency(String bitstring) {
        long shots = shots();
        return shots == 0 ? 0 : (double) count(bitstring) / shots;
    }

    /** Both together; commutative and associative, so shards may arrive in any order. */
    public Counts plus(Counts other) {
        if (other.bits != bits) {
            throw new IllegalArgumentException("bits differ: " + bits + " and " + other.bits);
        }
        if (byBitstring instanceof PackedBitstrings mine
                && other.byBitstring instanceof PackedBitstrings theirs) {
            return new Counts(bits, mine.plus(theirs));
        }
        var sum = new TreeMap<>(byBitstring);
        other.byBitstring.forEach((bitstring, count) -> sum.merge(bitstring, count, Long::sum));
        return new Counts(bits, sum);
    }

    /** Half the sum of the absolute differences of the frequencies, 0 to 1. */
    public double totalVariationDistance(Map<String, Double> probabilities) {
        var keys = new java.util.TreeSet<>(byBitstring.keySet());
        keys.addAll(probabilities.keySet());
        double sum = 0;
        for (var key : keys) {
            sum += Math.abs(frequency(key) - probabilities.getOrDefault(key, 0.0));
        }
        return sum / 2;
    }

    /**
     * SHA-256, in lower-case hex, of the canonical form: the number of bits, then one line
     * "bitstring count" each, in order, every line ended by a line feed.
     */
    public String digest() {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update((bits + "\n").getBytes(StandardCharsets.US_ASCII));
            if (byBitstring instanceof PackedBitstrings packed) {
                packed.eachText((bitstring, count) -> {
                    sha256.update(bitstring);
                    sha256.update((" " + count + "\n").getBytes(StandardCharsets.US_ASCII));
                });
            } else {
                byBitstring.forEach((bitstring, count) ->
                        sha256.update(
                                (bitstring + " " + count + "\n")
                                        .getBytes(StandardCharsets.US_ASCII)));
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
