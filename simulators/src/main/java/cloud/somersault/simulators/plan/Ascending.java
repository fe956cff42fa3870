package cloud.somersault.simulators.plan;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Keys that are already in order, with their values: a tree is built of them in linear time. */
final class Ascending extends AbstractMap<String, Long> implements SortedMap<String, Long> {
    private final List<String> keys;
    private final List<Long> values;

    /**
     * @param keys ascending, all different
     * @param values as many
     */
    Ascending(List<String> keys, List<Long> values) {
        this.keys = keys;
        this.values = values;
    }

    @Override
    public Set<Map.Entry<String, Long>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, Long>> iterator() {
                return new Entries();
            }

            @Override
            public int size() {
                return keys.size();
            }
        };
    }

    @Override
    public @Nullable Comparator<? super String> comparator() {
        return null;
    }

    @Override
    public String firstKey() {
        return keys.getFirst();
    }

    @Override
    public String lastKey() {
        return keys.getLast();
    }

    @Override
    public SortedMap<String, Long> subMap(String from, String to) {
        throw new UnsupportedOperationException("only read from end to end");
    }

    @Override
    public SortedMap<String, Long> headMap(String to) {
        throw new UnsupportedOperationException("only read from end to end");
    }

    @Override
    public SortedMap<String, Long> tailMap(String from) {
        throw new UnsupportedOperationException("only read from end to end");
    }

    private final class Entries implements Iterator<Map.Entry<String, Long>> {
        private int at;

        @Override
        public boolean hasNext() {
            return at < keys.size();
        }

        @Override
        public Map.Entry<String, Long> next() {
            var entry = Map.entry(keys.get(at), values.get(at));
            at++;
            return entry;
        }
    }
}
