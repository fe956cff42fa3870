package cloud.somersault.chip;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which calibration versions were ever published, and which numbers are used up. The figures of the
 * newest are remembered, and of those that the chip's truth is made of; all others lie in the log:
 * a chip that calibrates itself publishes thousands of versions a year.
 *
 * @param versionLast the largest number given to any version, published or not; 0 before the first
 * @param digests of all that were published, by version
 * @param remembered the figures of some of them
 */
public record PublishedVersions(
        long versionLast,
        SortedMap<Long, String> digests,
        SortedMap<Long, ChipSnapshot> remembered) {

    /** The figures of so many versions are remembered, the newest. */
    static final int NEWEST = 8;

    public PublishedVersions {
        digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
        remembered = Collections.unmodifiableSortedMap(new TreeMap<>(remembered));
    }

    static PublishedVersions none() {
        return new PublishedVersions(0, new TreeMap<>(), new TreeMap<>());
    }

    PublishedVersions started(long version) {
        return new PublishedVersions(version, digests, remembered);
    }

    /**
     * With one more.
     *
     * @param needed the version that the chip's truth is made of, if it lives
     */
    PublishedVersions with(ChipSnapshot snapshot, Optional<Long> needed) {
        var all = new TreeMap<>(digests);
        all.put(snapshot.version(), snapshot.digest());
        var some = new TreeMap<>(remembered);
        some.put(snapshot.version(), snapshot);
        var newest = some.descendingKeySet().stream().limit(NEWEST).toList();
        some.keySet()
                .removeIf(version ->
                        !newest.contains(version) && needed.filter(version::equals).isEmpty());
        return new PublishedVersions(versionLast, all, some);
    }

    /** The one published last; empty before the first. */
    public Optional<ChipSnapshot> current() {
        return remembered.isEmpty()
                ? Optional.empty()
                : Optional.of(remembered.lastEntry().getValue());
    }

    /** That version, when its figures are remembered. */
    public Optional<ChipSnapshot> version(long version) {
        return Optional.ofNullable(remembered.get(version));
    }

    /** The digest of that version, when it was published. */
    public Optional<String> digest(long version) {
        return Optional.ofNullable(digests.get(version));
    }

    /** The version whose figures have this digest; the latest, should there be several. */
    public Optional<Long> withDigest(String digest) {
        return digests.entrySet().stream()
                .filter(entry -> entry.getValue().equals(digest))
                .map(Map.Entry::getKey)
                .reduce((_, later) -> later);
    }
}
