package cloud.somersault.circuits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packed counts are the counts of the same strings in a tree, whoever asks what. */
class PackedBitstringsTest {

    /** Some strings, the same packed and not. */
    private record Pair(Counts packed, Counts plain) {}

    private static Pair random(int bits, int different, long seed) {
        var random = new Random(seed);
        var tree = new TreeMap<String, Long>();
        for (int i = 0; i < different; i++) {
            var text = new StringBuilder();
            for (int bit = 0; bit < bits; bit++) {
                text.append(bit < 60 && i % 2 == 0 || random.nextBoolean() ? '1' : '0');
            }
            tree.put(text.toString(), 1L + random.nextInt(1000));
        }
        int words = Math.max(1, (bits + 63) / 64);
        var rows = new long[tree.size() * words];
        var counts = new long[tree.size()];
        int row = 0;
        for (var entry : tree.entrySet()) {
            for (int bit = 0; bit < bits; bit++) {
                if (entry.getKey().charAt(bits - 1 - bit) == '1') {
                    rows[row * words + bit / 64] |= 1L << bit;
                }
            }
            counts[row++] = entry.getValue();
        }
        return new Pair(Counts.packed(bits, rows, counts), new Counts(bits, tree));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 63, 64, 65, 72, 128, 300})
    void packed_counts_are_read_like_any_map(int bits) {
        var pair = random(bits, 50, bits);
        var packed = pair.packed.byBitstring();
        var plain = pair.plain.byBitstring();
        assertThat(pair.packed).isEqualTo(pair.plain).hasSameHashCodeAs(pair.plain);
        assertThat(pair.plain).isEqualTo(pair.packed);
        assertThat(pair.packed.digest()).isEqualTo(pair.plain.digest());
        assertThat(pair.packed.shots()).isEqualTo(pair.plain.shots());
        assertThat(packed.keySet()).containsExactlyElementsOf(plain.keySet());
        assertThat(packed.values()).containsExactlyElementsOf(plain.values());
        assertThat(packed.firstKey()).isEqualTo(plain.firstKey());
        assertThat(packed.lastKey()).isEqualTo(plain.lastKey());
        var read = new TreeMap<String, Long>();
        packed.forEach(read::put);
        assertThat(read).isEqualTo(plain);
        for (var key : plain.keySet()) {
            assertThat(pair.packed.count(key)).isEqualTo(plain.get(key));
            assertThat(packed.headMap(key)).isEqualTo(plain.headMap(key));
            assertThat(packed.tailMap(key)).isEqualTo(plain.tailMap(key));
            assertThat(packed.subMap(key, plain.lastKey()))
                    .isEqualTo(plain.subMap(key, plain.lastKey()));
        }
        assertThat(packed.containsKey("2")).isFalse();
        assertThat(packed.get("0".repeat(bits + 1))).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 64, 130})
    void sums_of_packed_counts_are_sums(int bits) {
        var one = random(bits, 40, 1);
        var other = random(bits, 40, 2);
        var sum = one.plain.plus(other.plain);
        assertThat(one.packed.plus(other.packed)).isEqualTo(sum);
        assertThat(one.packed.plus(other.plain)).isEqualTo(sum);
        assertThat(one.plain.plus(other.packed)).isEqualTo(sum);
        assertThat(one.packed.plus(one.packed).shots()).isEqualTo(2 * one.plain.shots());
        assertThat(one.packed.plus(Counts.none(bits))).isEqualTo(one.plain);
    }

    @org.junit.jupiter.api.Test
    void what_is_out_of_order_or_never_occurred_is_refused() {
        assertThatThrownBy(() -> Counts.packed(8, new long[] {3, 2}, new long[] {1, 1}))
                .hasMessageContaining("order");
        assertThatThrownBy(() -> Counts.packed(8, new long[] {2, 2}, new long[] {1, 1}))
                .hasMessageContaining("order");
        assertThatThrownBy(() -> Counts.packed(8, new long[] {2}, new long[] {0}))
                .hasMessageContaining("order");
        assertThatThrownBy(() -> Counts.packed(72, new long[] {2}, new long[] {1}))
                .hasMessageContaining("words");
        assertThat(Counts.packed(64, new long[] {1, -1}, new long[] {1, 1}).byBitstring())
                .hasSize(2);
    }
}
