package cloud.somersault.chip;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Every calibration version that was ever published, and which numbers are used up.
 *
 * @param versionLast the largest number given to any version, published or not; 0 before the first
 * @param byVersion the published ones
 */
public record PublishedVersions(long versionLast, SortedMap<Long, ChipSnapshot> byVersion) {

    public PublishedVersions {
        byVersion = Collections.unmodifiableSortedMap(new TreeMap<>(byVersion));
    }

    static PublishedVersions none() {
        return new PublishedVersions(0, new TreeMap<>());
    }

    PublishedVersions started(long version) {
        return new PublishedVersions(version, byVersion);
    }

    PublishedVersions with(ChipSnapshot snapshot) {
        var more = new TreeMap<>(byVersion);
        more.put(snapshot.version(), snapshot);
        return new PublishedVersions(versionLast, more);
    }

    /** The one published last; empty before the first. */
    public Optional<ChipSnapshot> current() {
        return byVersion.values().stream().reduce((_, later) -> later);
    }

    /** That version, when it was published. */
    public Optional<ChipSnapshot> version(long version) {
        return Optional.ofNullable(byVersion.get(version));
    }

    /** The version whose figures have this digest; the latest, should there be several. */
    public Optional<ChipSnapshot> withDigest(String digest) {
        return byVersion.values().stream()
                .filter(snapshot -> snapshot.digest().equals(digest))
                .reduce((_, later) -> later);
    }
}
