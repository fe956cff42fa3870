package cloud.somersault.chip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A chip of many versions remembers few of them, and the digests of all. */
class PublishedVersionsTest {
    private static final int PUBLISHED = 1000;

    private static PublishedVersions published() {
        var versions = PublishedVersions.none();
        for (long number = 1; number <= PUBLISHED; number++) {
            versions = versions.started(number).with(version(number), Optional.of(3L));
        }
        return versions;
    }

    /** The two days' figures in turns, so that every digest comes more than once. */
    private static ChipSnapshot version(long number) {
        return number % 2 == 0
                ? Trio.dataOfAnotherDay().snapshot(number)
                : Trio.data().snapshot(number);
    }

    @Test
    void the_newest_are_remembered_and_the_one_that_the_truth_is_made_of() {
        var versions = published();
        assertThat(versions.remembered().keySet())
                .containsExactly(3L, 993L, 994L, 995L, 996L, 997L, 998L, 999L, 1000L);
        assertThat(versions.current()).contains(version(PUBLISHED));
        assertThat(versions.version(2)).isEmpty();
    }

    @Test
    void of_all_others_it_is_known_that_they_were_published_and_what_they_were() {
        var versions = published();
        assertThat(versions.digest(2)).contains(version(2).digest());
        assertThat(versions.digest(1001)).isEmpty();
        assertThat(versions.withDigest(Trio.DIGEST)).contains(999L);
    }

    @Test
    void a_version_that_is_not_remembered_is_answered_as_one_that_lies_in_the_log() {
        var chip = new Chip.Settled(published(), Optional.empty());
        var ask = new ChipCommand.SnapshotOfVersion(2);
        assertThat(ChipDecider.decide("trio", Trio.LIFE, chip, ask))
                .isInstanceOf(ChipDecision.Happened.class);
        assertThat(ChipDecider.answer("trio", chip, ask)).isEqualTo(new ChipAnswer.Forgotten(2));
        assertThat(
                        ChipDecider.decide(
                                "trio", Trio.LIFE, chip, new ChipCommand.SnapshotOfVersion(0)))
                .isInstanceOf(ChipDecision.Refused.class);
    }
}
