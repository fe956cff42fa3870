package cloud.somersault.chip;

import cloud.somersault.chip.qubit.QubitFigures;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Three qubits in a row, the last one dead: a chip small enough for stories. */
final class Trio {

    /** Worked out by hand from the canonical form, with sha256sum. */
    static final String DIGEST = "6e69bbabf22b9c397a2c765f3a41fe803994a384de64bb9e7f64857405dd82a7";

    static final Instant MONDAY = Instant.parse("2026-03-09T05:00:00.250Z");
    static final Instant TUESDAY = Instant.parse("2026-03-10T05:00:00Z");

    /** Ten virtual seconds a wall second. */
    static final LifeSettings LIFE = new LifeSettings(5, DriftModel.TRANSMONS_1, 10);

    private Trio() {}

    static ChipData data() {
        return ChipData.ofResource("cloud/somersault/chip/trio.json");
    }

    /** Worked out by hand like the first. */
    static final String MEASURED_DIGEST =
            "58c4a437ef580a4527a6380bebe8ae4840da4a9e6a36d6f613e1e3c0d8cc461c";

    /** What calibration measured on it a virtual day later. */
    static ChipSnapshot measured() {
        var first = data().snapshot(1);
        var before = first.qubitFigures(0).orElseThrow();
        var figures =
                new QubitFigures(
                        4.20001e9,
                        before.t1Seconds(),
                        before.t2Seconds(),
                        before.ts2Seconds(),
                        before.gateFidelity(),
                        before.readZeroGivenZero(),
                        before.readOneGivenOne());
        var errors =
                new QubitErrors(
                        Optional.of(new Precision(800, 86_400)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new Precision(0.01, 86_000)));
        return new ChipSnapshot(
                "trio",
                2,
                Instant.parse("2026-03-07T07:41:31Z"),
                "measured on the twin",
                first.lattice(),
                first.durations(),
                first.limits(),
                List.of(
                        new ChipQubit.InService(0, 0, 0, figures, Optional.of(errors)),
                        first.qubits().get(1),
                        first.qubits().get(2)),
                List.of(
                        new ChipCoupler.InService(
                                0,
                                1,
                                first.couplerFigures(0, 1).orElseThrow(),
                                Optional.of(
                                        new CouplerErrors(
                                                Optional.of(new Precision(0.002, 86_400))))),
                        first.couplers().get(1)),
                Optional.of(
                        new Controls(
                                List.of(
                                        new Controls.OfQubit(4.20001e9, 1.01),
                                        new Controls.OfQubit(3.901e9, 1),
                                        Controls.OfQubit.UNSET),
                                List.of(
                                        new Controls.OfCoupler(0.25, -0.125, 0),
                                        Controls.OfCoupler.UNSET))));
    }

    /** The same chip, measured another time. */
    static ChipData dataOfAnotherDay() {
        var data = data();
        return new ChipData(
                data.form(),
                data.chip(),
                data.title(),
                data.source(),
                TUESDAY,
                data.notes(),
                data.lattice(),
                data.durations(),
                data.limits(),
                data.qubits(),
                data.couplers());
    }
}
