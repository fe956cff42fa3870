package cloud.somersault.persistence.audit.run;

import cloud.somersault.persistence.StoredForms;
import cloud.somersault.persistence.audit.Reason;
import cloud.somersault.persistence.audit.Verdict;
import cloud.somersault.persistence.audit.WhatIf;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The stored forms of replays: each file under events/ is read as what it was, for ever. */
class ReplayEventFilesTest extends StoredForms {
    private static final Instant EVENING = Instant.parse("2026-11-21T20:30:00Z");
    private static final Instant DAY = Instant.parse("2026-03-06T00:00:00Z");

    ReplayEventFilesTest() {
        super(ReplayEvent.class, 727241);
    }

    static Stream<Stored> every_stored_form() {
        return Stream.of(
                new Stored(
                        "replay-requested",
                        new ReplayEvent.Requested(
                                "0e8f1c3a-7d52-4c0b-9a61-5b1f0a2c4d6e",
                                new Selection(
                                        Optional.of(DAY),
                                        Optional.of(EVENING.minusSeconds(1800)),
                                        Optional.of(17L),
                                        Optional.of(2017L),
                                        Optional.of("alice"),
                                        Optional.of("wukong"),
                                        Optional.of(10_000L)),
                                Optional.empty(),
                                EVENING)),
                new Stored(
                        "replay-requested-what-if",
                        new ReplayEvent.Requested(
                                "w2",
                                Selection.EVERYTHING,
                                Optional.of(
                                        new WhatIf(
                                                Optional.of(2L),
                                                Optional.of(86_400.0),
                                                Optional.of(1.5),
                                                Optional.of("trajectories"),
                                                Optional.of(3))),
                                EVENING)),
                new Stored(
                        "replay-advanced",
                        new ReplayEvent.Advanced(
                                1234,
                                64,
                                62,
                                1,
                                1,
                                0,
                                List.of(
                                        new Finding(
                                                "j1",
                                                Verdict.Kind.DIFFERENT,
                                                Reason.COUNTS_DIFFER,
                                                "Counts differ at circuit 0: first differing"
                                                        + " outcome 01, recorded 3 times, now 4."),
                                        new Finding(
                                                "j2",
                                                Verdict.Kind.IMPOSSIBLE,
                                                Reason.PROGRAM_UNREADABLE,
                                                "The text of circuit 0 is not there: it was erased"
                                                        + " or lost; its digest is 00ff.")),
                                List.of(),
                                70,
                                1.25,
                                EVENING.plusMillis(2500))),
                new Stored(
                        "replay-advanced-what-if",
                        new ReplayEvent.Advanced(
                                99,
                                2,
                                1,
                                0,
                                0,
                                1,
                                List.of(),
                                List.of(
                                        new WhatIf.Row(
                                                "j3", "wukong", 1, 1000, 0.125, 0.25, 0.9, 0.81)),
                                1,
                                0.5,
                                EVENING.plusMillis(2500))),
                new Stored("replay-finished", new ReplayEvent.Finished(EVENING.plusSeconds(60))),
                new Stored("replay-cancelled", new ReplayEvent.Cancelled(EVENING.plusSeconds(60))));
    }
}
