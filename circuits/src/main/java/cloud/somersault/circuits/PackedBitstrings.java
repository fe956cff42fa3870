package cloud.somersault.circuits;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Bitstrings and their occurrences in words instead of characters: a sorted map that makes a string
 * when somebody wants to read one. A million readings of 246 bits are 40 MB instead of 400.
 *
 * <p>Row r is the words r * words to (r + 1) * words - 1; bit b is bit b % 64 of word b / 64. Rows
 * ascend as unsigned numbers, which is the order of their bitstrings. Immutable.
 */
final class PackedBitstrings extends AbstractMap<String, Long> implements SortedMap<String, Long> {
    private static final VarHandle EIGHT_CHARACTERS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long LOWEST_BITS = 0x0101010101010101L;
    private static final long ZEROS = 0x3030303030303030L;

    private final int bits;
    private final int words;
    private final long[] rows;
    private final long[] counts;
    private final int from;
    private final int to;

    private PackedBitstrings(int bits, long[] rows, long[] counts, int from, int to) {
        this.bits = bits;
        this.words = words(bits);
        this.rows = rows;
        this.counts = counts;
        this.from = from;
        this.to = to;
    }

    /** Keeps the arrays. */
    static PackedBitstrings of(int bits, long[] rows, long[] counts) {
        var packed = new PackedBitstrings(bits, rows, counts, 0, counts.length);
        if (rows.length != counts.length * packed.words) {
            throw new IllegalArgumentException(
                    rows.length + " words for " + counts.length + " bitstrings of " + bits);
        }
        for (int row = 0; row < counts.length; row++) {
            if (row > 0 && packed.compare(row - 1, packed, row) >= 0 || counts[row] <= 0) {
                throw new IllegalArgumentException("bitstring " + row + " is out of order");
            }
        }
        return packed;
    }

    /** How many words a bitstring takes. */
    static int words(int bits) {
        return Math.max(1, (bits + Long.SIZE - 1) / Long.SIZE);
    }

    int bits() {
        return bits;
    }

    /** Of all bitstrings together. */
    long occurrences() {
        long sum = 0;
        for (int row = from; row < to; row++) {
            sum += counts[row];
        }
        return sum;
    }

    /** Both together. */
    PackedBitstrings plus(PackedBitstrings other) {
        var sumRows = new long[Math.multiplyExact(size() + other.size(), words)];
        var sumCounts = new long[size() + other.size()];
        int mine = from;
        int theirs = other.from;
        int sum = 0;
        while (mine < to || theirs < other.to) {
            int order = mine == to ? 1 : theirs == other.to ? -1 : compare(mine, other, theirs);
            if (order <= 0) {
                System.arraycopy(rows, mine * words, sumRows, sum * words, words);
                sumCounts[sum] += counts[mine++];
            }
            if (order >= 0) {
                System.arraycopy(other.rows, theirs * words, sumRows, sum * words, words);
                sumCounts[sum] += other.counts[theirs++];
            }
            sum++;
        }
        return new PackedBitstrings(
                bits, Arrays.copyOf(sumRows, sum * words), Arrays.copyOf(sumCounts, sum), 0, sum);
    }

    /** The characters of all bitstrings in order, in an array that is used again. */
    void eachText(BiConsumer<byte[], Long> reader) {
        var text = new byte[bits];
        for (int row = from; row < to; row++) {
            write(row, text);
            reader.accept(text, counts[row]);
        }
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super Long> reader) {
        eachText((text, count) -> reader.accept(string(text), count));
    }

    @Override
    public int size() {
        return to - from;
    }

    @Override
    public @Nullable Long get(@Nullable Object key) {
        int row = key instanceof String text ? firstNotBelow(text) : to;
        return row < to && text(row).equals(key) ? counts[row] : null;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    public Set<Map.Entry<String, Long>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, Long>> iterator() {
                return each(row -> Map.entry(text((int) row), counts[(int) row]));
            }

            @Override
            public int size() {
                return to - from;
            }
        };
    }

    @Override
    public Collection<Long> values() {
        return new AbstractCollection<>() {
            @Override
            public Iterator<Long> iterator() {
                return each(row -> counts[(int) row]);
            }

            @Override
            public int size() {
                return to - from;
            }
        };
    }

    @Override
    public @Nullable Comparator<? super String> comparator() {
        return null;
    }

    @Override
    public SortedMap<String, Long> subMap(String first, String end) {
        return part(firstNotBelow(first), firstNotBelow(end));
    }

    @Override
    public SortedMap<String, Long> headMap(String end) {
        return part(from, firstNotBelow(end));
    }

    @Override
    public SortedMap<String, Long> tailMap(String first) {
        return part(firstNotBelow(first), to);
    }

    @Override
    public String firstKey() {
        return end(from);
    }

    @Override
    public String lastKey() {
        return end(to - 1);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PackedBitstrings packed
                ? bits == packed.bits && same(packed)
                : super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    private boolean same(PackedBitstrings other) {
        return Arrays.equals(counts, from, to, other.counts, other.from, other.to)
                && Arrays.equals(
                        rows,
                        from * words,
                        to * words,
                        other.rows,
                        other.from * words,
                        other.to * words);
    }

    private PackedBitstrings part(int first, int end) {
        return new PackedBitstrings(bits, rows, counts, first, Math.max(first, end));
    }

    private String end(int row) {
        if (from == to) {
            throw new NoSuchElementException("no bitstrings");
        }
        return text(row);
    }

    private <T> Iterator<T> each(LongFunction<T> ofRow) {
        return new Iterator<>() {
            private int next = from;

            @Override
            public boolean hasNext() {
                return next < to;
            }

            @Override
            public T next() {
                if (next == to) {
                    throw new NoSuchElementException("no more bitstrings");
                }
                return ofRow.apply(next++);
            }
        };
    }

    private int firstNotBelow(String key) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (text(middle).compareTo(key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int compare(int row, PackedBitstrings other, int otherRow) {
        for (int word = words - 1; word >= 0; word--) {
            long mine = rows[row * words + word];
            long theirs = other.rows[otherRow * words + word];
            if (mine != theirs) {
                return Long.compareUnsigned(mine, theirs);
            }
        }
        return 0;
    }

    private String text(int row) {
        var text = new byte[bits];
        write(row, text);
        return string(text);
    }

    private static String string(byte[] text) {
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** Eight characters at a time from the right end, the bits of a byte spread over the bytes. */
    private void write(int row, byte[] text) {
        int bit = 0;
        for (; bit + Byte.SIZE <= bits; bit += Byte.SIZE) {
            long eight = rows[row * words + (bit >> 6)] >>> bit & 0xFF;
            EIGHT_CHARACTERS.set(
                    text, bits - bit - Byte.SIZE, Long.expand(eight, LOWEST_BITS) | ZEROS);
        }
        for (; bit < bits; bit++) {
            text[bits - 1 - bit] = (byte) ('0' + (rows[row * words + (bit >> 6)] >>> bit & 1));
        }
    }
}
